"""Bars lie where their days are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts.core.schedule import Span, axis_years, bar

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 30))


def test_the_axis_runs_from_the_first_to_the_last_known_day():
    spans = [Span(date(2024, 3, 1), None), Span(None, date(2026, 1, 1)), Span(None, None)]

    assert axis_years(spans) == (2024, 2025, 2026)


def test_no_known_day_gives_no_axis():
    assert axis_years([Span(None, None)]) == ()


def test_a_whole_year_fills_its_column():
    assert bar(Span(date(2025, 1, 1), date(2025, 12, 31)), (2024, 2025)) == pytest.approx((0.5, 0.5))


@pytest.mark.parametrize("span", [Span(None, date(2025, 1, 1)), Span(date(2025, 1, 1), None)])
def test_half_known_periods_have_no_bar(span):
    assert bar(span, (2025,)) is None


@given(DAYS, DAYS)
def test_a_bar_never_leaves_the_axis(one, other):
    span = Span(min(one, other), max(one, other))

    begins, length = bar(span, axis_years([span]))

    assert 0 <= begins < 1
    assert 0 < length <= 1 - begins + 1e-9
