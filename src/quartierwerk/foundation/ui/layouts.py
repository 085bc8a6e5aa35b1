"""Lays charts out: from values to coordinates.

Units are those of the view box; a chart is 720 wide. Nothing here knows a language; whoever calls
hands in how a value is written.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from quartierwerk.foundation.ui.pictures import BarChart, BarSeries, ScheduleChart, ScheduleRow, Value

WIDTH = 720.0
HEIGHT = 260.0
LEFT = 56.0
TOP = 44.0
BASE = 220.0
BAR_SHARE = 0.72  # of the room of a category that its bars take
GAP = 6.0
WIDEST_BAR = 62.0
LABELLED_BARS = 15  # with more bars than that, values stand in the table only
GRID_LINES = 4
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MONTHS = 12
WHOLE = 100.0

type Writer = Callable[[Value], str]


@dataclass(frozen=True, slots=True)
class Word:
    """A text at a place; ``css`` says its size and which way it is aligned."""

    x: str
    y: str
    text: str
    css: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn bar."""

    x: str
    y: str
    width: str
    height: str
    css_class: str
    pattern: str


@dataclass(frozen=True, slots=True)
class BarLayout:
    """Everything a bar chart draws."""

    grid: tuple[str, ...]
    bars: tuple[Bar, ...]
    words: tuple[Word, ...]
    base: str
    target_y: str


def nice_step(largest: Decimal) -> Decimal:
    """Return a round distance between grid lines so that at most four reach the largest value."""
    if largest <= 0:
        return Decimal(1)
    rough = largest / GRID_LINES
    power = Decimal(1).scaleb(rough.adjusted())
    return next(power * step for step in STEPS if power * step >= rough)


def lay_out_bars(chart: BarChart, *, write: Writer) -> BarLayout:
    """Place every bar, grid line and word.

    Missing values draw no bar and say nothing here; the table says that they are not known.

    Raises:
        ValueError: a value is below zero, or a series has another number of values than there are categories.
    """
    _check(chart)
    totals = [sum((_exact(s.values[at]) for s in chart.series), Decimal()) for at in range(len(chart.categories))]
    singles = [_exact(value) for series in chart.series for value in series.values]
    aim = [_exact(chart.target.value)] if chart.target else []
    largest = max([*(totals if chart.is_stacked else singles), *aim], default=Decimal())
    step = nice_step(largest)
    lines = [step * at for at in range(max(math.ceil(largest / step), 1) + 1)]
    top = lines[-1]

    def y(value: Decimal) -> float:
        return BASE - (BASE - TOP) * float(value / top)

    bars, words = _stacked(chart, totals, y, write) if chart.is_stacked else _side_by_side(chart, y, write)
    words += [Word("0", "16", chart.unit, "b-text")] if chart.unit else []
    words += [Word(_n(LEFT - 8), _n(y(line) + 4), write(line), "b-text r") for line in lines]
    return BarLayout(
        grid=tuple(_n(y(line)) for line in lines[1:]),
        bars=tuple(bars),
        words=tuple(words),
        base=_n(BASE),
        target_y=_n(y(_exact(chart.target.value))) if chart.target else "",
    )


def _check(chart: BarChart) -> None:
    for series in chart.series:
        if len(series.values) != len(chart.categories):
            raise ValueError(f"{series.label}: {len(series.values)} values for {len(chart.categories)} categories")
        if any(value is not None and value < 0 for value in series.values):
            raise ValueError(f"{series.label}: a bar cannot stand below zero")


