"""Writes numbers, amounts and days the way people read them, in the language of the page.

The one home of written figures: filters, pictures, sentences and knots of the thread all ask here, and the
language is that of the page (decision 0011). What must read the same for everybody, such as a document,
is made under ``translation.override("de")``. Plain text work instead of Babel, because a grid of costs asks for
thousands of figures; tests hold both against each other.

A *figure* is the text together with the one thing the text no longer shows: whether the value was exactly
nothing (and not merely rounded down to zero). In tables nothing is a dash; what nobody knows is „k. A.“.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from django.utils.translation import get_language

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "–"
UNKNOWN = {False: f"k.{NBSP}A.", True: "n/a"}
CENTS_PER_EURO = 100
EUROS_PER_MILLION = 1_000_000
TWO_DECIMALS_BELOW = 10
M2_PER_HECTARE = 10_000
MONTHS = {
    False: ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    True: ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}
WEEKDAYS = {
    False: ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    True: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

type Number = int | float | Decimal


class Figure(str):
    """A number as text that still knows whether it stands for nothing at all."""

    __slots__ = ("is_nothing",)
    is_nothing: bool

    @classmethod
    def of(cls, text: str, *, is_nothing: bool) -> Self:
        """Return the text with its knowledge."""
        figure = cls(text)
        figure.is_nothing = is_nothing
        return figure


def is_english() -> bool:
    """Tell whether the page is written in English."""
    return (get_language() or "de").startswith("en")


def unknown() -> Figure:
    """Say that nobody knows: „k. A.“, or n/a."""
    return Figure.of(UNKNOWN[is_english()], is_nothing=False)


def _grouped(scaled: int, decimals: int, *, english: bool) -> str:
    """Write ``scaled / 10 ** decimals`` with a true minus sign and groups of three."""
    whole, rest = divmod(abs(scaled), 10**decimals)
    text = f"{whole:,}" if english else f"{whole:,}".replace(",", ".")
    if decimals:
        text += f"{'.' if english else ','}{rest:0{decimals}d}"
    return MINUS + text if scaled < 0 else text


def _rounded(dividend: int, divisor: int) -> int:
    """Divide whole numbers and round half away from zero."""
    quotient = (2 * abs(dividend) + divisor) // (2 * divisor)
    return -quotient if dividend < 0 else quotient


def _scaled(value: Number, decimals: int) -> int:
    """Return ``value * 10 ** decimals``, rounded half away from zero as written, not as stored."""
    if isinstance(value, int):
        return value * int(10**decimals)
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return int(exact.scaleb(decimals).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _with_euro(text: str, *, english: bool) -> str:
    if not english:
        return f"{text}{NBSP}€"
    return f"{MINUS}€{text[1:]}" if text.startswith(MINUS) else f"€{text}"


def euros(cents: int | None) -> Figure:
    """Write an amount in whole euros: 2.400.000 €, or €2,400,000."""
    if cents is None:
        return unknown()
    english = is_english()
    text = _grouped(_rounded(cents, CENTS_PER_EURO), 0, english=english)
    return Figure.of(_with_euro(text, english=english), is_nothing=cents == 0)


def euros_exact(cents: int | None) -> Figure:
    """Write an amount to the cent: 1.234,56 €, or €1,234.56."""
    if cents is None:
        return unknown()
    english = is_english()
    return Figure.of(_with_euro(_grouped(cents, 2, english=english), english=english), is_nothing=cents == 0)


def thousands(cents: int | None) -> Figure:
    """Write an amount in thousands of euros without the unit, which the table's head says: 2.400."""
    if cents is None:
        return unknown()
    return Figure.of(_grouped(_rounded(cents, CENTS_PER_EURO * 1000), 0, english=is_english()), is_nothing=cents == 0)


