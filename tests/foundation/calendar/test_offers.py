"""What the calendar tells elsewhere: the letter of the day, the desk, other programs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.people import actor

from quartierwerk.foundation.calendar import actions, loader, offers
from quartierwerk.foundation.calendar.models import FollowUp
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots.values import Subject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]
NOW = datetime(2027, 2, 26, 12, tzinfo=ZoneInfo("Europe/Berlin"))
NORD = Subject("site", "nord")
TODAY = date(2027, 2, 26)


@pytest.fixture
def officer(db):
    return actor("area_officer", "municipality", "musterstadt")


@pytest.fixture
def manager(db):
    return actor("neighbourhood_manager", "site", "nord")


def lay(by, whom, on, note="ansehen", now=NOW):
    return actions.set_follow_up(subject=NORD, person=Person.objects.get(pk=whom.person_id), on=on, note=note, actor=by, now=now)


def titles(told):
    return {number: [item.title for item in items] for number, items in told.items()}


def test_the_letter_of_the_day_tells_what_is_due_and_what_comes_within_a_week(room, officer, manager):
    loader.rebuild()
    lay(officer, manager, TODAY, "heute")
    lay(manager, manager, TODAY + timedelta(days=1), "morgen")
    ministry = actor("programme_ministry")

    told = offers.digest_items([officer, manager, ministry], TODAY)

    assert titles(told) == {manager.person_id: ["heute", "Tag von nord"], officer.person_id: ["Tag von nord", "Tag von sued"]}
    assert [item.note for item in told[manager.person_id]] == ["gesetzt von Ayse Amt", "Frist des Raums"]


def test_the_letter_is_silent_about_days_that_are_closed_or_cancelled_or_far(room, officer):
    loader.rebuild()
    room.closed = {"nord"}
    assert titles(offers.digest_items([officer], TODAY)) == {officer.person_id: ["Tag von sued"]}

    del room.days["sued"]
    loader.rebuild()

    assert offers.digest_items([officer], TODAY) == {}
    assert offers.digest_items([officer], date(2026, 1, 1)) == {}


def test_the_letter_asks_no_more_for_more_people_and_days(room, django_assert_num_queries, officer, manager):
    loader.rebuild()
    people = [officer, manager, actor("area_officer", "municipality", "anderswo")]
    with django_assert_num_queries(2):
        offers.digest_items(people[:1], TODAY)
    with django_assert_num_queries(2):
        offers.digest_items(people, TODAY)


def test_the_desk_shows_what_is_due_and_what_is_pressing(officer, manager):
    now, today = timezone.now(), timezone.localdate()
    late = lay(officer, manager, today, "spät", now)
    lay(manager, manager, today + timedelta(days=3), "bald", now)
    lay(manager, manager, today + timedelta(days=30), "fern", now)
    FollowUp.objects.filter(pk=late.pk).update(on=today - timedelta(days=1))

    items = offers.desk_items(manager)

    assert [(item.title, item.urgent) for item in items] == [("spät", True), ("bald", False)]


def test_ones_own_calendar_holds_follow_ups_and_the_days_of_ones_work(room, officer, manager):
    loader.rebuild()
    lay(officer, manager, date(2027, 3, 5), "prüfen")
    done = lay(manager, manager, date(2027, 3, 6), "fertig")
    actions.end(follow_up=done, actor=manager, now=NOW)

    entries = offers.entries_for(manager, "", TODAY)

    assert [(each.title, each.is_cancelled, each.sequence) for each in entries] == [
        ("Frist des Raums: Tag von nord", False, 0),
        ("prüfen", False, 0),
        ("fertig", True, 1),
    ]


def test_a_sites_calendar_holds_its_days_only_and_nothing_that_is_closed(room, manager):
    loader.rebuild()
    lay(manager, manager, date(2027, 3, 5))
    assert [each.title for each in offers.entries_for(manager, "sued", TODAY)] == ["Frist des Raums: Tag von sued"]

    room.closed = {"sued"}

    assert offers.entries_for(manager, "sued", TODAY) == []


def test_a_day_that_is_told_no_more_is_told_as_cancelled(room, manager):
    loader.rebuild()
    del room.days["nord"]
    loader.rebuild()

    assert [(each.is_cancelled, each.sequence) for each in offers.entries_for(manager, "", TODAY)] == [(True, 1)]


def test_what_is_long_over_is_not_told(room, manager):
    loader.rebuild()

    assert offers.entries_for(manager, "", date(2027, 3, 1) + timedelta(days=61)) == []
