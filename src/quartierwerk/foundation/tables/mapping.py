"""Find the declared columns in a sheet, by their headings or by a mapping somebody saved.

A *column* is declared once with its German heading and further words for it. A column that is there
once a year or several times is declared with ``per``; its headings then end in a year ("Kosten 2026")
or a running number ("Indikator 2"). Headings may stand in any of the first rows.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from quartierwerk.foundation.tables.core.cells import CellProblem, CellValue, column_letter
from quartierwerk.foundation.tables.core.values import Choices, fold
from quartierwerk.foundation.tables.errors import MappingError
from quartierwerk.foundation.tables.reading import Sheet

HEADER_ROWS = 20
_FEWEST_HEADINGS = 2
_LONGEST_HEADING = 120
_PER_YEAR = re.compile(r"^(?P<word>.+?)(?:im?n?)?(?:jahr)?(?P<number>(?:19|20|21)\d\d)(?:in)?(?:euro|eur)?$", re.ASCII)
_PER_NUMBER = re.compile(r"^(?P<word>.+?)(?:nr)?(?P<number>\d)?$", re.ASCII)


class Kind(StrEnum):
    """How a column's cells are read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    MONEY = "money"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    YEAR = "year"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    LIST = "list"
    CODES = "codes"


class Per(StrEnum):
    """What a repeated column's headings end in."""

    YEAR = "year"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column; ``required`` means that a sheet without it cannot be read."""

    key: str
    header: str
    kind: Kind = Kind.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = False
    per: Per | None = None
    choices: Choices | None = None

    def key_for(self, number: int) -> str:
        """Return the key under which a row holds this column's value."""
        return f"{self.key}:{number}" if self.per else self.key

    def header_for(self, number: int) -> str:
        """Return the German heading of this column for a year or running number."""
        if self.per is None or (self.per is Per.NUMBER and number == 1):
            return self.header
        return f"{self.header} {number}"


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A declared column at its place (counted from 1), with the heading that stands in the file."""

    place: int
    column: Column
    heading: str
    number: int = 0

    @property
    def key(self) -> str:
        """Return the key under which a row holds this column's value."""
        return self.column.key_for(self.number)

    @property
    def letter(self) -> str:
        """Return the column's letter."""
        return column_letter(self.place)


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A heading nobody declared."""

    sheet: str
    column_letter: str
    heading: str


@dataclass(frozen=True, slots=True)
class DecidedColumn:
    """A heading the mapping gave to one of our columns, or left out (``ours`` is empty)."""

    sheet: str
    heading: str
    ours: str


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """What somebody decided: headings in their file to our headings ("" leaves one out), sheets likewise.

    ``in_sheet`` holds, by our sheet, decisions that count there only: "Nummer" may be ours in one and not in the other.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    in_sheet: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, *, sheets: Mapping[str, str], in_sheet: Mapping[str, Mapping[str, str]]) -> "SavedMapping":
        """Return the mapping for headings as they stand in the file."""
        return cls(sheets=_folded(sheets), in_sheet={ours: _folded(words) for ours, words in in_sheet.items()})

    def for_sheet(self, ours: str) -> "SavedMapping":
        """Return the decisions on columns that count in one of our sheets."""
        return SavedMapping({**self.columns, **self.in_sheet.get(ours, {})}, self.sheets)

    def column_for(self, heading: str) -> str | None:
        """Return our heading for theirs; none where nothing was decided."""
        return self.columns.get(fold(heading))

    def sheet_for(self, name: str) -> str | None:
        """Return our sheet for theirs; none where nothing was decided."""
        return self.sheets.get(fold(name))


