"""No room's page uses another room's form: the two would have to change together."""

from tests.architecture.source import listed, modules, planted, room_of


def borrowed_forms(module):
    """Return every import of a form of another room, from whatever file of this room."""
    own = room_of(module.name)
    for node, name in module.imports():
        room = room_of(name)
        is_form = name.startswith((f"{room}.forms.", f"{room}.forms")) and room != ""
        if is_form and room != own and not room.startswith("quartierwerk.foundation"):
            yield f"{module.line(node)} borrows {name}"


def test_no_page_borrows_a_form():
    found = [finding for module in modules() for finding in borrowed_forms(module)]

    assert found == [], listed(found)


def test_watcher_finds_a_planted_borrowed_form():
    views = planted("from quartierwerk.places.forms import SiteForm\nfrom quartierwerk.places import forms", "quartierwerk.concepts.views")

    assert list(borrowed_forms(views)) == [
        "quartierwerk/concepts/views.py:1 borrows quartierwerk.places.forms.SiteForm",
        "quartierwerk/concepts/views.py:2 borrows quartierwerk.places.forms",
    ]


def test_a_room_uses_its_own_forms_and_the_foundations():
    views = planted("from quartierwerk.places.forms import SiteForm\nfrom quartierwerk.foundation.audit.forms import Period")

    assert list(borrowed_forms(views)) == []