def _side_by_side(chart: BarChart, y: Callable[[Decimal], float], write: Writer) -> tuple[list[Bar], list[Word]]:
    bars: list[Bar] = []
    words: list[Word] = []
    room = (WIDTH - LEFT) / max(len(chart.categories), 1)
    count = max(len(chart.series), 1)
    width = min((room * BAR_SHARE - GAP * (count - 1)) / count, WIDEST_BAR)
    is_labelled = count * len(chart.categories) <= LABELLED_BARS
    for at, category in enumerate(chart.categories):
        middle = LEFT + room * (at + 0.5)
        first = middle - (count * width + GAP * (count - 1)) / 2
        words.append(Word(_n(middle), _n(BASE + 21), category, "b-text m"))
        for nth, series in enumerate(chart.series):
            value = series.values[at]
            if value is None:
                continue
            left = first + nth * (width + GAP)
            bars.append(_bar(series, left, y(_exact(value)), width, BASE))
            if is_labelled:
                words.append(Word(_n(left + width / 2), _n(y(_exact(value)) - 6), write(value), "b-wert m"))
    return bars, words


def _stacked(chart: BarChart, totals: list[Decimal], y: Callable[[Decimal], float], write: Writer) -> tuple[list[Bar], list[Word]]:
    bars: list[Bar] = []
    words: list[Word] = []
    room = (WIDTH - LEFT) / max(len(chart.categories), 1)
    width = min(room * BAR_SHARE, WIDEST_BAR)
    for at, category in enumerate(chart.categories):
        middle = LEFT + room * (at + 0.5)
        below = Decimal()
        for series in chart.series:
            part = _exact(series.values[at])
            if part:
                bars.append(_bar(series, middle - width / 2, y(below + part), width, y(below)))
            below += part
        words.append(Word(_n(middle), _n(BASE + 21), category, "b-text m"))
        if len(chart.categories) <= LABELLED_BARS:
            words.append(Word(_n(middle), _n(y(totals[at]) - 6), write(totals[at]), "b-wert m"))
    return bars, words


def _bar(series: BarSeries, left: float, top: float, width: float, foot: float) -> Bar:
    return Bar(_n(left), _n(top), _n(width), _n(foot - top), series.css_class, series.pattern)


def _exact(value: Value | None) -> Decimal:
    return Decimal() if value is None else value if isinstance(value, Decimal) else Decimal(str(value))


def _n(value: float) -> str:
    """Write a coordinate as an SVG attribute, whatever the language."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Period:
    """A drawn period in percent of the chart's width; open where it runs on beyond the chart."""

    row: ScheduleRow
    x: str
    width: str


def lay_out_period(chart: ScheduleChart, row: ScheduleRow) -> Period | None:
    """Place a row's period in whole months, cut at the edges of the chart; nothing is drawn without a start or outside.

    Raises:
        ValueError: the last year lies before the first, or the period ends before it starts.
    """
    if chart.last_year < chart.first_year:
        raise ValueError("the chart ends before it starts")
    if row.starts_on is None:
        return None
    if row.ends_on is not None and row.ends_on < row.starts_on:
        raise ValueError(f"{row.title}: ends before it starts")
    months = MONTHS * (chart.last_year - chart.first_year + 1)
    start = max(_months_since(chart.first_year, row.starts_on), 0)
    end = months if row.ends_on is None else min(_months_since(chart.first_year, row.ends_on) + 1, months)
    if end <= start:
        return None
    return Period(row, _percent(start / months), _percent((end - start) / months))


def year_lines(chart: ScheduleChart) -> tuple[str, ...]:
    """Return where each year but the first begins, in percent."""
    years = chart.last_year - chart.first_year + 1
    return tuple(_percent(at / years) for at in range(1, years))


def today_line(chart: ScheduleChart) -> str:
    """Return where today is, in percent; nothing outside the chart."""
    if chart.today is None or not chart.first_year <= chart.today.year <= chart.last_year:
        return ""
    years = chart.last_year - chart.first_year + 1
    begin = date(chart.today.year, 1, 1)
    length = (date(chart.today.year + 1, 1, 1) - begin).days
    return _percent((chart.today.year - chart.first_year + (chart.today - begin).days / length) / years)


def _months_since(year: int, on: date) -> int:
    return MONTHS * (on.year - year) + on.month - 1


def _percent(share: float) -> str:
    return f"{share * WHOLE:.2f}%"
