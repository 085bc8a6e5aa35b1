"""Sheets and columns whose names nobody recognises, offered to be assigned: what stands in them, what they may become."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quartierwerk.concepts.core.import_measures import REQUIRED
from quartierwerk.concepts.imports.columns import MEASURES_SHEET, WORDS_SHEET, Lists
from quartierwerk.concepts.imports.plans import columns_by_role, role_of
from quartierwerk.foundation.tables.core.cells import CellValue, column_letter, is_empty
from quartierwerk.foundation.tables.core.values import shown
from quartierwerk.foundation.tables.mapping import (
    NO_MAPPING,
    Column,
    HeaderMatch,
    Per,
    SavedMapping,
    heading_of,
    likeliest_row,
    match_row,
)
from quartierwerk.foundation.tables.reading import Sheet, read

SAMPLES = 3
LONGEST_SAMPLE = 60
MOST_NUMBERED = 3
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class OfferedColumn:
    """A column the headings do not explain; ``ours`` is what was decided before, empty where it is left out."""

    letter: str
    heading: str
    samples: tuple[str, ...]
    ours: str


@dataclass(frozen=True, slots=True)
class OfferedSheet:
    """A sheet of the file with what it is read as (``role``, empty: not read) and its unexplained columns."""

    name: str
    role: str
    role_by_itself: str
    declared: tuple[Column, ...]
    known: frozenset[str]
    columns: tuple[OfferedColumn, ...]

    def missing(self, assigned: Collection[str]) -> list[str]:
        """Return our headings without which no row can be read, if these are assigned."""
        return self._missing((column for column in self.declared if column.required), assigned)

    def missing_for_new(self, assigned: Collection[str]) -> list[str]:
        """Return our headings without which a new measure cannot be taken, if these are assigned."""
        needed = REQUIRED if self.role == MEASURES_SHEET else ()
        return self._missing((column for column in self.declared if column.key in needed), assigned)

    def _missing(self, columns: Iterable[Column], assigned: Collection[str]) -> list[str]:
        return [column.header for column in columns if column.header not in {*self.known, *assigned}]

    def choices_for(self, column: OfferedColumn, *, years: Sequence[int]) -> tuple[list[str], list[str], list[str]]:
        """Return our headings the column may become, plain ones, of a year, and numbered; none that the sheet has already.

        A heading with a year in it is offered that year only.
        """
        wanted = sorted({int(year) for year in _YEAR.findall(column.heading)}) or list(years)
        plain = [declared.header for declared in self.declared if declared.per is None]
        yearly = [declared.header_for(year) for year in wanted for declared in self.declared if declared.per is Per.YEAR]
        numbers = range(1, MOST_NUMBERED + 1)
        numbered = [declared.header_for(number) for number in numbers for declared in self.declared if declared.per is Per.NUMBER]
        if column.ours not in {"", *plain, *yearly, *numbered}:
            yearly.append(column.ours)
        return tuple([header for header in headers if header not in self.known] for headers in (plain, yearly, numbered))  # type: ignore[return-value]  # three lists in, three lists out


def offered_sheets(content: bytes, *, file_name: str, lists: Lists, mapping: SavedMapping = NO_MAPPING) -> tuple[OfferedSheet, ...]:
    """Return every visible sheet with headings; one whose purpose nobody knows offers no columns yet.

    Raises:
        UnreadableFileError: the file cannot be read as a spreadsheet at all.
    """
    roles = columns_by_role(lists)
    alone = SavedMapping(mapping.columns, {}, mapping.in_sheet)
    offered = []
    for sheet in read(content, file_name=file_name).sheets:
        if sheet.name == WORDS_SHEET or not likeliest_row(sheet):
            continue
        role, match = role_of(sheet, roles, mapping)
        by_itself, _match = role_of(sheet, roles, alone)
        declared = roles.get(role, ())
        heard = _heard(sheet, match, declared, mapping.for_sheet(role)) if match else HeaderMatch(0)
        decided = {column.heading: column.ours for column in heard.decided}
        known = frozenset(found.column.header_for(found.number) for found in heard.found if found.heading not in decided)
        columns = _columns(sheet, heard, decided)
        offered.append(OfferedSheet(sheet.name, role, by_itself, declared, known, columns))
    return tuple(offered)


def _heard(sheet: Sheet, match: HeaderMatch, declared: Sequence[Column], saved: SavedMapping) -> HeaderMatch:
    """Return the headings as they were found, or those of the row that looks most like headings."""
    return match if match.header_row else match_row(sheet, likeliest_row(sheet), declared, saved=saved)


def _columns(sheet: Sheet, heard: HeaderMatch, decided: dict[str, str]) -> tuple[OfferedColumn, ...]:
    if not heard.header_row:
        return ()
    explained = {found.heading for found in heard.found if found.heading not in decided}
    headings = [heading_of(cell) for cell in sheet.rows[heard.header_row - sheet.first_row]]
    return tuple(
        OfferedColumn(column_letter(place), heading, _samples(sheet, heard.header_row, place), decided.get(heading, ""))
        for place, heading in enumerate(headings, 1)
        if heading and heading not in explained and heading not in headings[: place - 1]
    )


def _samples(sheet: Sheet, header_row: int, place: int) -> tuple[str, ...]:
    """Return the first different values below a heading, as people see them."""
    found: dict[str, None] = {}
    for row in sheet.rows[header_row - sheet.first_row + 1 :]:
        value: CellValue = row[place - 1] if place <= len(row) else None
        if not is_empty(value):
            found[_short(shown(value))] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_SAMPLE else f"{plain[: LONGEST_SAMPLE - 1]}…"
