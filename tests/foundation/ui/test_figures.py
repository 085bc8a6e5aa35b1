"""Numbers, amounts and days are written the way people read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.ui import figures

CENTS = st.integers(min_value=-(10**14), max_value=10**14)


def read_back(text):
    """Return the whole number a German figure stands for, its comma left out."""
    return int(text.replace(".", "").replace(",", "").replace("−", "-"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (figures.euros(240_000_000), "2.400.000\u00a0€"),
        (figures.euros(150), "2\u00a0€"),
        (figures.euros(-150), "−2\u00a0€"),
        (figures.euros(None), "k.\u00a0A."),
        (figures.euros(240_000_000, english=True), "€2,400,000"),
        (figures.euros(-240_000_000, english=True), "−€2,400,000"),
        (figures.euros_exact(123_456), "1.234,56\u00a0€"),
        (figures.euros_exact(-5), "−0,05\u00a0€"),
        (figures.thousands(240_000_000), "2.400"),
        (figures.thousands(40_000), "0"),
        (figures.millions(13_733_700_000), "137,3\u00a0Mio.\u00a0€"),
        (figures.millions(624_000_000), "6,24\u00a0Mio.\u00a0€"),
        (figures.millions(260_000_000), "2,6\u00a0Mio.\u00a0€"),
        (figures.millions(200_000_000), "2,0\u00a0Mio.\u00a0€"),
        (figures.millions(13_733_700_000, english=True), "€137.3\u00a0million"),
        (figures.amount(99_999_900), "999.999\u00a0€"),
        (figures.amount(100_000_000), "1,0\u00a0Mio.\u00a0€"),
        (figures.figure(1046), "1.046"),
        (figures.figure(Decimal("1.6")), "1,6"),
        (figures.figure(2.0), "2"),
        (figures.figure(Decimal("1234.5"), decimals=2), "1.234,50"),
        (figures.hectares(740_000), "74\u00a0ha"),
        (figures.hectares(74_000), "7,4\u00a0ha"),
        (figures.percent(0.574), "57\u00a0%"),
        (figures.percent(0.285, decimals=0), "29\u00a0%"),
        (figures.percent(0.309, decimals=1), "30,9\u00a0%"),
        (figures.percent(0.57, english=True), "57%"),
        (figures.day(date(2027, 3, 3)), "03.03.2027"),
        (figures.day(date(2027, 3, 3), english=True), "03 Mar 2027"),
        (figures.day_long(date(2027, 3, 3)), "3. März 2027"),
        (figures.day_long(date(2027, 3, 3), english=True), "3 March 2027"),
        (figures.moment(datetime(2026, 11, 20, 9, 12, tzinfo=UTC)), "20.11.2026, 09:12\u00a0Uhr"),
    ],
)
def test_a_figure_is_written_as_the_look_asks(written, expected):
    assert written == expected


@given(CENTS)
def test_an_exact_amount_loses_nothing(cents):
    written = figures.euros_exact(cents)

    assert read_back(written.removesuffix("\u00a0€")) == cents


@given(CENTS)
def test_whole_euros_are_never_more_than_half_a_euro_away(cents):
    written = figures.euros(cents)

    assert abs(read_back(written.removesuffix("\u00a0€")) * 100 - cents) <= 50


@given(CENTS)
def test_a_negative_amount_is_its_positive_twin_with_a_true_minus(cents):
    positive, negative = figures.euros(abs(cents)), figures.euros(-abs(cents))

    assert negative in (f"−{positive}", positive)
    assert "-" not in negative


@given(CENTS)
def test_a_figure_is_nothing_only_for_exactly_zero(cents):
    for write in (figures.euros, figures.euros_exact, figures.thousands, figures.millions):
        assert write(cents).is_nothing == (cents == 0)


@given(CENTS)
def test_german_and_english_differ_only_in_signs(cents):
    german, english = figures.thousands(cents), figures.thousands(cents, english=True)

    assert german.replace(".", ",") == english


@given(st.decimals(min_value=0, max_value=1, places=4))
def test_a_share_in_percent_is_never_more_than_half_a_percent_away(share):
    written = figures.percent(share)

    assert abs(Decimal(written.removesuffix("\u00a0%")) - share * 100) <= Decimal("0.5")