def millions(cents: int | None) -> Figure:
    """Write an amount in millions of euros, with two decimals below ten millions: 137,3 Mio. €, 6,24 Mio. €."""
    if cents is None:
        return unknown()
    unit = CENTS_PER_EURO * EUROS_PER_MILLION
    if abs(cents) < TWO_DECIMALS_BELOW * unit:
        scaled, decimals = _rounded(cents * 100, unit), 2
        if scaled % 10 == 0:
            scaled, decimals = scaled // 10, 1
    else:
        scaled, decimals = _rounded(cents * 10, unit), 1
    english = is_english()
    text = _grouped(scaled, decimals, english=english)
    written = f"{_with_euro(text, english=True)}{NBSP}million" if english else f"{text}{NBSP}Mio.{NBSP}€"
    return Figure.of(written, is_nothing=cents == 0)


def amount(cents: int | None) -> Figure:
    """Write an amount for a head line: in millions from one million on, else in whole euros."""
    large = cents is not None and abs(cents) >= CENTS_PER_EURO * EUROS_PER_MILLION
    return millions(cents) if large else euros(cents)


def figure(value: Number | None, *, decimals: int | None = None) -> Figure:
    """Write a number in groups of three; without ``decimals`` a broken number shows up to two."""
    if value is None:
        return unknown()
    places = decimals if decimals is not None else 0 if isinstance(value, int) else 2
    scaled = _scaled(value, places)
    while decimals is None and places and scaled % 10 == 0:
        scaled, places = scaled // 10, places - 1
    return Figure.of(_grouped(scaled, places, english=is_english()), is_nothing=value == 0)


def hectares(square_metres: Number | None) -> Figure:
    """Write an area given in square metres in hectares, with one decimal below ten: 74 ha, 7,4 ha."""
    if square_metres is None:
        return unknown()
    area = Decimal(str(square_metres)) / M2_PER_HECTARE
    text = figure(area, decimals=1 if abs(area) < TWO_DECIMALS_BELOW else 0)
    return Figure.of(f"{text}{NBSP}ha", is_nothing=area == 0)


def percent(share: Number | None, *, decimals: int = 0) -> Figure:
    """Write a share between 0 and 1 in percent: 57 %."""
    if share is None:
        return unknown()
    text = _grouped(_scaled(share, decimals + 2), decimals, english=is_english())
    return Figure.of(with_percent(text), is_nothing=share == 0)


def with_percent(written: str) -> str:
    """Put the sign behind a number that is written already: 66 2/3 %, or 66 2/3%."""
    return f"{written}%" if is_english() else f"{written}{NBSP}%"


def day(on: date) -> str:
    """Write a day so that columns align: 03.03.2027, or 03 Mar 2027."""
    return f"{on.day:02d} {MONTHS[True][on.month - 1][:3]} {on.year}" if is_english() else f"{on.day:02d}.{on.month:02d}.{on.year}"


def day_long(on: date) -> str:
    """Write a day for a sentence: 3. März 2027, or 3 March 2027."""
    english = is_english()
    return f"{on.day}{'' if english else '.'} {MONTHS[english][on.month - 1]} {on.year}"


def weekdays() -> list[tuple[str, str]]:
    """Return the days of a week from Monday on, each short and long: Mo and Montag, or Mo and Monday."""
    return [(name[:2], name) for name in WEEKDAYS[is_english()]]


def month_name(on: date) -> str:
    """Write a month with its name and year: März 2027, or March 2027."""
    return f"{MONTHS[is_english()][on.month - 1]} {on.year}"


def month(on: date) -> str:
    """Write a month with its year: 3/2027, or Mar 2027."""
    return f"{MONTHS[True][on.month - 1][:3]} {on.year}" if is_english() else f"{on.month}/{on.year}"


def moment(at: datetime) -> str:
    """Write a day with its time: 03.03.2027, 09:12 Uhr, or 03 Mar 2027, 09:12."""
    return f"{day(at)}, {at.hour:02d}:{at.minute:02d}{'' if is_english() else f'{NBSP}Uhr'}"


def span(first: object, last: object) -> str:
    """Write a period whose ends are written already: 2024–2027, or the one end where both are the same."""
    return f"{first}" if first == last else f"{first}–{last}"


def typed_amount(cents: int) -> str:
    """Write an amount as forms and spreadsheets read it back, whatever the page's language: 1.234,56."""
    return _grouped(cents, 2, english=False)
