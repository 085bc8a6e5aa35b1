"""Where a cell stands, what may stand in it, and what can be wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

type CellValue = str | int | float | bool | date | datetime | time | timedelta | None

_LETTERS = 26
NO_FACTS: Mapping[str, object] = MappingProxyType({})


def column_letter(column: int) -> str:
    """Return a spreadsheet's name for a column that is counted from 1.

    Raises:
        ValueError: the column is not counted from 1.
    """
    if column < 1:
        message = f"columns are counted from 1, not {column}"
        raise ValueError(message)
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number, counted from 1, of a column named by capital letters."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell's content cannot be taken: a stable code and the facts a sentence needs."""

    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A refusal with its place; row 0 means the whole sheet, no column letter the whole row."""

    sheet: str
    row: int
    column_letter: str
    header: str
    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: NO_FACTS)


def is_empty(value: CellValue) -> bool:
    """Tell whether a cell holds nothing but blanks."""
    return value is None or (isinstance(value, str) and not value.strip())
