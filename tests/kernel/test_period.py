"""A period holds its first and its last day, and two periods overlap when they share one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.kernel.period import BackwardPeriodError, Period

FIRST = date(2027, 3, 1)
days = st.integers(0, 60).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def periods(draw):
    begins_on = draw(days)
    return Period(begins_on, draw(st.none() | days.filter(lambda day: day >= begins_on)))


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(BackwardPeriodError) as refused:
        Period(date(2027, 3, 2), date(2027, 3, 1))

    assert (refused.value.begins_on, refused.value.ends_on) == (date(2027, 3, 2), date(2027, 3, 1))


def test_a_period_may_be_one_day():
    assert FIRST in Period(FIRST, FIRST)


def test_both_ends_belong_to_the_period():
    period = Period(date(2027, 3, 2), date(2027, 3, 4))

    assert [date(2027, 3, day) in period for day in range(1, 6)] == [False, True, True, True, False]


def test_a_period_without_end_still_runs():
    assert date(2099, 12, 31) in Period(FIRST)
    assert FIRST - timedelta(days=1) not in Period(FIRST)


@given(periods(), periods())
def test_periods_overlap_when_they_share_a_day(one, other):
    span = [FIRST + timedelta(days=number) for number in range(62)]

    assert one.overlaps(other) == any(day in one and day in other for day in span)


@given(periods(), periods())
def test_overlapping_is_mutual(one, other):
    assert one.overlaps(other) == other.overlaps(one)
