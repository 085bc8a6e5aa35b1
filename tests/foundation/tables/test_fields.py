"""Form fields that read what people write in tables."""

from decimal import Decimal

import pytest
from django import forms

from quartierwerk.foundation.tables.fields import NumberField

NUMBER = NumberField(required=False, decimals=3, largest=Decimal(10_000))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.200", Decimal(1200)),
        ("1,5", Decimal("1.5")),
        ("0", Decimal(0)),
        ("", None),
        ("-3", Decimal(-3)),
        ("2.000,125", Decimal("2000.125")),
    ],
)
def test_a_number_is_read_as_germans_write_it(typed, number):
    assert NUMBER.clean(typed) == number


@pytest.mark.parametrize("typed", ["viel", "1,0001", "10.001", "NaN", "1e3"])
def test_what_is_no_fitting_number_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="keine Zahl"):
        NUMBER.clean(typed)


@pytest.mark.parametrize("number", ["0", "0.500", "1200", "1234.567", "100", "9999.999"])
def test_a_number_shown_is_read_as_the_same(number):
    assert NUMBER.clean(NUMBER.prepare_value(Decimal(number))) == Decimal(number)


def test_what_was_typed_is_shown_as_it_was_typed():
    assert NUMBER.prepare_value("viel") == "viel"


def test_a_missing_value_may_be_asked_for():
    with pytest.raises(forms.ValidationError):
        NumberField(decimals=0, largest=Decimal(1)).clean("")
