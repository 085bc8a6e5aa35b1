"""Who gets the letter of the day, and what waits for whom."""

from datetime import timedelta

import pytest
from tests.factories.mail import THURSDAY, make_letter
from tests.people import person

from quartierwerk.foundation.mail.core.fallback import Hindrance
from quartierwerk.foundation.mail.models import Bounce, MailSettings
from quartierwerk.foundation.mail.queries import readers
from quartierwerk.foundation.people.core.actor import PROGRAMME, Scope
from quartierwerk.foundation.people.core.roles import ScopeKind
from quartierwerk.foundation.slots.values import DigestItem, Subject

pytestmark = pytest.mark.django_db
TODAY = THURSDAY.date()
TOWN = Scope(ScopeKind.MUNICIPALITY, "musterstadt")


@pytest.fixture
def colleague():
    return person("treasury", "municipality", "musterstadt")


def reach(somebody):
    everybody = readers.digest_readers(TODAY)
    return readers.reach_of(everybody, on=TODAY)[somebody.pk]


def test_whoever_ever_held_a_mandate_is_a_reader_with_the_mandates_of_the_day(reader):
    former = person("auditor")
    former.mandates.update(ends_on=TODAY - timedelta(1))
    stranger = person("partner", "site", "nord")
    stranger.mandates.all().delete()

    everybody = readers.digest_readers(TODAY)

    assert {number: len(actor.mandates) for number, (_person, actor) in everybody.items()} == {reader.pk: 1, former.pk: 0}


@pytest.mark.parametrize(
    ("change", "hindrance"),
    [
        ({}, None),
        ({"is_active": False}, Hindrance.CLOSED),
        ({"email": None}, Hindrance.NO_ADDRESS),
    ],
)
def test_what_keeps_a_letter_from_a_person_is_known(reader, change, hindrance):
    for name, value in change.items():
        setattr(reader, name, value)
    reader.save()

    assert reach(reader).hindrance == hindrance


def test_a_person_whose_mandate_ended_is_not_reached(reader):
    reader.mandates.update(ends_on=TODAY - timedelta(1))

    assert reach(reader).hindrance is Hindrance.NO_MANDATE


def test_a_person_whose_letters_come_back_is_not_reached(reader):
    mail = make_letter(reader, state="bounced")
    Bounce.objects.create(mail=mail, address=mail.address, kind="hard", received=THURSDAY)

    assert reach(reader).hindrance is Hindrance.BOUNCED


@pytest.mark.parametrize(("first", "last", "away"), [(0, 0, True), (-3, 3, True), (1, 3, False), (-3, -1, False)])
def test_a_person_is_away_from_the_first_to_the_last_day(reader, first, last, away):
    MailSettings.objects.create(person=reader, absent_from=TODAY + timedelta(first), absent_until=TODAY + timedelta(last))

    assert reach(reader).is_absent is away


def test_managers_are_the_area_officers_there_and_then_the_ministry(reader, colleague):
    ministry, elsewhere = person("programme_ministry"), person("area_officer", "municipality", "anderswo")
    everybody = readers.digest_readers(TODAY)

    assert list(readers.managers_of({TOWN, PROGRAMME}, everybody)) == [reader.pk, ministry.pk]
    assert list(readers.managers_of({Scope(ScopeKind.MUNICIPALITY, "anderswo")}, everybody)) == [elsewhere.pk, ministry.pk]


def waiting(slots, *given):
    slots.digest_items.register(
        "test", lambda actors, _day: {number: items for number, items in given if number in {actor.person_id for actor in actors}}
    )
    found = readers.waiting_by_reader(readers.digest_readers(TODAY), on=TODAY)
    return {number: [(each.item.title, each.for_name) for each in told] for number, told in found.items()}


def item(title):
    return DigestItem(Subject("thing", "a"), "Dinge", title, "/a/")


def test_what_waits_is_told_to_the_person_it_waits_for(reader, things, slots):
    assert waiting(slots, (reader.pk, [item("eins"), item("zwei")])) == {reader.pk: [("eins", ""), ("zwei", "")]}


def test_what_waits_for_somebody_away_is_told_to_the_fallback_person(reader, colleague, things, slots):
    MailSettings.objects.create(person=reader, absent_from=TODAY, absent_until=TODAY, fallback=colleague)

    assert waiting(slots, (reader.pk, [item("eins")]), (colleague.pk, [item("zwei")])) == {
        colleague.pk: [("eins", "Ayse Amt"), ("zwei", "")]
    }


def test_what_waits_for_somebody_without_fallback_is_told_to_who_manages_the_scope(reader, colleague, things, slots):
    things.scopes = {"a": [("municipality", "musterstadt")]}
    colleague.email = None
    colleague.save()

    assert waiting(slots, (colleague.pk, [item("eins")])) == {reader.pk: [("eins", "Karla Kämmerei")]}


def test_what_nobody_can_be_told_waits_for_nobody(reader, things, slots):
    reader.email = None
    reader.save()

    assert waiting(slots, (reader.pk, [item("eins")]), (10**9, [item("fremd")])) == {}


def test_the_last_digest_is_that_of_the_latest_day(reader):
    assert readers.last_digest_of(reader.pk) == ("", None)
    for days in (1, 3, 2):
        make_letter(reader, kind="digest", digest_on=TODAY - timedelta(days), fingerprint=str(days))

    assert readers.last_digest_of(reader.pk) == ("1", TODAY - timedelta(1))


def test_fallbacks_and_languages_are_those_people_chose(reader, colleague):
    MailSettings.objects.create(person=reader, language="en", fallback=colleague)
    everybody = readers.digest_readers(TODAY)

    assert readers.fallbacks() == {reader.pk: colleague.pk}
    assert readers.languages_of(everybody) == {reader.pk: "en", colleague.pk: "de"}
