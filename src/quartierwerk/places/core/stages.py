"""How an overall measure moves through its stages.

Which stages exist and which may follow which is data of the rulebook, handed in as ``machine``. The
first entry may be any stage, because a site may come into the books half-way through its life.

Source: programme brief 1.5 (life cycle, composed from described cases); invariant I-28.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from quartierwerk.kernel.errors import DomainError


class Machine(Protocol):
    """The stages in their usual order, and what may follow each."""

    @property
    def stages(self) -> tuple[str, ...]:
        """All stages in their usual order."""
        ...

    @property
    def transitions(self) -> Mapping[str, frozenset[str]]:
        """What may follow a stage."""
        ...


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage and the day since when it holds."""

    stage: str
    since: date


class UnknownStageError(DomainError):
    """The rulebook in force has no such stage."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class StageNotAllowedError(DomainError):
    """The stage does not follow the one the overall measure is in."""

    def __init__(self, leaving: str, reaching: str, allowed: tuple[str, ...]) -> None:
        super().__init__(f"{leaving} to {reaching}, allowed: {allowed}")
        self.leaving = leaving
        self.reaching = reaching
        self.allowed = allowed


class StageTooEarlyError(DomainError):
    """The day lies before the last entry."""

    def __init__(self, since: date, last: date) -> None:
        super().__init__(f"{since} before {last}")
        self.since = since
        self.last = last


class StageInFutureError(DomainError):
    """A stage is a fact; a day that has not come is none."""

    def __init__(self, since: date) -> None:
        super().__init__(str(since))
        self.since = since


class BackwardWithoutReasonError(DomainError):
    """The stage lies before the present one in the usual order, and nobody said why."""

    def __init__(self, leaving: str, reaching: str) -> None:
        super().__init__(f"{leaving} back to {reaching}")
        self.leaving = leaving
        self.reaching = reaching


def next_stages(machine: Machine, last: Reached | None) -> tuple[str, ...]:
    """Return what may follow, in the usual order; everything where nothing is known yet."""
    if last is None:
        return machine.stages
    allowed = machine.transitions.get(last.stage, frozenset())
    return tuple(stage for stage in machine.stages if stage in allowed)


def check_entry(machine: Machine, *, last: Reached | None, entry: Reached, today: date, reason: str = "") -> None:
    """Be silent when the overall measure may reach the stage on that day.

    Raises:
        UnknownStageError: the machine has no such stage.
        StageInFutureError: the day has not come.
        StageNotAllowedError: the stage does not follow the last one.
        StageTooEarlyError: the day lies before the last entry.
        BackwardWithoutReasonError: a step back without a reason.
    """
    if entry.stage not in machine.stages:
        raise UnknownStageError(entry.stage)
    if entry.since > today:
        raise StageInFutureError(entry.since)
    if last is None:
        return
    allowed = next_stages(machine, last)
    if entry.stage not in allowed:
        raise StageNotAllowedError(last.stage, entry.stage, allowed)
    if entry.since < last.since:
        raise StageTooEarlyError(entry.since, last.since)
    if _is_step_back(machine, last.stage, entry.stage) and not reason.strip():
        raise BackwardWithoutReasonError(last.stage, entry.stage)


def _is_step_back(machine: Machine, leaving: str, reaching: str) -> bool:
    return leaving in machine.stages and machine.stages.index(reaching) < machine.stages.index(leaving)
