"""Pages on standing in and handing over."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.pages import words
from tests.people import actor, person

from quartierwerk.foundation.people.actions import absence
from quartierwerk.foundation.people.models import Mandate
from quartierwerk.kernel.period import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]
MINE = "/konto/vertretung/"


@pytest.fixture
def officer(db):
    return person("area_officer", "municipality", "musterstadt")


@pytest.fixture
def manager(db):
    return person("neighbourhood_manager", "site", "nord")


def days(first=0, last=14):
    today = timezone.localdate()
    return {"begins_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last)}


def test_a_person_names_a_colleague_and_takes_it_back(signed_in_as, officer, manager):
    client = signed_in_as("neighbourhood_manager", "site", "nord")
    assert "Niemand vertritt zurzeit" in words(client.get(MINE))

    page = client.post(MINE, {"deputy": officer.code, **days()}, follow=True)

    assert f"{officer.name} vertritt in dieser Zeit." in words(page)
    assert "Quartiersmanagement" in words(page)
    page = client.post(f"/werkbank/personen/{manager.code}/vertretung/{officer.code}/beenden/", follow=True)
    assert "Die Vertretung ist beendet." in words(page)
    assert not Mandate.objects.filter(deputy_for=manager).exists()


def test_the_deputy_sees_for_whom_and_may_stop(signed_in_as, officer, manager):
    today = timezone.localdate()
    absence.deputise(
        person=manager, deputy=officer, during=Period(today, today + timedelta(days=9)), today=today, actor=actor("programme_ministry")
    )
    client = signed_in_as("area_officer", "municipality", "musterstadt")

    page = words(client.get(MINE))

    assert f"Für wen vertreten wird {manager.name}" in page
    assert f"in Vertretung für {manager.name}" in words(client.get(f"/werkbank/personen/{officer.code}/"))
    client.post(f"/werkbank/personen/{manager.code}/vertretung/{officer.code}/beenden/")
    assert not Mandate.objects.filter(deputy_for=manager).exists()


def test_strangers_are_not_offered(signed_in_as, officer, manager):
    stranger = person("audit_office", "municipality", "anderswo")
    client = signed_in_as("neighbourhood_manager", "site", "nord")

    page = client.post(MINE, {"deputy": stranger.code, **days()})

    assert officer.name in words(page)
    assert stranger.name not in words(page)
    assert not Mandate.objects.filter(deputy_for__isnull=False).exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"begins_on": "", "ends_on": ""}, "Erster Tag"),
        (days(5, 1), "Das Ende liegt vor dem Anfang."),
    ],
)
def test_bad_days_are_refused_with_a_sentence(given, sentence, signed_in_as, officer, manager):
    client = signed_in_as("neighbourhood_manager", "site", "nord")

    page = client.post(MINE, {"deputy": officer.code, **given})

    assert page.status_code == 200
    assert sentence in words(page)


def test_an_unknown_pair_is_not_found_and_a_foreign_one_is_refused(signed_in_as, officer, manager):
    third = person("neighbourhood_manager", "site", "west")
    client = signed_in_as("neighbourhood_manager", "site", "west")

    assert client.post(f"/werkbank/personen/{manager.code}/vertretung/niemand/beenden/").status_code == 404
    assert client.post(f"/werkbank/personen/{manager.code}/vertretung/{officer.code}/beenden/").status_code == 302
    assert third.code != manager.code


def test_the_ministry_hands_over(signed_in_as, officer, manager):
    client = signed_in_as("programme_ministry")
    address = f"/werkbank/personen/{manager.code}/uebergeben/"
    assert "Aufgaben übergeben" in words(client.get(f"/werkbank/personen/{manager.code}/"))

    page = client.post(address, {"successor": officer.code, "begins_on": timezone.localdate(), "reason": "Ruhestand"}, follow=True)

    assert "Die Aufgaben sind übergeben." in words(page)
    assert "Zurzeit gilt kein Mandat." in words(page)
    assert Mandate.objects.filter(person=officer, role="neighbourhood_manager").exists()


def test_the_ministry_arranges_an_absence_for_somebody(signed_in_as, officer, manager):
    client = signed_in_as("programme_ministry")

    page = client.post(f"/werkbank/personen/{manager.code}/vertretung/", {"deputy": officer.code, **days()}, follow=True)

    assert f"Vertretung von {manager.name}" in words(page)
    assert Mandate.objects.filter(person=officer, deputy_for=manager).exists()
