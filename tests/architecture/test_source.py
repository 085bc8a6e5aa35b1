"""The watchers read everything, in the order the contracts give."""

from tests.architecture.source import PACKAGE, heights, leads_up, modules, room_of, templates


def test_rooms_stand_in_the_programmes_order():
    order = heights()

    assert order["quartierwerk.kernel"] < order["quartierwerk.foundation.slots"] < order["quartierwerk.foundation.documents"]
    assert order["quartierwerk.foundation.documents"] < order["quartierwerk.places"] < order["quartierwerk.concepts"]
    assert order["quartierwerk.concepts"] < order["quartierwerk.portal"] == order["quartierwerk.workspace"] < order["quartierwerk.config"]


def test_every_package_has_a_height():
    for module in modules():
        assert room_of(module.name) in heights() or module.name in {"quartierwerk", "quartierwerk.foundation"}, module.name


def test_a_way_leads_up_to_higher_rooms_and_to_siblings_only():
    assert leads_up("quartierwerk.places.views", "quartierwerk.concepts.forms")
    assert leads_up("quartierwerk.foundation.ui", "quartierwerk.foundation.people.models")
    assert leads_up("quartierwerk.portal.views", "quartierwerk.workspace.views")
    assert not leads_up("quartierwerk.concepts.views", "quartierwerk.places.forms")
    assert not leads_up("quartierwerk.places.views", "quartierwerk.places.forms")
    assert not leads_up("quartierwerk.places.views", "django.forms")


def test_modules_and_templates_are_all_read():
    names = {module.name for module in modules()}

    assert {"quartierwerk.kernel.money", "quartierwerk.foundation.audit.trail", "quartierwerk.concepts.core.totals"} <= names
    assert len({template.path for template in templates()}) == len(templates()) > 20
    assert (PACKAGE / "kernel").is_dir()
