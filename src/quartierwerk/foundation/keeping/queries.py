"""Reads how the programme runs: its database, its worker, its jobs, its storage, and what was last kept and checked."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

import quartierwerk
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.documents import kept
from quartierwerk.foundation.files.models import StoredFile
from quartierwerk.foundation.keeping.core.jobs import Job, JobState, Queue, state_of
from quartierwerk.foundation.keeping.core.readiness import LATELY, Readiness, is_lately
from quartierwerk.foundation.keeping.metrics import Figure
from quartierwerk.foundation.keeping.models import ProblemReport

KIND = "operation"
BACKUP, RESTORE, CHECK = "keeping:backup:make", "keeping:backup:restore", "keeping:record:check"


@dataclass(frozen=True, slots=True)
class Storage:
    """What lies on the disk: stored files, kept papers with their limit, and the room that is left, in bytes."""

    files: int
    file_bytes: int
    paper_bytes: int
    paper_limit: int
    free_bytes: int


@dataclass(frozen=True, slots=True)
class Running:
    """What runs: versions of program and database, its size, and when a worker was last heard of."""

    version: str
    database: str
    database_bytes: int
    heard_at: datetime | None
    has_worker: bool


def readiness(now: datetime) -> Readiness:
    """Return what holds; a database that does not answer is a finding and no error."""
    try:
        tables, worker = _tables_are_current(), is_lately(_heard_at(), now=now)
    except DatabaseError:
        return Readiness(database=_answers(), tables=False, folder=_folder_is_writable(), worker=False)
    return Readiness(database=True, tables=tables, folder=_folder_is_writable(), worker=worker)


def _answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _tables_are_current() -> bool:
    """Tell whether every migration of this program was applied; a yes is remembered, and only the database is asked again."""
    return _answers_or_raise() and _seen_current()


def _answers_or_raise() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


class _NotYetError(Exception):
    """The tables are not current; raised so that only a yes is remembered."""


def _seen_current() -> bool:
    try:
        return _current_once()
    except _NotYetError:
        return False


@lru_cache(maxsize=1)
def _current_once() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _NotYetError
    return True


def _folder_is_writable() -> bool:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA) as file:
            file.write(b"?")
            file.flush()
    except OSError:
        return False
    return True


def _heard_at() -> datetime | None:
    found: datetime | None = ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]
    return found


def running(now: datetime) -> Running:
    """Return what runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
    heard_at = _heard_at()
    return Running(quartierwerk.__version__, version.split(" ")[0], size, heard_at, has_worker=is_lately(heard_at, now=now))


def storage() -> Storage:
    """Return what lies on the disk."""
    stored = StoredFile.objects.aggregate(files=Count("pk"), bytes=Coalesce(Sum("size"), 0))
    free = shutil.disk_usage(settings.DATA).free
    return Storage(stored["files"], stored["bytes"], kept.size(), settings.PAPERS_LIMIT, free)


def queues() -> list[Queue]:
    """Return every queue in which something waits, is being done or failed, by name."""
    rows = (
        ProcrastinateJob.objects.filter(status__in=("todo", "doing", "failed"))
        .values("queue_name")
        .annotate(
            waiting=Count("pk", filter=Q(status="todo"), distinct=True),
            running=Count("pk", filter=Q(status="doing"), distinct=True),
            failed=Count("pk", filter=Q(status="failed"), distinct=True),
            first_at=Min("procrastinateevent__at", filter=Q(status="todo", procrastinateevent__type="deferred")),
        )
        .order_by("queue_name")
    )
    return [Queue(row["queue_name"], row["waiting"], row["running"], row["failed"], row["first_at"]) for row in rows]


def troubled(now: datetime) -> QuerySet[ProcrastinateJob, dict[str, Any]]:
    """Return the jobs that failed or are held by nobody, newest first."""
    held = Q(worker__last_heartbeat__gte=now - LATELY)
    state = Case(When(status="failed", then=Value(JobState.FAILED)), default=Value(JobState.STALLED))
    jobs = ProcrastinateJob.objects.filter(Q(status="failed") | Q(status="doing") & ~held)
    found: QuerySet[ProcrastinateJob, dict[str, Any]] = (
        jobs.annotate(state=state, since=Max("procrastinateevent__at"))
        .order_by("-pk")
        .values("pk", "task_name", "queue_name", "attempts", "since", "state")
    )
    return found


