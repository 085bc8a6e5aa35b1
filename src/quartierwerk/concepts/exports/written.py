"""Figures and days of the documents as text: nothing is a dash, a missing day is empty."""

from datetime import date
from decimal import Decimal

from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.figures import DASH, Figure


def or_dash(figure: Figure) -> str:
    """Return the figure, or a dash where it stands for nothing."""
    return DASH if figure.is_nothing else str(figure)


def thousands(cents: int) -> str:
    """Return an amount in thousands of euros, without the unit."""
    return or_dash(figures.thousands(cents))


def whole(cents: int) -> str:
    """Return an amount in whole euros, without the unit."""
    return or_dash(figures.euros(cents)).removesuffix(f"{figures.NBSP}€")


def exact(cents: int) -> str:
    """Return an amount to the cent, without the unit."""
    return or_dash(figures.euros_exact(cents)).removesuffix(f"{figures.NBSP}€")


def decimal_text(value: str | None) -> str:
    """Return a decimal string in German; a missing one is empty."""
    return "" if value in {None, ""} else str(figures.figure(Decimal(str(value))))


def to_date(value: str | date) -> date:
    """Return the day that a day or its ISO string stands for."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def day(value: str | date | None) -> str:
    """Return a day as 03.03.2027; a missing one is empty."""
    return figures.day(to_date(value)) if value else ""


def month(value: date | None) -> str:
    """Return month and year as 03/2027; a missing day is empty."""
    return f"{value.month:02d}/{value.year}" if value else ""
