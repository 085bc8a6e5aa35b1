"""Read German and ISO cell contents as exact values, or say why not.

Every reader takes what a spreadsheet handed over (text, number, date, truth value) and returns the
value, ``None`` for an empty cell, or a :class:`Refusal`. A reader never guesses: where a German and
an English reader would see different values, the cell is refused with the reason.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from quartierwerk.foundation.tables.core.cells import CellValue, Refusal, is_empty

CENTS = 100
LARGEST_CENTS = 10**15
FIRST_YEAR, LAST_YEAR = 1900, 2199
_FLOAT_DIGITS = ".15g"  # what a spreadsheet shows of a binary number
_MONTHS_IN_QUARTER = 3
_LAST_MONTH = 12

_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_NO_LETTERS = re.compile(r"[\W_]+")
_FOLDED_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

_CURRENCY = re.compile(r"^(?:€|EUR|Euro)\s*|\s*(?:€|EUR|Euro)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?:T€|TEUR|Tsd|Mio|Mrd|T\s*Euro)", re.IGNORECASE)
_GERMAN = re.compile(r"^(?:[1-9]\d{0,2}(?:[. ]\d{3})+|\d+)(?:,(?P<cents>\d+|[-–—]{1,2}))?$", re.ASCII)
_POINTED = re.compile(r"^\d+\.(?P<cents>\d{1,2})$", re.ASCII)
_ENGLISH = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d*)?$", re.ASCII)
_NO_AMOUNT = frozenset({"-", "–", "—"})

_DAY = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d+)$", re.ASCII)
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$", re.ASCII)
_MONTH = re.compile(r"^(\d{1,2})\s?[/.]\s?(\d{4})$", re.ASCII)
_ISO_MONTH = re.compile(r"^(\d{4})-(\d{2})$", re.ASCII)
_NAMED_DAY = re.compile(r"^(?:(\d{1,2})\.\s?)?([A-Za-zÄÖÜäöü]+)\.?\s(\d{4})$", re.ASCII)
_QUARTER = re.compile(r"^(?:Q\s?([1-4])|([1-4])\.\s?Quartal|(IV|I{1,3})\s?/)[\s/]*(\d{4})$", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"^\d{4}$", re.ASCII)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_MONTH_NAMES = ("januar", "februar", "maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember")
_SHORTEST_MONTH = 3

_YES = frozenset({"ja", "j", "x", "yes", "y", "wahr", "true", "1"})
_NO = frozenset({"nein", "n", "no", "falsch", "false", "0"})


@dataclass(frozen=True, slots=True)
class Choices:
    """The words a column may hold, each standing for a stable code."""

    labels: Mapping[str, str]
    by_word: Mapping[str, str]

    @classmethod
    def of(cls, labels: Mapping[str, str], *, aliases: Mapping[str, str] | None = None) -> "Choices":
        """Accept each code, its label, and the further words in ``aliases`` (word to code)."""
        words = {fold(code): code for code in labels} | {fold(label): code for code, label in labels.items()}
        further = {fold(word): code for word, code in (aliases or {}).items()}
        return cls(dict(labels), further | words)

    def find(self, word: str) -> str | None:
        """Return the code a word stands for, whatever its case, blanks and umlauts."""
        return self.by_word.get(fold(word))


def fold(word: str) -> str:
    """Reduce a word to what distinguishes it: no case, blanks, punctuation or umlauts."""
    plain = unicodedata.normalize("NFC", word).casefold().translate(_FOLDED_LETTERS)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    return _NO_LETTERS.sub("", bare)


def read_text(value: CellValue, *, single_line: bool = False) -> str | Refusal:
    """Return the cell as text without surrounding blanks; an empty cell is the empty text.

    Refuses control characters, and dates or times where a word was expected: the spreadsheet
    program has then replaced what somebody typed.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value, single_line=single_line)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, (date, time, timedelta)):
        return Refusal("text_is_date", {"value": shown(value)})
    return format(value, _FLOAT_DIGITS) if isinstance(value, float) else str(value)


