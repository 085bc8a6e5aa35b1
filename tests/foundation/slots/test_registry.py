"""A slot holds one provider a name, asks each kind once, and is silent where nobody fills it."""

import pytest
from tests.people import imagined

from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.registry import Slot, address_of, describe, thread_of
from quartierwerk.foundation.slots.values import Knot, KnotValue, Subject, SubjectCard

ACTOR = imagined("area_officer")
STREET = Subject("street", "bahnhofstrasse")


@pytest.fixture
def empty_slots(monkeypatch):
    """Every slot as before any room is there."""
    for name in ("subjects", "threads", "addresses"):
        monkeypatch.setattr(registry, name, Slot())


def test_a_name_is_registered_once(empty_slots):
    slot = Slot()

    slot.register("places", 1)
    slot.register("places", 2)
    slot.register("concepts", 3)

    assert list(slot) == [2, 3]
    assert slot.get("places") == 2
    assert slot.get("money") is None


def test_subjects_are_described_with_one_question_a_kind(empty_slots):
    asked = []

    def describe_streets(codes, actor):
        asked.append((tuple(codes), actor))
        return {code: SubjectCard(Subject("street", code), "Straße", code.title(), f"/{code}/") for code in codes if code != "geheim"}

    registry.subjects.register("street", describe_streets)
    cards = describe([STREET, Subject("street", "geheim"), Subject("square", "markt")], ACTOR)

    assert asked == [(("bahnhofstrasse", "geheim"), ACTOR)]
    assert list(cards) == [STREET]
    assert cards[STREET].address == "/bahnhofstrasse/"


def test_a_thread_is_what_every_room_knows(empty_slots):
    registry.threads.register("need", lambda subjects, actor: {STREET: {Knot.NEED: KnotValue("hoch")}})
    registry.threads.register("money", lambda subjects, actor: {STREET: {Knot.EUROS: KnotValue("5 €")}})
    registry.threads.register("calls", lambda subjects, actor: {})

    assert thread_of(STREET, ACTOR) == {Knot.NEED: KnotValue("hoch"), Knot.EUROS: KnotValue("5 €")}


def test_an_address_is_asked_of_the_room_that_has_the_page(empty_slots):
    registry.addresses.register("history", lambda subject: f"/verlauf/{subject.kind}/{subject.code}/")

    assert address_of("history", STREET) == "/verlauf/street/bahnhofstrasse/"
    assert address_of("public", STREET) == ""
