"""The page of whoever runs the programme: what runs, what waits, what failed, and what to do about it."""

import pytest
from django.urls import reverse
from tests.foundation.keeping import jobs
from tests.pages import words
from tests.queries import assert_same_queries

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.keeping import actions, queries
from quartierwerk.foundation.keeping.core.jobs import JobState
from quartierwerk.foundation.people.core.actor import SYSTEM

pytestmark = pytest.mark.django_db
PAGE = "/werkbank/betrieb/"


@pytest.fixture
def operator(signed_in_as):
    return signed_in_as("operator")


def test_an_empty_page_says_what_to_do_next(operator):
    text = words(operator.get(PAGE))

    assert "Hintergrundarbeit steht" in text
    assert "Starten Sie den Dienst „quartierwerk-worker“." in text
    assert "Letzte Sicherung noch keine" in text
    assert "„quartierwerk backup DATEI“. Richten Sie das täglich ein." in text
    assert "Nichts ist gescheitert" in text
    assert "Nichts wartet" in text


def test_the_page_tells_what_runs_waits_and_failed(operator):
    jobs.worker()
    number = jobs.job("failed", attempts=3)
    jobs.job("todo", queue="mail")
    actions.record_backup(actor=SYSTEM, sha256="a" * 64, size=2_100_000, files=1, rows=2)
    actions.record_check(actor=SYSTEM, findings=2)

    text = words(operator.get(PAGE))

    assert "Hintergrundarbeit läuft" in text
    assert "Größe der Sicherung 2 MB" in text
    assert "Funde 2" in text
    assert f"Fassung drucken {number} gescheitert" in text
    assert "mail 1 0 0" in text
    assert "Martha" not in text  # what a job was given stays out


def test_a_job_is_repeated_with_a_reason(operator):
    number = jobs.job()

    asked = operator.get(f"{PAGE}aufgaben/{number}/wiederholen/")
    done = operator.post(f"{PAGE}aufgaben/{number}/wiederholen/", {"reason": "Platz geschaffen"}, follow=True)

    assert "„Fassung drucken“ wiederholen" in words(asked)
    assert "Die Aufgabe wird wiederholt." in words(done)
    assert queries.find_job(number).state is JobState.WAITING
    assert TrailEntry.objects.get().reason == "Platz geschaffen"


def test_without_a_reason_nothing_is_repeated(operator):
    number = jobs.job()

    text = words(operator.post(f"{PAGE}aufgaben/{number}/wiederholen/", {"reason": ""}))

    assert "Grund" in text
    assert queries.find_job(number).state is JobState.FAILED


def test_a_job_that_is_over_meanwhile_is_said(operator):
    number = jobs.job("succeeded")

    text = words(operator.post(f"{PAGE}aufgaben/{number}/wiederholen/", {"reason": "x"}))

    assert "es gibt nichts zu wiederholen" in text


def test_a_job_nobody_knows_is_not_found(operator):
    assert operator.get(f"{PAGE}aufgaben/99999999/wiederholen/").status_code == 404


def test_a_check_is_asked_for_once(operator):
    first = operator.post(f"{PAGE}pruefen/", follow=True)
    second = operator.post(f"{PAGE}pruefen/", follow=True)

    assert "Die Prüfung ist bestellt." in words(first)
    assert "Eine Prüfung ist schon bestellt" in words(second)


@pytest.mark.parametrize("role", ["programme_ministry", "auditor", "area_officer"])
def test_nobody_else_comes_in(role, signed_in_as):
    client, number = signed_in_as(role), jobs.job()

    for answer in (client.get(PAGE), client.post(f"{PAGE}pruefen/"), client.post(f"{PAGE}aufgaben/{number}/wiederholen/", {"reason": "x"})):
        assert answer.status_code == 403
    assert TrailEntry.objects.count() == 0


def test_page_asks_as_often_for_twenty_jobs_as_for_two(operator):
    def more(count):
        for number in range(count):
            jobs.job("failed", queue=f"q{number}")
            jobs.job("todo", queue=f"q{number}")

    assert_same_queries(operator, reverse("keeping:operations"), few=lambda: more(2), many=lambda: more(20))


def test_more_than_fifty_are_paged(operator):
    for _number in range(51):
        jobs.job()

    assert words(operator.get(PAGE)).count("gescheitert Fassung") == 0
    assert words(operator.get(PAGE, {"page": 2})).count("Wiederholen") >= 1


def test_the_history_of_a_backup_is_reached(operator):
    actions.record_backup(actor=SYSTEM, sha256="a" * 64, size=1, files=1, rows=1)

    assert operator.get("/werkbank/verlauf/operation/backup/").status_code in {200, 403}
