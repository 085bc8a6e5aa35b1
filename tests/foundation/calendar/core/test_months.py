"""Months and their weeks."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.calendar.core.months import EARLIEST, LATEST, Month, month_of, span, weeks

TODAY = date(2027, 3, 3)
MONTHS = st.builds(Month, st.integers(EARLIEST, LATEST), st.integers(1, 12))


class Thing(NamedTuple):
    on: date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2028-02", Month(2028, 2)),
        ("1971-01", Month(1971, 1)),
        ("2200-12", Month(2200, 12)),
        ("1970-12", Month(2027, 3)),
        ("2201-01", Month(2027, 3)),
        ("2027-00", Month(2027, 3)),
        ("2027-13", Month(2027, 3)),
        ("2027-1", Month(2027, 3)),
        ("٢٠٢٧-٠١", Month(2027, 3)),
        ("", Month(2027, 3)),
    ],
)
def test_an_address_names_a_month_or_means_this_one(text, found):
    assert month_of(text, today=TODAY) == found


@given(MONTHS)
def test_a_months_code_names_it(month):
    assert month_of(month.code, today=TODAY) == month


@pytest.mark.parametrize(
    ("month", "by", "found"),
    [
        (Month(2027, 12), 1, Month(2028, 1)),
        (Month(2027, 1), -1, Month(2026, 12)),
        (Month(2027, 5), 25, Month(2029, 6)),
        (Month(1971, 1), -1, Month(1971, 1)),
        (Month(2200, 12), 1, Month(2200, 12)),
    ],
)
def test_months_follow_one_another_within_bounds(month, by, found):
    assert month.moved(by) == found


@pytest.mark.parametrize(("month", "last"), [(Month(2028, 2), 29), (Month(2027, 2), 28), (Month(2027, 4), 30), (Month(2200, 12), 31)])
def test_a_month_ends_on_its_last_day(month, last):
    assert month.last == date(month.year, month.number, last)


@given(MONTHS)
def test_weeks_hold_every_day_of_the_month_once_from_monday_on(month):
    found = weeks(month, [], today=TODAY)

    assert all(len(week) == 7 and week[0].on.weekday() == 0 for week in found)
    days = [day for week in found for day in week]
    assert [day.on for day in days] == [days[0].on + timedelta(days=number) for number in range(len(days))]
    assert [day.on for day in days if day.is_within] == [
        month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)
    ]
    assert span(month) == (days[0].on, days[-1].on)
    assert all(any(day.is_within for day in week) for week in found)


@given(MONTHS, st.lists(st.dates(date(1970, 1, 1), date(2201, 12, 31)).map(Thing), max_size=20))
def test_things_stand_on_their_days_and_others_are_left_out(month, things):
    first, last = span(month)

    found = [thing for week in weeks(month, things, today=TODAY) for day in week for thing in day.things if thing.on == day.on]

    assert sorted(found) == sorted(thing for thing in things if first <= thing.on <= last)


def test_today_is_marked_where_it_is():
    marked = [day.on for week in weeks(Month(2027, 3), [], today=TODAY) for day in week if day.is_today]

    assert marked == [TODAY]
