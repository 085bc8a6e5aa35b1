"""What people show on other rooms' pages: cards, navigation, and the news of an access link."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.people import NAMES, SINCE, actor, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people import offers
from quartierwerk.foundation.people.actions import persons
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from quartierwerk.foundation.people.models import Organisation, OrganisationName
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]
READERS = {"programme_ministry", "service_agency_lead", "area_officer", "auditor", "operator"}
DAY = timedelta(days=1)


@pytest.mark.parametrize("role", NAMES)
def test_the_list_of_people_is_offered_to_those_who_may_open_it(role):
    titles = [link.title for link in offers.navigation(actor(role))]

    assert titles == (["Personen", "Organisationen"] if role in READERS else ["Organisationen"])


@pytest.mark.parametrize(
    ("who", "known"),
    [
        (("programme_ministry",), {"nord", "west"}),
        (("area_officer", "municipality", "musterstadt"), {"nord"}),
        (("treasury", "municipality", "musterstadt"), set()),
    ],
)
def test_a_card_is_handed_to_those_who_may_know_of_the_person(who, known):
    people = {code: person("partner", "site", code) for code in ("nord", "west")}

    cards = offers.person_cards([each.code for each in people.values()], actor(*who))

    assert {code for code, each in people.items() if each.code in cards} == known
    for card in cards.values():
        assert (card.title, card.address) == ("Petra Partner", reverse("people:person", args=(card.subject.code,)))


def test_nobody_is_described_to_the_public():
    somebody = person("partner", "site", "nord")
    Organisation.objects.create(code="haus", kind="other")

    assert offers.person_cards([somebody.code], PUBLIC) == {}
    assert offers.organisation_cards(["haus"], PUBLIC) == {}


@pytest.mark.parametrize("who", [("resident", "site", "nord"), ("auditor",)])
def test_an_organisation_is_described_to_whoever_is_signed_in_by_todays_name(who):
    house = Organisation.objects.create(code="haus", kind="other")
    OrganisationName.objects.create(organisation=house, name="Altes Haus", begins_on=SINCE, ends_on=SINCE)
    OrganisationName.objects.create(organisation=house, name="Neues Haus", begins_on=SINCE + DAY)
    Organisation.objects.create(code="namenlos", kind="other")

    cards = offers.organisation_cards(["haus", "namenlos", "nirgends"], actor(*who))

    assert {code: card.title for code, card in cards.items()} == {"haus": "Neues Haus", "namenlos": "namenlos"}
    assert cards["haus"].subject == Subject("organisation", "haus")


def test_the_system_may_name_everything():
    Organisation.objects.create(code="haus", kind="other")

    assert set(offers.organisation_cards(["haus"], SYSTEM)) == {"haus"}


# Access links.


def link_for(somebody, reason="Neues Telefon"):
    return persons.issue_link(person=somebody, reason=reason, actor=actor("operator"))


def news(somebody):
    from quartierwerk.foundation.people import queries

    return offers.desk_items(queries.actor_for(somebody, on=timezone.localdate()))


def test_whoever_has_a_password_reads_who_made_a_link_and_why():
    somebody = person("auditor", may_sign_in=True)
    link_for(somebody)

    (item,) = news(somebody)

    assert item.title == f"Olga Betrieb hat am {timezone.localdate():%d.%m.%Y} einen Zugangslink für Ihr Konto erstellt"
    assert "Grund: „Neues Telefon“." in item.note
    assert (item.urgent, item.address) == (True, reverse("account_change_password"))


def test_the_news_is_for_the_one_whose_account_it_is():
    somebody = person("auditor", may_sign_in=True)
    link_for(somebody)

    assert news(person("treasury", "municipality", "musterstadt", may_sign_in=True)) == []
    assert offers.desk_items(PUBLIC) == []


def test_who_had_no_password_gets_no_news_of_the_first_link():
    somebody = person("auditor")
    link_for(somebody)

    assert news(somebody) == []


@pytest.mark.parametrize(("days", "told"), [(29, 1), (31, 0)])
def test_the_news_stays_for_thirty_days(days, told, monkeypatch):
    somebody = person("auditor", may_sign_in=True)
    link_for(somebody)
    made = TrailEntry.objects.latest("number").at

    monkeypatch.setattr(offers.timezone, "now", lambda: made + days * DAY)

    assert len(news(somebody)) == told


def test_every_slot_is_filled_once():
    assert registry.subjects.get("person") is offers.person_cards
    assert registry.subjects.get("organisation") is offers.organisation_cards
    assert registry.desk.get("people") is offers.desk_items
    assert registry.navigation.get("people") is offers.navigation
