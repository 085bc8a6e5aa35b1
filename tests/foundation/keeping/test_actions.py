"""The deeds of keeping: each asks who, does one thing, and leaves one entry."""

import pytest
from tests.foundation.keeping import jobs
from tests.people import actor

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.keeping import actions, queries
from quartierwerk.foundation.keeping.core.jobs import CheckWaitsError, JobState, NotFailedError
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db


def entries():
    return [
        (entry.deed, entry.subject_kind, entry.subject_code, entry.actor_name, entry.reason, entry.facts)
        for entry in TrailEntry.objects.order_by("number")
    ]


@pytest.mark.parametrize("status", ["failed", "doing"])
def test_a_job_that_failed_or_lies_about_is_done_once_more(status):
    number = jobs.job(status, attempts=2)

    actions.repeat(actor=actor("operator"), number=number, reason="Platz geschaffen")

    assert queries.find_job(number).state is JobState.WAITING
    assert entries() == [
        (
            "keeping:job:repeat",
            "operation",
            "jobs",
            "Olga Betrieb",
            "Platz geschaffen",
            {"job": number, "work": "concepts.print_revision", "attempts": 2},
        )
    ]


@pytest.mark.parametrize("status", ["todo", "succeeded", "cancelled"])
def test_what_has_not_failed_is_not_repeated(status):
    number = jobs.job(status)

    with pytest.raises(NotFailedError):
        actions.repeat(actor=actor("operator"), number=number, reason="x")

    assert entries() == []


def test_a_job_that_does_not_exist_is_not_repeated():
    with pytest.raises(NotFailedError):
        actions.repeat(actor=actor("operator"), number=10**9, reason="x")


def test_a_check_is_asked_for_once():
    actions.ask_for_check(actor=actor("operator"))

    with pytest.raises(CheckWaitsError):
        actions.ask_for_check(actor=actor("operator"))

    assert [(queue.name, queue.waiting) for queue in queries.queues()] == [("keeping", 1)]
    assert [entry[:3] for entry in entries()] == [("keeping:record:ask", "operation", "check")]


def test_nobody_else_repeats_or_asks():
    number = jobs.job()

    for role in ("programme_ministry", "area_officer", "auditor"):
        with pytest.raises(NotPermittedError):
            actions.repeat(actor=actor(role), number=number, reason="x")
        with pytest.raises(NotPermittedError):
            actions.ask_for_check(actor=actor(role))

    assert (entries(), queries.find_job(number).state) == ([], JobState.FAILED)


DONE = [
    (actions.record_check, {"findings": 0}, "keeping:record:check", "check", {"findings": 0}),
    (actions.record_backup, {"sha256": "a" * 64, "size": 9, "files": 1, "rows": 2}, "keeping:backup:make", "backup", {"sha256": "a" * 64, "size": 9, "files": 1, "rows": 2}),
    (actions.record_restore, {"made_at": "2026-11-26", "trail_number": 7, "findings": False}, "keeping:backup:restore", "restore", {"made_at": "2026-11-26", "trail_number": 7, "has_findings": False}),
]  # fmt: skip


@pytest.mark.parametrize(("record", "given", "deed", "code", "facts"), DONE)
def test_what_the_command_line_did_stands_in_the_trail(record, given, deed, code, facts):
    record(actor=SYSTEM, **given)

    assert entries() == [(deed, "operation", code, "Quartierwerk", "", facts)]


@pytest.mark.parametrize(("record", "given"), [row[:2] for row in DONE])
def test_no_person_can_say_that_it_was_done(record, given):
    with pytest.raises(NotPermittedError):
        record(actor=actor("operator"), **given)

    assert entries() == []
