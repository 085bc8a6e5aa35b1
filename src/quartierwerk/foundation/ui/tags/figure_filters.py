"""Filters that write amounts, numbers and days."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html

from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.figures import DASH, Figure, Number

register = template.Library()

type Amount = int | str | None  # text passes: a dash set before, or the nothing of a template without such a value


@register.filter
def euros(cents: Amount) -> str:
    """Write whole euros: 2.400.000 €."""
    return cents if isinstance(cents, str) else figures.euros(cents)


@register.filter
def euros_exact(cents: Amount) -> str:
    """Write an amount to the cent: 1.234,56 €."""
    return cents if isinstance(cents, str) else figures.euros_exact(cents)


@register.filter
def thousands(cents: Amount) -> str:
    """Write thousands of euros without a unit: 2.400."""
    return cents if isinstance(cents, str) else figures.thousands(cents)


@register.filter
def millions(cents: Amount) -> str:
    """Write millions of euros: 137,3 Mio. €."""
    return cents if isinstance(cents, str) else figures.millions(cents)


@register.filter
def amount(cents: Amount) -> str:
    """Write an amount for a head line, in millions from one million on."""
    return cents if isinstance(cents, str) else figures.amount(cents)


@register.filter
def figure(value: Number | str | None, decimals: int | None = None) -> str:
    """Write a number in groups of three: 1.234."""
    return value if isinstance(value, str) else figures.figure(value, decimals=decimals)


@register.filter
def hectares(square_metres: Number | str | None) -> str:
    """Write square metres in hectares: 74 ha."""
    return square_metres if isinstance(square_metres, str) else figures.hectares(square_metres)


@register.filter
def percent(share: Number | str | None, decimals: int = 0) -> str:
    """Write a share between 0 and 1 in percent: 57 %."""
    return share if isinstance(share, str) else figures.percent(share, decimals=decimals)


@register.filter
def or_dash(value: object) -> object:
    """Write „–“ where there is nothing at all; a figure that only rounds to zero stays."""
    if isinstance(value, Figure):
        return DASH if value.is_nothing else value
    return DASH if value is None or value in ("", 0) else value


def _local(on: date | str) -> date | datetime:
    given = datetime.fromisoformat(on) if isinstance(on, str) else on
    return timezone.localtime(given) if isinstance(given, datetime) and timezone.is_aware(given) else given


def _machine(on: date) -> str:
    return f"{on.year:04d}-{on.month:02d}-{on.day:02d}"


@register.filter
def day(on: date | str | None) -> str:
    """Write a day for a table: 03.03.2027; unknown days are „–“."""
    if not on:
        return DASH
    local = _local(on)
    return format_html('<time datetime="{}">{}</time>', _machine(local), figures.day(local))


@register.filter
def day_long(on: date | str | None) -> str:
    """Write a day for a sentence: 3. März 2027."""
    if not on:
        return DASH
    local = _local(on)
    return format_html('<time datetime="{}">{}</time>', _machine(local), figures.day_long(local))


@register.filter
def moment(at: datetime | str | None) -> str:
    """Write a day with its time: 03.03.2027, 09:12 Uhr."""
    if not at:
        return DASH
    local = _local(at)
    if not isinstance(local, datetime):
        return day(local)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), figures.moment(local))


@register.filter
def month_name(on: date) -> str:
    """Write a month with its name and year: März 2027."""
    return figures.month_name(on)


@register.filter
def month(on: date | str | None) -> str:
    """Write a month with its year: 3/2027; unknown months are „k. A.“."""
    return figures.month(_local(on)) if on else figures.unknown()


@register.filter
def decimal(value: Decimal | str | None) -> str:
    """Write a number of the database, or its text in a resolved content, with all its decimals: 12,5."""
    if value in {None, ""}:
        return figures.unknown()
    exact = Decimal(str(value)).normalize()
    return figures.figure(exact, decimals=max(0, -int(exact.as_tuple().exponent)))
