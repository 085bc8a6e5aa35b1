import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.tables.core.cells import column_letter, column_number, is_empty


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")])
def test_columns_are_named_as_spreadsheets_do(number, letters):
    assert column_letter(number) == letters


@pytest.mark.parametrize(("value", "expected"), [(None, True), ("", True), (" \n\u00a0", True), (0, False), (False, False), ("x", False)])
def test_blanks_are_empty_and_zero_is_not(value, expected):
    assert is_empty(value) is expected


@given(st.integers(min_value=1, max_value=20_000))
def test_a_column_has_one_name_and_one_number(column):
    assert column_number(column_letter(column)) == column


def test_columns_are_counted_from_one():
    with pytest.raises(ValueError, match="counted from 1"):
        column_letter(0)
