"""What keeping shows on other pages, to whoever runs the programme and to nobody else."""

import pytest
from tests.foundation.keeping import jobs
from tests.people import imagined

from quartierwerk.foundation.keeping import actions, offers
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM

pytestmark = pytest.mark.django_db
OPERATOR = imagined("operator")


def test_the_operator_finds_the_page_in_the_navigation():
    assert ("Betrieb", "/werkbank/betrieb/") in [(link.title, link.address) for link in offers.navigation(OPERATOR)]


def test_everybody_who_is_signed_in_finds_help_in_the_navigation():
    help_only = [("Was ist neu", "/werkbank/neu/"), ("Problem melden", "/werkbank/problem/")]

    assert [(link.title, link.address) for link in offers.navigation(imagined("resident", "site", "nord"))] == help_only
    assert offers.navigation(PUBLIC) == []


def test_failed_work_and_findings_lie_on_the_operators_desk():
    assert offers.desk_items(OPERATOR) == []
    jobs.job()
    actions.record_check(actor=SYSTEM, findings=2)

    assert [item.title for item in offers.desk_items(OPERATOR)] == [
        "Hintergrundarbeit ist gescheitert",
        "Die letzte Prüfung hat etwas gefunden",
    ]


def test_entries_of_keeping_have_a_history():
    cards = offers.cards(["backup", "restore", "check", "jobs", "else"], OPERATOR)

    assert [card.title for card in cards.values()] == ["Sicherung", "Wiederherstellung", "Prüfung der Aufzeichnung", "Hintergrundarbeit"]


@pytest.mark.parametrize("actor", [PUBLIC, imagined("auditor"), imagined("area_officer", "municipality", "musterstadt")])
def test_nobody_else_sees_anything(actor):
    jobs.job()

    assert (offers.cards(["backup"], actor), offers.desk_items(actor)) == ({}, [])
    assert "/werkbank/betrieb/" not in [link.address for link in offers.navigation(actor)]
