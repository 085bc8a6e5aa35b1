"""Numbers, amounts and days are written the way people read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from quartierwerk.foundation.ui import figures

CENTS = st.integers(min_value=-(10**14), max_value=10**14)


def read_back(text):
    """Return the whole number a German figure stands for, its comma left out."""
    return int(text.replace(".", "").replace(",", "").replace("−", "-"))


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda: figures.euros(240_000_000), "2.400.000\u00a0€"),
        (lambda: figures.euros(150), "2\u00a0€"),
        (lambda: figures.euros(-150), "−2\u00a0€"),
        (lambda: figures.euros(None), "k.\u00a0A."),
        (lambda: figures.euros_exact(123_456), "1.234,56\u00a0€"),
        (lambda: figures.euros_exact(-5), "−0,05\u00a0€"),
        (lambda: figures.thousands(240_000_000), "2.400"),
        (lambda: figures.thousands(40_000), "0"),
        (lambda: figures.millions(13_733_700_000), "137,3\u00a0Mio.\u00a0€"),
        (lambda: figures.millions(624_000_000), "6,24\u00a0Mio.\u00a0€"),
        (lambda: figures.millions(260_000_000), "2,6\u00a0Mio.\u00a0€"),
        (lambda: figures.millions(200_000_000), "2,0\u00a0Mio.\u00a0€"),
        (lambda: figures.amount(99_999_900), "999.999\u00a0€"),
        (lambda: figures.amount(100_000_000), "1,0\u00a0Mio.\u00a0€"),
        (lambda: figures.figure(1046), "1.046"),
        (lambda: figures.figure(Decimal("1.6")), "1,6"),
        (lambda: figures.figure(2.0), "2"),
        (lambda: figures.figure(Decimal("1234.5"), decimals=2), "1.234,50"),
        (lambda: figures.hectares(740_000), "74\u00a0ha"),
        (lambda: figures.hectares(74_000), "7,4\u00a0ha"),
        (lambda: figures.percent(0.574), "57\u00a0%"),
        (lambda: figures.percent(0.285, decimals=0), "29\u00a0%"),
        (lambda: figures.percent(0.309, decimals=1), "30,9\u00a0%"),
        (lambda: figures.day(date(2027, 3, 3)), "03.03.2027"),
        (lambda: figures.day_long(date(2027, 3, 3)), "3. März 2027"),
        (lambda: figures.month(date(2027, 3, 3)), "3/2027"),
        (lambda: figures.span(2024, 2027), "2024–2027"),
        (lambda: figures.span(2027, 2027), "2027"),
        (lambda: figures.moment(datetime(2026, 11, 20, 9, 12, tzinfo=UTC)), "20.11.2026, 09:12\u00a0Uhr"),
    ],
)
def test_a_figure_is_written_as_the_look_asks(write, expected):
    assert write() == expected


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda: figures.euros(240_000_000), "€2,400,000"),
        (lambda: figures.euros(-240_000_000), "−€2,400,000"),
        (lambda: figures.euros(None), "n/a"),
        (lambda: figures.euros_exact(123_456), "€1,234.56"),
        (lambda: figures.thousands(240_000_000), "2,400"),
        (lambda: figures.millions(13_733_700_000), "€137.3\u00a0million"),
        (lambda: figures.amount(100_000_000), "€1.0\u00a0million"),
        (lambda: figures.figure(Decimal("1234.5")), "1,234.5"),
        (lambda: figures.hectares(74_000), "7.4\u00a0ha"),
        (lambda: figures.percent(0.57), "57%"),
        (lambda: figures.with_percent("66\u00a02/3"), "66\u00a02/3%"),
        (lambda: figures.day(date(2027, 3, 3)), "03 Mar 2027"),
        (lambda: figures.day_long(date(2027, 3, 3)), "3 March 2027"),
        (lambda: figures.month(date(2027, 3, 3)), "Mar 2027"),
        (lambda: figures.span(2024, 2027), "2024–2027"),
        (lambda: figures.moment(datetime(2026, 11, 20, 9, 12, tzinfo=UTC)), "20 Nov 2026, 09:12"),
    ],
)
def test_a_figure_on_an_english_page_is_written_in_english(write, expected):
    with translation.override("en"):
        assert write() == expected


def test_what_a_form_reads_back_is_written_the_same_in_both_languages():
    with translation.override("en"):
        assert figures.typed_amount(123_456) == "1.234,56"


@pytest.mark.parametrize(("language", "locale"), [("de", "de_DE"), ("en", "en_IE")])
@settings(deadline=None)  # the first call of all reads the locale's data
@given(cents=st.integers(min_value=0, max_value=10**14))
def test_amounts_agree_with_the_common_locale_data(language, locale, cents):
    with translation.override(language):
        assert figures.euros_exact(cents) == format_currency(Decimal(cents) / 100, "EUR", locale=locale)
        assert figures.figure(cents) == format_decimal(cents, locale=locale)


@pytest.mark.parametrize(("language", "locale"), [("de", "de_DE"), ("en", "en_IE")])
@settings(deadline=None)
@given(hundredths=st.integers(min_value=0, max_value=100))
def test_shares_agree_with_the_common_locale_data(language, locale, hundredths):
    share = Decimal(hundredths) / 100

    with translation.override(language):
        assert figures.percent(share) == format_percent(share, locale=locale)


@pytest.mark.parametrize("month", range(1, 13))
def test_days_agree_with_the_common_locale_data(month):
    on = date(2027, month, 9)

    assert figures.day(on) == format_date(on, "dd.MM.yyyy", locale="de_DE")
    assert figures.day_long(on) == format_date(on, "long", locale="de_DE")
    with translation.override("en"):
        assert figures.day_long(on) == format_date(on, "long", locale="en_IE")


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
    german = figures.thousands(cents)
    with translation.override("en"):
        english = figures.thousands(cents)

    assert german.replace(".", ",") == english


@given(st.decimals(min_value=0, max_value=1, places=4))
def test_a_share_in_percent_is_never_more_than_half_a_percent_away(share):
    written = figures.percent(share)

    assert abs(Decimal(written.removesuffix("\u00a0%")) - share * 100) <= Decimal("0.5")