def _clean(text: str, *, single_line: bool) -> str | Refusal:
    found = _CONTROL.search(text)
    if found:
        return Refusal("control_character", {"code_point": f"U+{ord(found[0]):04X}"})
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if single_line:
        return _BLANKS.sub(" ", text).strip()
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_cents(value: CellValue) -> int | Refusal | None:
    """Return an amount of euros in whole cents; negative amounts are read, not judged.

    Refuses more than two decimals, English separators (``1,234.56``), amounts given in thousands
    or millions, and whatever is no number.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _cents_of_number(value)
    if is_empty(value):
        return None
    if not isinstance(value, str):
        return Refusal("not_money", {"value": shown(value)})
    return _cents_of_text(value.strip())


def _cents_of_number(number: float) -> int | Refusal:
    if not math.isfinite(number):
        return Refusal("not_money", {"value": str(number)})
    exact = Decimal(number) if isinstance(number, int) else Decimal(format(number, _FLOAT_DIGITS))
    return _whole_cents(exact, shown(number))


def _whole_cents(exact: Decimal, value: str) -> int | Refusal:
    if abs(exact) * CENTS >= LARGEST_CENTS:
        return Refusal("money_too_large", {"value": value})
    cents = exact * CENTS
    if cents != cents.to_integral_value():
        return Refusal("money_too_exact", {"value": value})
    return int(cents)


def _cents_of_text(text: str) -> int | Refusal | None:
    bare = _BLANKS.sub(" ", text).replace("−", "-")
    if bare in _NO_AMOUNT:
        return None
    if _THOUSANDS.search(bare):
        return Refusal("money_in_thousands", {"value": text})
    bare = _CURRENCY.sub("", bare).strip()
    sign, digits = (-1, bare[1:].strip()) if bare.startswith("-") else (1, bare)
    digits = _CURRENCY.sub("", digits)
    if not digits.isascii() and not digits.endswith(("–", "—")):
        return Refusal("not_money", {"value": text})
    if _ENGLISH.match(digits):
        return Refusal("money_english", {"value": text})
    exact = _decimal_of(digits)
    if exact is None:
        return Refusal("not_money", {"value": text})
    return _whole_cents(sign * exact, text)


def _decimal_of(digits: str) -> Decimal | None:
    """Return the number behind bare digits with German separators, or a point before one or two decimals."""
    if _POINTED.match(digits):
        return Decimal(digits)
    german = _GERMAN.match(digits)
    if not german:
        return None
    whole = digits.partition(",")[0].replace(".", "").replace(" ", "")
    cents = german["cents"] or ""
    return Decimal(f"{whole}.{cents}" if cents.isdigit() else whole)


def format_cents(cents: int) -> str:
    """Return an amount as German people write it, with the euro sign."""
    euros, rest = divmod(abs(cents), CENTS)
    grouped = f"{euros:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}{grouped},{rest:02d}\u00a0€"


def read_number(value: CellValue, *, decimals: int, largest: Decimal) -> Decimal | Refusal | None:
    """Return a plain number; refuses more decimals than given and anything above ``largest``."""
    if isinstance(value, bool | date | time | timedelta):
        return Refusal("not_a_number", {"value": shown(value)})
    if is_empty(value) or value is None:
        return None
    exact = _number_of(value)
    if exact is None or not exact.is_finite():
        return Refusal("not_a_number", {"value": shown(value)})
    if abs(exact) > largest:
        return Refusal("number_too_large", {"value": shown(value)})
    if exact != round(exact, decimals):
        return Refusal("number_too_exact", {"value": shown(value), "decimals": decimals})
    return exact.normalize() if exact else Decimal(0)


def _number_of(value: str | float) -> Decimal | None:
    if isinstance(value, float | int):
        return Decimal(value) if isinstance(value, int) else Decimal(format(value, _FLOAT_DIGITS))
    bare = _BLANKS.sub(" ", value).strip().replace("−", "-")
    sign, digits = (-1, bare[1:]) if bare.startswith("-") else (1, bare)
    if not digits.isascii():
        return None
    exact = _decimal_of(digits)
    return None if exact is None else sign * exact


def format_number(number: Decimal) -> str:
    """Return a number with a German decimal comma and points between thousands."""
    whole, _, rest = f"{number:,f}".partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def read_date(value: CellValue, *, last: bool = False) -> date | Refusal | None:
    """Return a day; a month, quarter or year alone means its first day, or its last with ``last``.

    Refuses two-digit years, days with slashes (``3/4/2027`` is read differently elsewhere), and
    bare numbers, which are days that lost their format.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value if FIRST_YEAR <= value.year <= LAST_YEAR else Refusal("year_out_of_range", {"value": shown(value)})
    if isinstance(value, bool | time | timedelta):
        return Refusal("not_a_date", {"value": shown(value)})
    if is_empty(value) or value is None:
        return None
    if isinstance(value, float | int):
        return _date_of_number(value, last=last)
    return _date_of_text(_BLANKS.sub(" ", value).strip(), last=last)


def _date_of_number(number: float, *, last: bool) -> date | Refusal:
    if number == int(number) if math.isfinite(number) else False:
        year = int(number)
        if FIRST_YEAR <= year <= LAST_YEAR:
            return date(year, _LAST_MONTH, 31) if last else date(year, 1, 1)
    return Refusal("date_is_number", {"value": shown(number)})


def _date_of_text(text: str, *, last: bool) -> date | Refusal:
    if "/" in text and text.count("/") > 1:
        return Refusal("date_with_slashes", {"value": text})
    day = _DAY.match(text)
    if day and len(day[3]) != len("2027"):
        return Refusal("date_short_year", {"value": text})
    parts = _parts_of_date(text)
    if parts is None:
        return Refusal("not_a_date", {"value": text})
    return _day_of(parts, text=text, last=last)


