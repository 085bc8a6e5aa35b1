"""Deadlines come into the register, change, go and come back."""

from datetime import date

import pytest
from django.utils import timezone
from tests.people import actor

from quartierwerk.foundation.calendar import actions, loader, tasks
from quartierwerk.foundation.calendar.models import RegisteredDeadline
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]


def told(code):
    return RegisteredDeadline.objects.get(subject_code=code)


def something_happens_to(code):
    by = actor("programme_ministry")
    actions.set_follow_up(
        subject=Subject("site", code),
        person=by_person(by),
        on=timezone.localdate(),
        note="ansehen",
        actor=by,
        now=timezone.now(),
    )


def by_person(by):
    from quartierwerk.foundation.people.models import Person

    return Person.objects.get(pk=by.person_id)


def test_every_day_stands_with_the_scopes_it_lies_in(room):
    assert loader.rebuild() == 3

    found = told("nord")
    assert (found.on, found.title, found.address, found.group) == (date(2027, 3, 1), "Tag von nord", "/nord/", "nord")
    assert found.scopes == ["municipality:musterstadt", "programme:soziale-stadt", "site:nord"]
    assert (found.sequence, found.is_cancelled) == (0, False)


def test_a_second_reading_changes_nothing(room):
    loader.rebuild()
    before = list(RegisteredDeadline.objects.order_by("pk").values())

    loader.rebuild()

    assert list(RegisteredDeadline.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("change", ["day", "title"])
def test_a_changed_day_keeps_its_uid_and_counts_up(change, room):
    loader.rebuild()
    before = told("nord")
    if change == "day":
        room.days["nord"] = date(2028, 1, 1)
    else:
        room.titles["nord"] = "Neuer Name"

    loader.rebuild()

    after = told("nord")
    assert (after.uid, after.sequence) == (before.uid, 1)
    assert after.changed > before.changed
    assert told("sued").sequence == 0


def test_a_day_that_is_told_no_more_is_cancelled_and_may_come_back(room):
    loader.rebuild()
    day = room.days.pop("nord")
    loader.rebuild()
    gone = told("nord")
    assert (gone.is_cancelled, gone.sequence) == (True, 1)

    room.days["nord"] = day
    assert loader.rebuild() == 3

    back = told("nord")
    assert (back.uid, back.is_cancelled, back.sequence) == (gone.uid, False, 2)


def test_days_of_a_source_that_is_gone_are_cancelled_once(room, monkeypatch):
    loader.rebuild()
    monkeypatch.setattr(registry.deadlines, "_providers", {})

    loader.rebuild()
    loader.rebuild()

    assert set(RegisteredDeadline.objects.values_list("is_cancelled", "sequence")) == {(True, 1)}


def test_only_what_the_trail_tells_of_is_read_again(room):
    loader.rebuild()
    room.days |= {"nord": date(2029, 1, 1), "sued": date(2029, 1, 1)}
    assert loader.refresh() == 0

    something_happens_to("nord")

    assert loader.refresh() == 1
    assert (told("nord").on, told("sued").on) == (date(2029, 1, 1), date(2027, 3, 2))


def test_the_first_refresh_reads_everything(room):
    loader.refresh()

    assert RegisteredDeadline.objects.count() == 3


def test_the_worker_does_both(room):
    tasks.rebuild(timestamp=0)
    room.days["nord"] = date(2029, 1, 1)
    something_happens_to("nord")

    tasks.refresh(timestamp=0)

    assert told("nord").on == date(2029, 1, 1)
