"""Read a value as its unit writes it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from quartierwerk.foundation.rulebook.core.tranches import TrancheProfile
from quartierwerk.foundation.rulebook.core.values import Figure, Unit

WHOLE_UNITS = frozenset({Unit.YEARS, Unit.MONTHS, Unit.CALENDAR_YEAR, Unit.INHABITANTS, Unit.INHABITANTS_PER_HECTARE, Unit.PAGES})


class NotAFigureError(ValueError):
    """What stands in the file is not a value in its unit."""


def figure_in(unit: Unit, written: object) -> Figure:
    """Return the value; shares and factors are exact fractions, profiles add up to one hundred.

    Raises:
        NotAFigureError: the value does not fit its unit.
        IncompleteProfileError: a profile does not add up to exactly one hundred.
    """
    if unit is Unit.PERCENT_BY_YEAR:
        return _profile(written)
    if unit in WHOLE_UNITS:
        return _whole(written)
    number = _exact(written)
    if number < 0 or (unit is Unit.SHARE and number > 1) or (unit is Unit.FACTOR and number == 0):
        raise NotAFigureError(str(written))
    return number


def _whole(written: object) -> int:
    if isinstance(written, bool) or not isinstance(written, int) or written < 0:
        raise NotAFigureError(str(written))
    return written


def _exact(written: object) -> Fraction:
    if isinstance(written, bool | date) or not isinstance(written, int | str | Decimal):
        raise NotAFigureError(str(written))
    try:
        return Fraction(written)
    except (ValueError, ZeroDivisionError, OverflowError) as problem:
        raise NotAFigureError(str(written)) from problem


def _profile(written: object) -> TrancheProfile:
    if not isinstance(written, list) or not written:
        raise NotAFigureError(str(written))
    return TrancheProfile(tuple(_exact(percentage) for percentage in written))
