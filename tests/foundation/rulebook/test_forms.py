"""The filter of the rules' page."""

from datetime import date

import pytest

from quartierwerk.foundation.rulebook.forms import RulesFilter

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("query", "day", "only_assumed"),
    [
        (None, TODAY, False),
        ({"on": ""}, TODAY, False),
        ({"on": "2020-02-29"}, date(2020, 2, 29), False),
        ({"on": "2021-02-29"}, TODAY, False),
        ({"on": "", "assumed": "on"}, TODAY, True),
    ],
)
def test_filter_asks_for_today_unless_a_real_day_is_given(query, day, only_assumed):
    form = RulesFilter(query)

    assert (form.day(TODAY), form.only_assumed) == (day, only_assumed)