def _parts_of_date(text: str) -> tuple[int, int, int, int] | None:
    """Return year, first month, number of months and day (0 for all of them), or none."""
    if found := _DAY.match(text):
        return int(found[3]), int(found[2]), 1, int(found[1])
    if found := _ISO_DAY.match(text):
        return int(found[1]), int(found[2]), 1, int(found[3])
    if found := _MONTH.match(text):
        return int(found[2]), int(found[1]), 1, 0
    if found := _ISO_MONTH.match(text):
        return int(found[1]), int(found[2]), 1, 0
    if _YEAR.match(text):
        return int(text), 1, _LAST_MONTH, 0
    return _parts_of_words(text)


def _parts_of_words(text: str) -> tuple[int, int, int, int] | None:
    if found := _QUARTER.match(text):
        quarter = _ROMAN[found[3].upper()] if found[3] else int(found[1] or found[2])
        return int(found[4]), (quarter - 1) * _MONTHS_IN_QUARTER + 1, _MONTHS_IN_QUARTER, 0
    if found := _NAMED_DAY.match(text):
        word = fold(found[2])
        months = [number for number, name in enumerate(_MONTH_NAMES, 1) if len(word) >= _SHORTEST_MONTH and name.startswith(word)]
        if len(months) == 1:
            return int(found[3]), months[0], 1, int(found[1] or 0)
    return None


def _day_of(parts: tuple[int, int, int, int], *, text: str, last: bool) -> date | Refusal:
    year, month, months, day = parts
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Refusal("year_out_of_range", {"value": text})
    try:
        if day:
            return date(year, month, day)
        first = date(year, month, 1)
    except ValueError:
        return Refusal("no_such_day", {"value": text})
    if not last:
        return first
    after = month + months
    return date(year + (after > _LAST_MONTH), (after - 1) % _LAST_MONTH + 1, 1) - timedelta(days=1)


def format_date(day: date) -> str:
    """Return a day as German people write it."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def read_year(value: CellValue) -> int | Refusal | None:
    """Return a year with four digits."""
    if is_empty(value):
        return None
    text = shown(value).strip()
    if not _YEAR.match(text) or not text.isascii():
        return Refusal("not_a_year", {"value": text})
    return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else Refusal("year_out_of_range", {"value": text})


def read_yes_no(value: CellValue, *, choices: Choices | None = None) -> bool | Refusal | None:
    """Return yes or no for ja, nein, x and their kin, and for the column's own words for the codes yes and no."""
    if isinstance(value, bool):
        return value
    if is_empty(value):
        return None
    word = fold(shown(value))
    own = choices.by_word.get(word) if choices else None
    if own is not None:
        return own == "yes"
    if word in _YES:
        return True
    return False if word in _NO else Refusal("not_yes_or_no", {"value": shown(value)})


def read_choice(value: CellValue, choices: Choices) -> str | Refusal:
    """Return the code of a word out of a list; the empty text for an empty cell."""
    if is_empty(value):
        return ""
    code = choices.find(shown(value))
    return code if code is not None else Refusal("unknown_word", {"value": shown(value), "allowed": tuple(choices.labels.values())})


def read_choices(value: CellValue, choices: Choices) -> tuple[str, ...] | Refusal:
    """Return the codes of several words, parted by semicolons, upright strokes or lines; by commas where no label has one."""
    if is_empty(value):
        return ()
    codes: list[str] = []
    for item in _items(shown(value), ";|\n"):
        whole = choices.find(item)
        for word in (item,) if whole is not None else _items(item, ","):
            code = choices.find(word)
            if code is None:
                return Refusal("unknown_word", {"value": word, "allowed": tuple(choices.labels.values())})
            codes.append(code)
    return tuple(dict.fromkeys(codes))


def read_list(value: CellValue, *, separators: str = ";|\n") -> tuple[str, ...] | Refusal:
    """Return the entries of a cell, each once, in the order they stand in."""
    text = read_text(value)
    if isinstance(text, Refusal):
        return text
    return tuple(dict.fromkeys(_BLANKS.sub(" ", item) for item in _items(text, separators)))


def _items(text: str, separators: str) -> Iterable[str]:
    parted = text
    for separator in separators:
        parted = parted.replace(separator, "\x00")
    return tuple(item.strip() for item in parted.split("\x00") if item.strip())


def shown(value: CellValue) -> str:
    """Return a cell's content the way its reader saw it, for quoting in a sentence."""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, float | int):
        return _shown_number(value)
    if isinstance(value, datetime):
        return format_date(value.date())
    if isinstance(value, date):
        return format_date(value)
    return "" if value is None else str(value)


def _shown_number(number: float) -> str:
    exact = Decimal(format(number, _FLOAT_DIGITS)) if isinstance(number, float) else Decimal(number)
    return f"{exact:f}".replace(".", ",")