NO_MAPPING = SavedMapping()


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """Where the headings stand (0: nowhere) and which columns they name; ``decided`` are those the mapping spoke about."""

    header_row: int
    found: tuple[FoundColumn, ...] = ()
    unknown: tuple[UnknownColumn, ...] = ()
    decided: tuple[DecidedColumn, ...] = ()
    problems: tuple[CellProblem, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of the columns that are there."""
        return frozenset(found.key for found in self.found)


def parse_mapping(content: bytes) -> SavedMapping:
    """Return a mapping saved as TOML or JSON, with the tables ``columns``, ``sheets`` and, by sheet, ``in_sheet``.

    Raises:
        MappingError: neither TOML nor JSON, or not texts to texts.
    """
    try:
        text = content.decode("utf-8-sig")
        saved = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as problem:
        raise MappingError("mapping_unreadable") from problem
    if not isinstance(saved, dict):
        raise MappingError("mapping_unreadable")
    by_sheet = saved.get("in_sheet", {})
    if not isinstance(by_sheet, dict):
        raise MappingError("mapping_unreadable")
    in_sheet = {ours: _words(table) for ours, table in by_sheet.items()}
    return SavedMapping(_words(saved.get("columns", {})), _words(saved.get("sheets", {})), in_sheet)


def _words(table: object) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(word, str) for pair in table.items() for word in pair):
        raise MappingError("mapping_unreadable")
    return _folded(table)


def _folded(words: Mapping[str, str]) -> dict[str, str]:
    return {fold(theirs): ours for theirs, ours in words.items()}


class _Vocabulary:
    """Every word for every declared column."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.single: dict[str, Column] = {}
        self.yearly: dict[str, Column] = {}
        self.numbered: dict[str, Column] = {}
        for column in columns:
            words = {None: self.single, Per.YEAR: self.yearly, Per.NUMBER: self.numbered}[column.per]
            for word in (*column.aliases, column.header):
                words[fold(word)] = column

    def find(self, heading: str) -> tuple[Column, int] | None:
        """Return the column a heading names, with its year or running number."""
        word = fold(heading)
        if not word or len(word) > _LONGEST_HEADING:
            return None
        if word in self.single:
            return self.single[word], 0
        return _find_repeated(word, _PER_YEAR, self.yearly) or _find_repeated(word, _PER_NUMBER, self.numbered)


def _find_repeated(word: str, pattern: re.Pattern[str], columns: Mapping[str, Column]) -> tuple[Column, int] | None:
    found = pattern.match(word)
    if not found or found["word"] not in columns:
        return None
    number = int(found["number"] or 1)
    return (columns[found["word"]], number) if number else None


def match_headers(sheet: Sheet, columns: Sequence[Column], *, saved: SavedMapping = NO_MAPPING) -> HeaderMatch:
    """Return the best row of headings among the first ones, with all that is wrong with it as problems."""
    vocabulary = _Vocabulary(columns)
    best = HeaderMatch(0)
    for index, row in enumerate(sheet.rows[:HEADER_ROWS]):
        match = _match_row(sheet, sheet.first_row + index, row, vocabulary, saved=saved)
        if len(match.found) > len(best.found):
            best = match
    if len(best.found) < min(_FEWEST_HEADINGS, len(columns)):
        wanted = tuple(column.header for column in columns if column.required)
        return HeaderMatch(0, problems=(CellProblem(sheet.name, 0, "", "", "no_headings", {"wanted": wanted}),))
    keys = {found.column.key for found in best.found}
    missing = tuple(
        CellProblem(sheet.name, best.header_row, "", column.header, "missing_column", {"header": column.header})
        for column in columns
        if column.required and column.key not in keys
    )
    return replace(best, problems=best.problems + missing)


def match_row(sheet: Sheet, number: int, columns: Sequence[Column], *, saved: SavedMapping = NO_MAPPING) -> HeaderMatch:
    """Return what one row names if it is taken for the headings, however little that is."""
    return _match_row(sheet, number, sheet.rows[number - sheet.first_row], _Vocabulary(columns), saved=saved)


def likeliest_row(sheet: Sheet) -> int:
    """Return the number of the first row with the most headings; 0 for an empty sheet."""
    filled = [sum(bool(heading_of(cell)) for cell in row) for row in sheet.rows[:HEADER_ROWS]]
    return sheet.first_row + filled.index(max(filled)) if any(filled) else 0


def _match_row(sheet: Sheet, number: int, row: Sequence[CellValue], vocabulary: _Vocabulary, *, saved: SavedMapping) -> HeaderMatch:
    found: dict[str, FoundColumn] = {}
    unknown: list[UnknownColumn] = []
    decided: list[DecidedColumn] = []
    problems: list[CellProblem] = []
    for place, cell in enumerate(row, 1):
        heading = heading_of(cell)
        ours = saved.column_for(heading) if heading else ""
        if heading and ours is not None:
            decided.append(DecidedColumn(sheet.name, heading, ours))
        if not heading or ours == "":
            continue
        named = vocabulary.find(ours or heading)
        if named is None:
            unknown.append(UnknownColumn(sheet.name, column_letter(place), heading))
            if ours:
                problems.append(CellProblem(sheet.name, number, column_letter(place), heading, "mapped_to_nothing", {"ours": ours}))
            continue
        here = FoundColumn(place, named[0], heading, named[1])
        there = found.setdefault(here.key, here)
        if there is not here:
            problems.append(CellProblem(sheet.name, number, here.letter, heading, "column_twice", {"other": there.letter}))
    return HeaderMatch(number, tuple(found.values()), tuple(unknown), tuple(decided), tuple(problems))


def heading_of(cell: CellValue) -> str:
    """Return the text by which a heading is known, empty where the cell holds none."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(cell.split())[:_LONGEST_HEADING] if isinstance(cell, str) else ""
