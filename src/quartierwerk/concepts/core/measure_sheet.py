"""A measure sheet as somebody fills it in, before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from quartierwerk.kernel.errors import DomainError

SINGLE_PARTS = ("carrier", "recipient", "responsible")
PARTNER = "partner"
SHARED_PARTS = ("department", PARTNER)


class BackwardScheduleError(DomainError):
    """A measure ends before it begins."""


class NegativeAmountError(DomainError):
    """A planned amount is below zero."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted to see whether the measure works."""

    name: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    target_year: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the sheet but money, place and photographs; parties are (part, name), goals are codes."""

    code: str
    title: str
    main_field: str
    aim: str
    investive: bool
    state: str = "planned"
    description: str = ""
    other_fields: tuple[str, ...] = ()
    cost_group: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    priority: str = ""
    place_note: str = ""
    outside_reason: str = ""
    participation_done: str = ""
    follow_up_cost_cents: int | None = None
    follow_up_cost_note: str = ""
    goals: tuple[str, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """What must be known of a photograph before it is shown."""

    alt_text: str
    credit: str
    consent: str
    taken_on: date | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """Planned cost in cents by budget year, planned financing in cents by (source, budget year)."""

    costs: Mapping[int, int] = field(default_factory=dict)
    financing: Mapping[tuple[str, int], int] = field(default_factory=dict)


def check_sheet(sheet: Sheet) -> None:
    """Be silent when the schedule runs forward.

    Raises:
        BackwardScheduleError: it does not.
    """
    if sheet.starts_on and sheet.ends_on and sheet.ends_on < sheet.starts_on:
        raise BackwardScheduleError


def check_money(money: Money) -> None:
    """Be silent when no amount is negative.

    Raises:
        NegativeAmountError: one is; names its year.
    """
    for year, cents in (*money.costs.items(), *((year, cents) for (_, year), cents in money.financing.items())):
        if cents < 0:
            raise NegativeAmountError(year)
