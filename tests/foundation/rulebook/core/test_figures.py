"""Values as their unit writes them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from quartierwerk.foundation.rulebook.core.figures import NotAFigureError, figure_in
from quartierwerk.foundation.rulebook.core.values import Unit


@pytest.mark.parametrize(
    ("unit", "written", "value"),
    [
        (Unit.SHARE, "2/3", Fraction(2, 3)),
        (Unit.SHARE, 0, Fraction(0)),
        (Unit.SHARE, 1, Fraction(1)),
        (Unit.SHARE, Decimal("0.575"), Fraction(23, 40)),
        (Unit.FACTOR, Decimal("1.5"), Fraction(3, 2)),
        (Unit.FACTOR, 8, Fraction(8)),
        (Unit.PERCENTAGE_POINTS, 0, Fraction(0)),
        (Unit.YEARS, 10, 10),
        (Unit.INHABITANTS, 0, 0),
    ],
)
def test_figure_is_exact(unit, written, value):
    assert figure_in(unit, written) == value


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        (Unit.SHARE, -1),
        (Unit.SHARE, "4/3"),
        (Unit.SHARE, True),
        (Unit.SHARE, 0.5),
        (Unit.SHARE, date(2024, 1, 1)),
        (Unit.SHARE, Decimal("nan")),
        (Unit.SHARE, Decimal("inf")),
        (Unit.FACTOR, 0),
        (Unit.FACTOR, "-1/2"),
        (Unit.PERCENTAGE_POINTS, -5),
        (Unit.YEARS, -1),
        (Unit.YEARS, Decimal("1.5")),
        (Unit.YEARS, "10"),
        (Unit.YEARS, True),
        (Unit.PERCENT_BY_YEAR, 100),
        (Unit.PERCENT_BY_YEAR, ["all"]),
    ],
)
def test_what_does_not_fit_its_unit_is_no_figure(unit, written):
    with pytest.raises(NotAFigureError):
        figure_in(unit, written)


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_can_be_read(unit):
    assert figure_in(unit, [100] if unit is Unit.PERCENT_BY_YEAR else 1)
