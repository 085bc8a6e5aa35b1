"""A new name follows the latest one."""

from datetime import date

import pytest

from quartierwerk.foundation.people.core.refusals import NameOutOfOrderError, check_name_follows


@pytest.mark.parametrize("latest", [None, date(2027, 3, 2)])
def test_name_may_begin_after_the_latest_or_be_the_first(latest):
    check_name_follows(date(2027, 3, 3), latest_begins_on=latest)


@pytest.mark.parametrize("latest", [date(2027, 3, 3), date(2027, 3, 4)])
def test_name_may_not_begin_on_the_day_of_the_latest_or_before(latest):
    with pytest.raises(NameOutOfOrderError) as refused:
        check_name_follows(date(2027, 3, 3), latest_begins_on=latest)
    assert refused.value.latest_begins_on == latest
