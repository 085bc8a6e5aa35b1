"""When a concept may be frozen, and which revision is in force on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quartierwerk.kernel.errors import DomainError

COUNCIL = "council"


class FutureStepError(DomainError):
    """A step is dated after today."""

    def __init__(self, decided_on: date, today: date) -> None:
        super().__init__(f"{decided_on} is after {today}")
        self.decided_on = decided_on
        self.today = today


class StepRecordedError(DomainError):
    """The revision has this step with this date already."""

    def __init__(self, kind: str, decided_on: date) -> None:
        super().__init__(f"{kind} on {decided_on}")
        self.kind = kind
        self.decided_on = decided_on


class EmptyConceptError(DomainError):
    """There is nothing to resolve: no measure."""


class UnexplainedFindingsError(DomainError):
    """Grave findings are open and nobody says why the council resolved all the same."""

    def __init__(self, findings: int) -> None:
        super().__init__(f"{findings} grave findings")
        self.findings = findings


class NothingChangedError(DomainError):
    """The working copy equals the newest revision."""

    def __init__(self, number: int) -> None:
        super().__init__(f"equals revision {number}")
        self.number = number


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided on a revision: which step, when, who, and under which number."""

    kind: str
    decided_on: date
    body_name: str
    reference: str


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest revision so far."""

    number: int
    content_hash: str


def next_number(*, measures: int, grave_findings: int, despite: str, content_hash: str, newest: Newest | None) -> int:
    """Return the number of the revision to freeze.

    Raises:
        EmptyConceptError: the concept has no measure.
        UnexplainedFindingsError: grave findings and no sentence why it was resolved despite them.
        NothingChangedError: the content equals the newest revision.
    """
    if not measures:
        raise EmptyConceptError
    if grave_findings and not despite.strip():
        raise UnexplainedFindingsError(grave_findings)
    if newest and newest.content_hash == content_hash:
        raise NothingChangedError(newest.number)
    return newest.number + 1 if newest else 1


def check_step(*, decided_on: date, today: date) -> None:
    """Be silent when a step may carry this date.

    Raises:
        FutureStepError: the day has not come yet.
    """
    if decided_on > today:
        raise FutureStepError(decided_on, today)


def in_force(council_steps: Iterable[tuple[int, date]], *, on: date) -> int | None:
    """Return the number of the revision in force on a day: the latest the council had resolved by then.

    ``council_steps`` are pairs of revision number and day of the council's resolution. Two resolved on
    the same day: the higher number.
    """
    resolved = [(day, number) for number, day in council_steps if day <= on]
    return max(resolved)[1] if resolved else None
