"""Background jobs: which of them wait, which failed, and which are held by nobody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quartierwerk.kernel.errors import DomainError


class JobState(StrEnum):
    """What has become of a job, as far as somebody has to know."""

    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"
    STALLED = "stalled"
    OVER = "over"


class NotFailedError(DomainError):
    """The job has not failed, so there is nothing to repeat."""


class CheckWaitsError(DomainError):
    """A check of the record is asked for already."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job that failed or that nobody holds any more: its number, what was to be done, how often it was tried, since when."""

    number: int
    task: str
    queue: str
    attempts: int
    since: datetime | None
    state: JobState


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits in a queue, what is being done, and since when the first has waited."""

    name: str
    waiting: int
    running: int
    failed: int
    first_at: datetime | None


def state_of(status: str, *, is_held: bool) -> JobState:
    """Return what has become of a job; one that is being done by nobody is stalled."""
    if status == "todo":
        return JobState.WAITING
    if status == "doing":
        return JobState.RUNNING if is_held else JobState.STALLED
    return JobState.FAILED if status == "failed" else JobState.OVER


def check_repeatable(state: JobState) -> None:
    """Be silent where the job failed or is held by nobody.

    Raises:
        NotFailedError: it waits, is being done, or is over.
    """
    if state not in {JobState.FAILED, JobState.STALLED}:
        raise NotFailedError
