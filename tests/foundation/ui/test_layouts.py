"""Charts are laid out inside their box."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.ui import layouts
from quartierwerk.foundation.ui.pictures import BarChart, BarSeries, BarTarget, ScheduleChart, ScheduleRow

VALUES = st.integers(min_value=0, max_value=10**9)
SERIES = st.integers(1, 6).flatmap(
    lambda count: st.lists(st.lists(VALUES, min_size=count, max_size=count).map(tuple), min_size=1, max_size=4)
)


def chart(values, *, is_stacked=False):
    return BarChart(
        title="T",
        description="D",
        unit="Tsd. €",
        categories=tuple(str(2020 + at) for at in range(len(values[0]))),
        series=tuple(BarSeries(f"S{at}", row, "g2") for at, row in enumerate(values)),
        is_stacked=is_stacked,
    )


@given(SERIES, st.booleans())
def test_every_bar_stands_on_the_base_line_or_on_another_and_inside_the_chart(values, is_stacked):
    layout = layouts.lay_out_bars(chart(values, is_stacked=is_stacked), write=str)

    for bar in layout.bars:
        assert float(bar.y) >= layouts.TOP - 0.1
        assert float(bar.y) + float(bar.height) <= layouts.BASE + 0.2
        assert layouts.LEFT <= float(bar.x) <= layouts.WIDTH - float(bar.width) + 0.1


@given(st.decimals(min_value="0.01", max_value=10**9, places=2))
def test_at_most_four_round_steps_reach_the_largest_value(largest):
    step = layouts.nice_step(largest)

    assert step * 4 >= largest
    assert largest > step * Decimal("1.5") or step * 4 < largest * 4


@given(st.lists(VALUES, min_size=1, max_size=5), st.integers(2, 50))
def test_the_unit_does_not_move_the_bars(values, factor):
    one = layouts.lay_out_bars(chart([tuple(values)]), write=str)

    other = layouts.lay_out_bars(chart([tuple(value * 10 for value in values)]), write=str)

    assert other.bars == one.bars


def test_a_missing_value_draws_no_bar():
    layout = layouts.lay_out_bars(chart([(10, None)]), write=str)

    assert len(layout.bars) == 1


def test_a_target_above_every_bar_still_lies_inside():
    given_chart = replace(chart([(10, 20)]), target=BarTarget(100, "Ziel 2028"))

    layout = layouts.lay_out_bars(given_chart, write=str)

    assert float(layout.target_y) == layouts.TOP


def test_values_are_written_only_below_fifteen_bars():
    layout = layouts.lay_out_bars(chart([tuple(range(1, 17))]), write=str)

    assert [word for word in layout.words if "b-wert" in word.css] == []


@pytest.mark.parametrize("values", [[(1, 2), (1,)], [(-1, 2)]])
def test_values_that_cannot_be_drawn_are_refused(values):
    with pytest.raises(ValueError, match=r"S[01]"):
        layouts.lay_out_bars(chart(values), write=str)


SCHEDULE = ScheduleChart("Zeitplan", "D", 2024, 2027, (), date(2026, 7, 2))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (date(2024, 1, 1), date(2027, 12, 31), ("0.00%", "100.00%")),
        (date(2025, 1, 15), date(2025, 12, 1), ("25.00%", "25.00%")),
        (date(2020, 1, 1), date(2024, 12, 31), ("0.00%", "25.00%")),
        (date(2027, 1, 1), None, ("75.00%", "25.00%")),
        (date(2030, 1, 1), None, None),
        (None, date(2025, 1, 1), None),
    ],
)
def test_a_period_is_placed_in_whole_months_and_cut_at_the_edges(starts_on, ends_on, expected):
    period = layouts.lay_out_period(SCHEDULE, ScheduleRow("M 1", starts_on, ends_on))

    assert (None if period is None else (period.x, period.width)) == expected


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="M 1"):
        layouts.lay_out_period(SCHEDULE, ScheduleRow("M 1", date(2025, 2, 1), date(2025, 1, 1)))


def test_a_chart_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="the chart"):
        layouts.lay_out_period(replace(SCHEDULE, last_year=2020), ScheduleRow("M 1", date(2025, 2, 1), None))


def test_year_lines_and_today_are_placed_in_percent():
    assert layouts.year_lines(SCHEDULE) == ("25.00%", "50.00%", "75.00%")
    assert layouts.today_line(SCHEDULE) == "62.47%"
    assert layouts.today_line(replace(SCHEDULE, today=date(2030, 1, 1))) == ""
    assert layouts.today_line(replace(SCHEDULE, today=None)) == ""
