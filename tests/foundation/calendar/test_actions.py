"""Setting, moving and ending follow-ups; calendar addresses."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.people import actor, imagined, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.calendar import actions, handovers, queries
from quartierwerk.foundation.calendar.core import follow_ups as rules
from quartierwerk.foundation.calendar.models import Feed, FollowUp
from quartierwerk.foundation.people.core.refusals import NothingToDoError
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]
NORD = Subject("site", "nord")
NOW = datetime(2027, 3, 3, 12, tzinfo=ZoneInfo("Europe/Berlin"))
TODAY, TOMORROW = date(2027, 3, 3), date(2027, 3, 4)


@pytest.fixture
def officer(db):
    return actor("area_officer", "municipality", "musterstadt")


@pytest.fixture
def manager(db):
    return actor("neighbourhood_manager", "site", "nord")


def behind(who):
    return Person.objects.get(pk=who.person_id)


def lay(by, whom=None, on=TOMORROW, note="Bescheid prüfen", subject=NORD):
    return actions.set_follow_up(subject=subject, person=behind(whom or by), on=on, note=note, actor=by, now=NOW)


def test_a_follow_up_stands_with_its_entry(officer, manager):
    found = lay(officer, manager, note=" Bescheid \n prüfen ")

    assert (found.person_id, found.set_by_id, found.on, found.note) == (manager.person_id, officer.person_id, TOMORROW, "Bescheid prüfen")
    entry = TrailEntry.objects.get()
    assert (entry.deed, entry.subject_code) == ("calendar:followup:set", "nord")
    assert entry.facts == {"for_whom": "Nora Nachbarschaft", "due_on": "2027-03-04"}


def test_what_is_to_be_done_stands_in_no_history_and_no_trail(officer):
    from django.apps import apps

    found = lay(officer, note="geheim")
    actions.end(follow_up=found, actor=officer, now=NOW)

    events = apps.get_model("calendar", "FollowUpEvent").objects.all()
    assert events.count() == 2
    assert "note" not in {field.name for field in events.model._meta.get_fields()}
    assert "geheim" not in str(list(TrailEntry.objects.values()))


@pytest.mark.parametrize(
    ("on", "note", "refusal"),
    [
        (TODAY - timedelta(days=1), "x", rules.DayPassedError),
        (date(2137, 3, 4), "x", rules.TooFarError),
        (TOMORROW, "  ", rules.NoteMissingError),
        (TOMORROW, "x" * 301, rules.NoteTooLongError),
    ],
)
def test_a_bad_follow_up_is_refused(on, note, refusal, officer):
    with pytest.raises(refusal):
        lay(officer, on=on, note=note)
    assert not FollowUp.objects.exists()


def test_nobody_sets_one_on_what_they_may_not_know_of(officer):
    with pytest.raises(NotPermittedError):
        lay(officer, subject=Subject("site", "nirgends"))


@pytest.mark.parametrize("who", ["resident", "closed"])
def test_nothing_is_laid_before_somebody_who_may_not_know_of_it(who, officer):
    other = person("resident", "site", "nord") if who == "resident" else person("neighbourhood_manager", "site", "nord")
    Person.objects.filter(pk=other.pk).update(is_active=who == "resident")
    other.refresh_from_db()

    with pytest.raises(rules.NotForThemError):
        actions.set_follow_up(subject=NORD, person=other, on=TOMORROW, note="x", actor=officer, now=NOW)
    assert not FollowUp.objects.exists()


def test_whom_it_reminds_and_who_set_it_move_and_end_it(officer, manager):
    found = lay(officer, manager)

    actions.move(follow_up=found, on=date(2027, 4, 1), actor=manager, now=NOW)
    actions.end(follow_up=found, actor=officer, now=NOW, withdrawn=True)

    found.refresh_from_db()
    assert (found.on, found.state, found.sequence) == (date(2027, 4, 1), "withdrawn", 2)
    for again in (
        lambda: actions.end(follow_up=found, actor=officer, now=NOW),
        lambda: actions.move(follow_up=found, on=TODAY, actor=officer, now=NOW),
    ):
        with pytest.raises(NothingToDoError):
            again()


def test_others_neither_move_nor_end_it(officer, manager):
    found = lay(officer)

    for by in (manager, imagined("programme_ministry", person_id=0), actor("auditor")):
        with pytest.raises(NotPermittedError):
            actions.move(follow_up=found, on=date(2027, 4, 1), actor=by, now=NOW)
        with pytest.raises(NotPermittedError):
            actions.end(follow_up=found, actor=by, now=NOW)


def test_it_is_not_moved_to_where_it_stands(officer):
    with pytest.raises(NothingToDoError):
        actions.move(follow_up=lay(officer), on=TOMORROW, actor=officer, now=NOW)


def test_appointments_are_taken_in_all_or_none(officer):
    assert actions.take_in(subject=NORD, days=[(TODAY, "eins"), (TOMORROW, "zwei")], actor=officer, now=NOW) == 2

    with pytest.raises(rules.DayPassedError):
        actions.take_in(subject=NORD, days=[(TOMORROW, "drei"), (date(2020, 1, 1), "vier")], actor=officer, now=NOW)
    with pytest.raises(NothingToDoError):
        actions.take_in(subject=NORD, days=[], actor=officer, now=NOW)
    assert sorted(FollowUp.objects.values_list("note", flat=True)) == ["eins", "zwei"]


def test_open_follow_ups_go_to_the_successor(officer, manager):
    waiting, done = lay(manager), lay(manager, note="fertig")
    actions.end(follow_up=done, actor=manager, now=NOW)

    assert handovers.take_over(manager.person_id, officer.person_id) == 1

    waiting.refresh_from_db()
    done.refresh_from_db()
    assert (waiting.person_id, waiting.sequence, done.person_id) == (officer.person_id, 1, manager.person_id)


def test_only_the_hash_of_an_address_is_kept(officer):
    token = actions.open_feed(site="", actor=officer, today=TODAY)

    assert queries.feed_with(token) == Feed.objects.get()
    assert token not in str(list(Feed.objects.values())) + str(list(TrailEntry.objects.values()))
    assert queries.feed_with(token[:-1]) is None


def test_an_address_of_a_site_nobody_knows_is_refused(officer):
    with pytest.raises(NotPermittedError):
        actions.open_feed(site="nirgends", actor=officer, today=TODAY)


def test_a_closed_address_and_one_of_a_closed_account_open_nothing(officer):
    token, second = (actions.open_feed(site="", actor=officer, today=TODAY) for _ in range(2))
    feed = queries.feed_with(token)
    with pytest.raises(NotPermittedError):
        actions.close_feed(feed=feed, actor=actor("auditor"))

    actions.close_feed(feed=feed, actor=officer)

    assert queries.feed_with(token) is None
    with pytest.raises(NothingToDoError):
        actions.close_feed(feed=feed, actor=officer)
    Person.objects.filter(pk=officer.person_id).update(is_active=False)
    assert queries.feed_with(second) is None
