"""A template of a lower room links to a page of a higher one without knowing it."""

from django.template import Context, Template

from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.registry import Slot

TEXT = "{% address_of page='history' kind='site' code=code as history %}{% if history %}<a href=\"{{ history }}\">Verlauf</a>{% endif %}"


def rendered():
    return Template(TEXT).render(Context({"code": "lahnfelden-nordviertel"}))


def test_link_leads_where_the_room_says(monkeypatch):
    monkeypatch.setattr(registry, "addresses", Slot())
    registry.addresses.register("history", lambda subject: f"/{subject.kind}/{subject.code}/")

    assert rendered() == '<a href="/site/lahnfelden-nordviertel/">Verlauf</a>'


def test_there_is_no_link_where_no_room_has_the_page(monkeypatch):
    monkeypatch.setattr(registry, "addresses", Slot())

    assert rendered() == ""
