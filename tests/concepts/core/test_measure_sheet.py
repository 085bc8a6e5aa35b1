"""A sheet's schedule runs forward and its amounts are not negative."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts.core.measure_sheet import BackwardScheduleError, Money, NegativeAmountError, Sheet, check_money, check_sheet

days = st.none() | st.dates(date(2020, 1, 1), date(2035, 12, 31))
amounts = st.integers(0, 10**12)


def sheet(**changes):
    return Sheet(**{"code": "M 01", "title": "Hof", "main_field": "housing", "aim": "both", "investive": True, **changes})


@given(days, days)
def test_a_schedule_is_refused_only_when_it_runs_backwards(starts_on, ends_on):
    backwards = starts_on is not None and ends_on is not None and ends_on < starts_on

    try:
        check_sheet(sheet(starts_on=starts_on, ends_on=ends_on))
        refused = False
    except BackwardScheduleError:
        refused = True

    assert refused == backwards


def test_a_measure_may_last_one_day():
    assert check_sheet(sheet(starts_on=date(2027, 3, 3), ends_on=date(2027, 3, 3))) is None


@given(
    st.dictionaries(st.integers(2020, 2035), amounts),
    st.dictionaries(st.tuples(st.sampled_from(["federal", "state"]), st.integers(2020, 2035)), amounts),
)
def test_amounts_from_zero_up_are_fine(costs, financing):
    assert check_money(Money(costs, financing)) is None


@pytest.mark.parametrize(
    "money",
    [Money({2027: 5, 2028: -1}), Money({2027: 5}, {("federal", 2027): 5, ("state", 2028): -1})],
)
def test_a_negative_amount_is_refused_with_its_year(money):
    with pytest.raises(NegativeAmountError) as refused:
        check_money(money)

    assert refused.value.year == 2028