def number_troubled() -> int:
    """Return how many jobs failed or are held by nobody."""
    return troubled(timezone.now()).count()


def as_jobs(rows: Iterable[Mapping[str, Any]]) -> list[Job]:
    """Return troubled jobs as values; what they were given is left behind, for it may name people."""
    return [_job(**row) for row in rows]


def _job(*, pk: int, task_name: str, queue_name: str, attempts: int, since: datetime | None, state: str) -> Job:
    return Job(pk, task_name, queue_name, attempts, since, JobState(state))


def find_job(number: int) -> Job | None:
    """Return a job with what has become of it, whatever that is, or none."""
    row = ProcrastinateJob.objects.select_related("worker").filter(pk=number).first()
    if row is None:
        return None
    is_held = row.worker is not None and is_lately(row.worker.last_heartbeat, now=timezone.now())
    since = ProcrastinateEvent.objects.filter(job=row).aggregate(last=Max("at"))["last"]
    return Job(row.pk, row.task_name, row.queue_name, row.attempts, since, state_of(row.status, is_held=is_held))


def check_waits(task: str) -> bool:
    """Tell whether a job of this task waits already."""
    return ProcrastinateJob.objects.filter(task_name=task, status="todo").exists()


def last_entries() -> dict[str, TrailEntry]:
    """Return the newest entry each for a backup, a restore and a check of the record."""
    newest = TrailEntry.objects.filter(deed__in=(BACKUP, RESTORE, CHECK)).order_by("deed", "-number").distinct("deed")
    return {entry.deed: entry for entry in newest}


def last_findings() -> int:
    """Return how much the last check of the record found."""
    last = TrailEntry.objects.filter(deed=CHECK).order_by("-number").values_list("facts", flat=True).first()
    return int(last.get("findings", 0)) if last else 0


def figures(now: datetime) -> list[Figure]:
    """Return what a monitoring reads at the moment it asks."""
    found, lies, last, runs = queues(), storage(), last_entries(), running(now)
    counts = [((each.name, state), float(getattr(each, state))) for each in found for state in ("waiting", "running", "failed")]
    oldest = [((each.name,), (now - each.first_at).total_seconds()) for each in found if each.first_at]
    moments = [((name,), last[deed].at.timestamp()) for name, deed in (("backup", BACKUP), ("check", CHECK)) if deed in last]
    findings = float(last[CHECK].facts.get("findings", 0)) if CHECK in last else 0.0
    stored = ((("files",), float(lies.file_bytes)), (("papers",), float(lies.paper_bytes)))
    return [
        Figure("quartierwerk_info", "The program", ("version", "database"), (((runs.version, runs.database), 1.0),)),
        Figure("quartierwerk_worker", "1 when a worker was heard of lately", (), (((), float(runs.has_worker)),)),
        Figure("quartierwerk_jobs", "Background jobs", ("queue", "state"), tuple(counts)),
        Figure("quartierwerk_jobs_oldest_seconds", "How long the first job has waited", ("queue",), tuple(oldest)),
        Figure("quartierwerk_last_timestamp_seconds", "When it was last done", ("what",), tuple(moments)),
        Figure("quartierwerk_check_findings", "What the last check found", (), (((), findings),)),
        Figure("quartierwerk_database_bytes", "Size of the database", (), (((), float(runs.database_bytes)),)),
        Figure("quartierwerk_stored_bytes", "Stored on disk", ("what",), stored),
        Figure("quartierwerk_free_bytes", "Room left on the disk of the data folder", (), (((), float(lies.free_bytes)),)),
    ]


def problems_of(person_id: int | None) -> QuerySet[ProblemReport]:
    """Return what a person has reported, newest first."""
    return ProblemReport.objects.filter(reported_by=person_id).order_by("-reported_at", "-pk")


def problems_by_need() -> QuerySet[ProblemReport]:
    """Return everything that was reported with who did: what waits, the oldest first, then the answered, the newest first."""
    waiting = Case(When(answered_at__isnull=True, then=Value(0)), default=Value(1))
    return ProblemReport.objects.select_related("reported_by").order_by(
        waiting, F("answered_at").desc(nulls_first=True), "reported_at", "pk"
    )


def number_of_problems() -> int:
    """Return how many reports wait for an answer."""
    return ProblemReport.objects.filter(answered_at__isnull=True).count()
