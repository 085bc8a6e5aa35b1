"""What runs, what waits, what failed, and what was last kept and checked."""

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from tests.foundation.keeping import jobs

import quartierwerk
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.keeping import actions, queries
from quartierwerk.foundation.keeping.core.jobs import JobState
from quartierwerk.foundation.people.core.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA = tmp_path


def test_ready_is_whoever_has_database_tables_folder_and_worker():
    jobs.worker()

    assert queries.readiness(timezone.now()).found() == {"ready": True, "database": True, "tables": True, "folder": True, "worker": True}


def test_a_worker_nobody_heard_of_lately_is_none():
    jobs.worker(seconds_ago=90)

    assert queries.readiness(timezone.now()).worker is False


def test_a_folder_that_cannot_be_written_is_found(settings, tmp_path):
    settings.DATA = tmp_path / "gone"

    assert queries.readiness(timezone.now()).folder is False


def test_tables_that_are_not_brought_up_to_date_are_found_until_they_are(monkeypatch):
    plan = ["a migration"]
    queries._current_once.cache_clear()
    monkeypatch.setattr(queries.MigrationExecutor, "migration_plan", lambda *_given: plan)

    before = queries.readiness(timezone.now()).tables
    plan.clear()

    assert (before, queries.readiness(timezone.now()).tables) == (False, True)


def test_a_database_that_does_not_answer_is_a_finding(monkeypatch):
    def gone():
        raise OperationalError("password of martha")

    monkeypatch.setattr(connection, "cursor", gone)

    assert queries.readiness(timezone.now()).found() == {
        "ready": False,
        "database": False,
        "tables": False,
        "folder": True,
        "worker": False,
    }


def test_what_runs_is_named_with_its_version():
    running = queries.running(timezone.now())

    assert running.version == quartierwerk.__version__
    assert running.database.split(".")[0].isdigit()
    assert (running.database_bytes > 1_000_000, running.has_worker) == (True, False)


def test_storage_counts_files_papers_and_room(settings, tmp_path):
    from quartierwerk.foundation.files import actions as files

    settings.PAPERS_LIMIT = 5000
    (tmp_path / "papers" / "aa").mkdir(parents=True)
    (tmp_path / "papers" / "aa" / "x-y.pdf").write_bytes(b"x" * 700)
    files.store(actor=SYSTEM, content=b"%PDF-1.7\n" + b"1" * 91, name="a.pdf", purpose=Purpose.PAPER)

    lies = queries.storage()

    assert (lies.files, lies.file_bytes, lies.paper_bytes, lies.paper_limit) == (1, 100, 700, 5000)
    assert lies.free_bytes > 0


def test_queues_are_counted_by_what_waits_runs_and_failed():
    for status in ("todo", "todo", "doing", "failed", "succeeded"):
        jobs.job(status, queue="mail")
    jobs.job("succeeded", queue="over")

    (queue,) = queries.queues()

    assert (queue.name, queue.waiting, queue.running, queue.failed) == ("mail", 2, 1, 1)
    assert queue.first_at <= timezone.now()


def test_troubled_is_what_failed_and_what_is_held_by_nobody():
    living, dead = jobs.worker(), jobs.worker(seconds_ago=3600)
    failed, orphan, left = jobs.job("failed", attempts=3), jobs.job("doing"), jobs.job("doing", held_by=dead)
    for status in ("todo", "succeeded", "cancelled"):
        jobs.job(status)
    jobs.job("doing", held_by=living)

    found = queries.as_jobs(queries.troubled(timezone.now()))

    assert [(job.number, job.state) for job in found] == [(left, JobState.STALLED), (orphan, JobState.STALLED), (failed, JobState.FAILED)]
    assert (found[-1].attempts, found[-1].task, found[-1].since is not None) == (3, "concepts.print_revision", True)
    assert queries.number_troubled() == 3
    assert "Martha" not in repr(found)


def test_any_job_is_found_by_its_number_with_its_state():
    living = jobs.worker()
    numbers = {
        JobState.WAITING: jobs.job("todo"),
        JobState.RUNNING: jobs.job("doing", held_by=living),
        JobState.STALLED: jobs.job("doing"),
        JobState.FAILED: jobs.job(),
    }

    assert {queries.find_job(number).state: number for number in numbers.values()} == numbers
    assert queries.find_job(max(numbers.values()) + 1) is None


def test_a_check_waits_as_long_as_its_job_does():
    jobs.job("succeeded", task="keeping.check")
    assert queries.check_waits("keeping.check") is False

    jobs.job("todo", task="keeping.check")
    assert queries.check_waits("keeping.check") is True


def test_the_newest_entry_of_each_kind_is_the_last():
    for findings in (3, 0, 2):
        actions.record_check(actor=SYSTEM, findings=findings)
    actions.record_backup(actor=SYSTEM, sha256="a" * 64, size=10, files=1, rows=2)

    last = queries.last_entries()

    assert {deed: entry.number for deed, entry in last.items()} == {queries.CHECK: 3, queries.BACKUP: 4}
    assert queries.last_findings() == 2


def test_without_a_check_nothing_was_found():
    assert (queries.last_entries(), queries.last_findings()) == ({}, 0)


def test_a_monitoring_reads_jobs_moments_and_sizes():
    jobs.worker()
    jobs.job("failed", queue="documents")
    jobs.job("todo", queue="documents")
    actions.record_check(actor=SYSTEM, findings=4)

    figures = {figure.name: dict(figure.values) for figure in queries.figures(timezone.now())}

    assert figures["quartierwerk_jobs"] == {("documents", "waiting"): 1, ("documents", "running"): 0, ("documents", "failed"): 1}
    assert figures["quartierwerk_worker"] == {(): 1}
    assert figures["quartierwerk_check_findings"] == {(): 4}
    assert set(figures["quartierwerk_last_timestamp_seconds"]) == {("check",)}
    assert figures["quartierwerk_jobs_oldest_seconds"][("documents",)] >= 0
