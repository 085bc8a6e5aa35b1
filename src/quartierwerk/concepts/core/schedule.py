"""Where a measure's bar lies on an axis of whole years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """A period with both days included; either may be unknown."""

    starts_on: date | None
    ends_on: date | None


def axis_years(spans: Iterable[Span]) -> tuple[int, ...]:
    """Return the years from the earliest to the latest known day; no known day gives none."""
    years = [day.year for span in spans for day in (span.starts_on, span.ends_on) if day]
    return tuple(range(min(years), max(years) + 1)) if years else ()


def bar(span: Span, years: Sequence[int]) -> tuple[float, float] | None:
    """Return where the bar begins and how long it is, as shares of the axis; no bar unless both days are known."""
    if span.starts_on is None or span.ends_on is None or not years:
        return None
    begins, ends = _place(span.starts_on), _place(span.ends_on + timedelta(days=1))
    return (begins - years[0]) / len(years), (ends - begins) / len(years)


def _place(day: date) -> float:
    first, next_first = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (next_first - first).days
