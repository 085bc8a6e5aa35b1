"""Numbers as people count them."""

from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts.core.numbering import natural_key


def test_natural_key_puts_two_before_ten():
    codes = ["M 10", "M 2", "M 1", "Z 1.10", "Z 1.9", "M 02a"]

    assert sorted(codes, key=natural_key) == ["M 1", "M 2", "M 02a", "M 10", "Z 1.9", "Z 1.10"]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_natural_key_orders_numbers_as_numbers(one, other):
    assert (natural_key(f"M {one}") < natural_key(f"M {other}")) == (one < other)


@given(st.lists(st.text(max_size=12), max_size=20))
def test_natural_key_compares_whatever_people_write(codes):
    once = sorted(codes, key=natural_key)

    assert sorted(once, key=natural_key) == once


def test_a_number_of_thousands_of_digits_is_larger_than_shorter_ones():
    assert natural_key("9" * 5_000) > natural_key("9" * 4_999) > natural_key("10")
