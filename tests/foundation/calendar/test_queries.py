"""Nobody sees a day whose thing they may not know of."""

from datetime import date

import pytest
from tests.people import actor

from quartierwerk.foundation.calendar import loader, queries
from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]


def codes(rows):
    return [each.subject_code for each in rows]


@pytest.mark.parametrize(
    ("role", "kind", "code", "seen"),
    [
        ("programme_ministry", "programme", "soziale-stadt", ["nord", "sued", "west"]),
        ("area_officer", "municipality", "musterstadt", ["nord", "sued"]),
        ("neighbourhood_manager", "site", "sued", ["sued"]),
        ("juror", "call", "aufruf", []),
    ],
)
def test_days_of_ones_work_are_those_ones_mandates_reach(role, kind, code, seen, room):
    loader.rebuild()

    assert codes(queries.deadlines_of_work(actor(role, kind, code))) == seen


def test_a_closed_day_is_seen_nowhere_and_counted_nowhere(room):
    loader.rebuild()
    room.closed = {"nord"}
    ministry = actor("programme_ministry")

    assert codes(queries.deadlines_visible_to(ministry)) == ["sued", "west"]
    assert codes(queries.deadlines_of_work(ministry)) == ["sued", "west"]
    assert codes(queries.deadlines_of_site("nord", ministry)) == []
    assert queries.counted_by_day(queries.deadlines_of_work(ministry), date(2027, 3, 1), date(2027, 3, 31)) == {
        date(2027, 3, 2): 1,
        date(2027, 3, 3): 1,
    }


def test_a_day_of_a_source_that_is_gone_is_not_seen(room, monkeypatch):
    from quartierwerk.foundation.slots import registry

    loader.rebuild()
    monkeypatch.setattr(registry.deadlines, "_providers", {})

    assert codes(queries.deadlines_visible_to(actor("programme_ministry"))) == []


def test_those_can_be_reminded_who_have_days_to_keep_there(db):
    officer, manager = actor("area_officer", "municipality", "musterstadt"), actor("neighbourhood_manager", "site", "nord")
    actor("resident", "site", "nord")
    actor("partner", "site", "sued")

    found = queries.people_to_remind(Subject("site", "nord"), date(2027, 3, 3))

    assert {person.pk for person in found} == {officer.person_id, manager.person_id}


def test_nobody_stands_behind_the_public(db):
    with pytest.raises(NotPermittedError):
        queries.person_of(PUBLIC)
