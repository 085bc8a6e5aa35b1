"""What a spreadsheet of goals and measures says, and what would become of each row.

Keys of values: the fields of :class:`GoalValues` and :class:`MeasureValues`; ``cost:YEAR``;
``financing.SOURCE:YEAR``; ``indicator:N``, ``unit:N``, ``baseline:N``, ``target:N`` and
``target_year:N`` for the measure's N-th indicator. Amounts are whole cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quartierwerk.concepts.core.measure_sheet import Indicator, Money, Sheet

DEFAULT_STATE = "planned"
COST = "cost"
FINANCING = "financing."
INDICATOR_PARTS = ("indicator", "unit", "baseline", "target", "target_year")


class Fate(StrEnum):
    """What would become of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class GoalValues:
    """A goal with all its values; ``parent`` is the code of the goal above, or empty."""

    code: str
    title: str = ""
    parent: str = ""
    success_shown_by: str = ""


@dataclass(frozen=True, slots=True)
class MeasureValues:
    """A measure with all values a spreadsheet can hold; ``costs`` by year, ``financing`` by source and year."""

    code: str
    title: str = ""
    description: str = ""
    main_field: str = ""
    other_fields: tuple[str, ...] = ()
    aim: str = ""
    investive: bool | None = None
    cost_group: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    priority: str = ""
    state: str = ""
    place_note: str = ""
    outside_reason: str = ""
    participation_done: str = ""
    follow_up_cost_cents: int | None = None
    follow_up_cost_note: str = ""
    goals: tuple[str, ...] = ()
    carrier: str = ""
    recipient: str = ""
    responsible: str = ""
    departments: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    costs: tuple[tuple[int, int], ...] = ()
    financing: tuple[tuple[str, int, int], ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @property
    def parties(self) -> tuple[tuple[str, str], ...]:
        """Return who has which part, as (part, name)."""
        single = (("carrier", self.carrier), ("recipient", self.recipient), ("responsible", self.responsible))
        shared = (*(("department", name) for name in self.departments), *(("partner", name) for name in self.partners))
        return (*(party for party in single if party[1]), *shared)

    def sheet(self) -> Sheet:
        """Return the measure sheet."""
        return Sheet(
            code=self.code,
            title=self.title,
            main_field=self.main_field,
            aim=self.aim,
            investive=bool(self.investive),
            state=self.state or DEFAULT_STATE,
            description=self.description,
            other_fields=self.other_fields,
            cost_group=self.cost_group,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            priority=self.priority,
            place_note=self.place_note,
            outside_reason=self.outside_reason,
            participation_done=self.participation_done,
            follow_up_cost_cents=self.follow_up_cost_cents,
            follow_up_cost_note=self.follow_up_cost_note,
            goals=self.goals,
            parties=self.parties,
            indicators=self.indicators,
        )

    def money(self) -> Money:
        """Return the planned cost and financing."""
        return Money(dict(self.costs), {(source, year): cents for source, year, cents in self.financing})


@dataclass(frozen=True, slots=True)
class Existing:
    """The goals and measures the concept has now; indicators in a stable order."""

    goals: tuple[GoalValues, ...] = ()
    measures: tuple[MeasureValues, ...] = ()


@dataclass(frozen=True, slots=True)
class Takeover:
    """What a looked-through spreadsheet brings: its new and changed rows, and what they were planned against.

    Goals stand so that each comes after the goal above it.
    """

    goals: tuple[GoalValues, ...]
    measures: tuple[MeasureValues, ...]
    planned_against: Existing
    refused_rows: int
    file_name: str
    file_hash: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row's readable values by key; ``unreadable`` tells that a cell of it could not be read."""

    sheet: str
    row: int
    values: Mapping[str, object]
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a row is refused: the column's key (empty for the row), a stable code and facts."""

    key: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A value that would change."""

    key: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Judged[Values: GoalValues | MeasureValues]:
    """A row with its fate; ``values`` is the whole goal or measure as it would be."""

    row: ReadRow
    values: Values
    is_new: bool
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def fate(self) -> Fate:
        """Return what would become of the row."""
        if self.findings or self.row.unreadable:
            return Fate.REFUSED
        if self.is_new:
            return Fate.NEW
        return Fate.CHANGED if self.changes else Fate.UNCHANGED

    @property
    def is_refused(self) -> bool:
        """Tell whether the row cannot be taken."""
        return self.row.unreadable or bool(self.findings)


@dataclass(frozen=True, slots=True)
class Judgement:
    """All rows, in the order of the file."""

    goals: tuple[Judged[GoalValues], ...]
    measures: tuple[Judged[MeasureValues], ...]


@dataclass(frozen=True, slots=True)
class TextLimits:
    """How many characters each text may have, by key; parties and indicators by one word each."""

    goal: Mapping[str, int]
    measure: Mapping[str, int]
    party: int
    indicator: int
    unit: int


def same(code: str) -> str:
    """Return what two spellings of one number have in common: case and blanks do not tell numbers apart."""
    return "".join(code.casefold().split())
