"""Of a request only what names nobody is written down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.keeping.core.requests import known_method, sane_id


@given(st.uuids())
def test_numbers_as_proxies_make_them_are_taken(number):
    assert sane_id(number.hex) == number.hex
    assert sane_id(str(number)) == str(number)


@given(st.text())
def test_whatever_is_taken_can_name_nobody_and_fits_the_trail(given):
    taken = sane_id(given)

    assert taken in {"", given}
    assert len(taken) <= 40
    assert set(taken) <= set("0123456789abcdef-")


@pytest.mark.parametrize(
    "given",
    [
        "",
        "abc",
        "a" * 41,
        "Martha-Ministerium-aus-Wiesbaden",
        "martha@land.invalid.de",
        "0" * 16 + "\n",
        "0" * 31 + "٣",
        "0227E744-9C36-4818-B947-C5A09307BA68",
        "-" * 20,
    ],
)
def test_anything_else_is_not(given):
    assert sane_id(given) == ""


def test_a_made_up_method_becomes_no_new_word():
    assert [known_method(method) for method in ("GET", "POST", "MARTHA", "")] == ["GET", "POST", "OTHER", "OTHER"]
