"""A month as people know it from the wall: weeks from Monday to Sunday."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

DAY = timedelta(days=1)
DECEMBER = 12
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
EARLIEST, LATEST = 1971, 2200  # the programme's first year, and further than anybody plans


class Dated(Protocol):
    """Something on a day."""

    @property
    def on(self) -> date:
        """Return the day."""
        ...


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return (self.first + 31 * DAY).replace(day=1) - DAY

    @property
    def code(self) -> str:
        """Return it as it stands in an address."""
        return f"{self.year:04}-{self.number:02}"

    def moved(self, months: int) -> "Month":
        """Return the month so many months later (or earlier), not beyond the bounds."""
        counted = self.year * 12 + self.number - 1 + months
        bounded = min(max(counted, EARLIEST * 12), LATEST * 12 + 11)
        return Month(bounded // 12, bounded % 12 + 1)


@dataclass(frozen=True, slots=True)
class Day[Thing]:
    """A day in a month's picture with what stands on it; days of the months beside it fill the weeks."""

    on: date
    things: tuple[Thing, ...]
    is_within: bool
    is_today: bool


def month_of(text: str, *, today: date) -> Month:
    """Return the month an address names (``2027-03``); what is none, or beyond the bounds, means this month."""
    found = _MONTH.fullmatch(text)
    year, number = (int(found[1]), int(found[2])) if found else (0, 0)
    if EARLIEST <= year <= LATEST and 1 <= number <= DECEMBER:
        return Month(year, number)
    return Month(today.year, today.month)


def span(month: Month) -> tuple[date, date]:
    """Return the first and the last day of the weeks the month touches."""
    return month.first - month.first.weekday() * DAY, month.last + (6 - month.last.weekday()) * DAY


def weeks[Thing: Dated](month: Month, things: Iterable[Thing], *, today: date) -> list[list[Day[Thing]]]:
    """Return the weeks of the month with everything that stands on their days, in the order given; the rest is left out."""
    first, last = span(month)
    found: dict[date, list[Thing]] = {first + number * DAY: [] for number in range((last - first).days + 1)}
    for thing in things:
        if thing.on in found:
            found[thing.on].append(thing)
    days = [Day(day, tuple(held), day.month == month.number, day == today) for day, held in found.items()]
    return [days[start : start + 7] for start in range(0, len(days), 7)]
