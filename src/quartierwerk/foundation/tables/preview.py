"""What an import would do, row by row, before anything is saved."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quartierwerk.foundation.tables.core.cells import CellProblem
from quartierwerk.foundation.tables.mapping import UnknownColumn


class RowState(StrEnum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row's fate; ``changes`` maps a heading to what stands there now and what would."""

    sheet: str
    row: int
    state: RowState
    key: str = ""
    title: str = ""
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows, the columns nobody knows, what is wrong with the file, and what is worth knowing."""

    rows: tuple[RowPlan, ...]
    unknown_columns: tuple[UnknownColumn, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    notes: tuple[CellProblem, ...] = ()

    @property
    def counts(self) -> dict[RowState, int]:
        """Return how many rows there are in each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in RowState}

    @property
    def all_problems(self) -> tuple[CellProblem, ...]:
        """Return the problems of the file, then those of its rows in their order."""
        return self.problems + tuple(problem for row in self.rows for problem in row.problems)
