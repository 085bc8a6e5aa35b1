"""Read a sheet's rows under its headings as exact values, with every cell that cannot be taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from quartierwerk.foundation.tables.core import values
from quartierwerk.foundation.tables.core.cells import CellProblem, CellValue, Refusal, column_letter, is_empty
from quartierwerk.foundation.tables.mapping import Column, FoundColumn, HeaderMatch, Kind
from quartierwerk.foundation.tables.reading import Sheet

NUMBER_DECIMALS = 3
LARGEST_NUMBER = Decimal(10**11) - 1
_NO_CHOICES = values.Choices.of({})

type Reader = Callable[[CellValue], object]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row's readable values by key; a cell that could not be read is missing there and named in ``problems``."""

    sheet: str
    row: int
    values: Mapping[str, object]
    problems: tuple[CellProblem, ...] = ()


def read_rows(sheet: Sheet, match: HeaderMatch) -> Iterator[TableRow]:
    """Return the rows below the headings; empty rows and repeated headings are passed over."""
    columns = [(found.place - 1, found, _reader(found.column), _empty(found.column)) for found in match.found]
    headings = _raw(sheet.rows[match.header_row - sheet.first_row], columns)
    for number, cells in enumerate(sheet.rows[match.header_row - sheet.first_row + 1 :], match.header_row + 1):
        raw = _raw(cells, columns)
        if raw == headings or not any(cell is not None and cell != "" for cell in raw):
            continue
        row = _read_row(sheet, number, columns, raw)
        if row is not None:
            yield row


def _raw(cells: Sequence[CellValue], columns: Sequence[tuple[int, FoundColumn, Reader, object]]) -> list[CellValue]:
    width = len(cells)
    return [cells[place] if place < width else None for place, *_rest in columns]


def _read_row(
    sheet: Sheet, number: int, columns: Sequence[tuple[int, FoundColumn, Reader, object]], raw: Sequence[CellValue]
) -> TableRow | None:
    found: dict[str, object] = {}
    problems: list[CellProblem] = []
    troubles = sheet.troubles
    for cell, (place, column, read, empty) in zip(raw, columns, strict=True):
        if troubles and (number, place + 1) in troubles:
            problems.append(_problem(sheet, number, column, troubles[number, place + 1]))
            continue
        value = empty if cell is None or cell == "" else read(cell)
        if isinstance(value, Refusal):
            problems.append(_problem(sheet, number, column, value))
        else:
            found[column.key] = value
    if not problems and all(is_empty(cell) for cell in raw):
        return None
    return TableRow(sheet.name, number, found, tuple(problems))


def _problem(sheet: Sheet, row: int, column: FoundColumn, refusal: Refusal) -> CellProblem:
    return CellProblem(sheet.name, row, column_letter(column.place), column.heading, refusal.code, refusal.facts)


def _empty(column: Column) -> object:
    if column.kind in {Kind.CHOICES, Kind.LIST, Kind.CODES}:
        return ()
    return "" if column.kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE} else None


def _reader(column: Column) -> Reader:
    choices = column.choices or _NO_CHOICES
    readers: dict[Kind, Reader] = {
        Kind.TEXT: partial(values.read_text, single_line=True),
        Kind.LONG_TEXT: values.read_text,
        Kind.MONEY: values.read_cents,
        Kind.FIRST_DAY: values.read_date,
        Kind.LAST_DAY: partial(values.read_date, last=True),
        Kind.YEAR: values.read_year,
        Kind.NUMBER: partial(values.read_number, decimals=NUMBER_DECIMALS, largest=LARGEST_NUMBER),
        Kind.YES_NO: partial(values.read_yes_no, choices=choices),
        Kind.CHOICE: partial(values.read_choice, choices=choices),
        Kind.CHOICES: partial(values.read_choices, choices=choices),
        Kind.LIST: values.read_list,
        Kind.CODES: partial(values.read_list, separators=";,|\n"),
    }
    return readers[column.kind]
