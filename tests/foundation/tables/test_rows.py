from datetime import date
from decimal import Decimal

from quartierwerk.foundation.tables.core.cells import CellProblem, Refusal
from quartierwerk.foundation.tables.core.values import Choices
from quartierwerk.foundation.tables.mapping import Column, Kind, match_headers
from quartierwerk.foundation.tables.reading import Sheet
from quartierwerk.foundation.tables.rows import read_rows

COLUMNS = (
    Column("code", "Nummer"), Column("text", "Text", Kind.LONG_TEXT), Column("cents", "Betrag", Kind.MONEY), Column("first", "Beginn", Kind.FIRST_DAY),
    Column("last", "Ende", Kind.LAST_DAY), Column("year", "Jahr", Kind.YEAR), Column("number", "Zahl", Kind.NUMBER), Column("yes", "Ja", Kind.YES_NO),
    Column("choice", "Wahl", Kind.CHOICE, choices=Choices.of({"a": "Alpha"})), Column("choices", "Wahlen", Kind.CHOICES, choices=Choices.of({"a": "Alpha"})),
    Column("list", "Liste", Kind.LIST), Column("codes", "Ziele", Kind.CODES),
)  # fmt: skip
HEADINGS = tuple(column.header for column in COLUMNS)


def rows_of(*rows, troubles=None):
    sheet = Sheet("S", (HEADINGS, *rows), troubles=troubles or {})
    return list(read_rows(sheet, match_headers(sheet, COLUMNS)))


def test_every_kind_of_column_is_read_as_its_value():
    (row,) = rows_of((1.0, "a", "1,50", "03/2027", "03/2027", 2030.0, "2,5", "ja", "Alpha", "alpha", "x; y", "1, 2"))

    assert row.values == {
        "code": "1", "text": "a", "cents": 150, "first": date(2027, 3, 1), "last": date(2027, 3, 31), "year": 2030, "number": Decimal("2.5"),
        "yes": True, "choice": "a", "choices": ("a",), "list": ("x", "y"), "codes": ("1", "2"),
    }  # fmt: skip


def test_empty_and_missing_cells_are_empty_values():
    (row,) = rows_of(("A1",))

    assert row.values == {"code": "A1", "text": "", "cents": None, "first": None, "last": None, "year": None, "number": None, "yes": None, "choice": "", "choices": (), "list": (), "codes": ()}  # fmt: skip


def test_empty_rows_and_repeated_headings_are_passed_over_and_rows_keep_their_number():
    assert [row.row for row in rows_of(("A1",), (), ("", " "), HEADINGS, ("A2",))] == [2, 6]


def test_all_cells_that_cannot_be_read_are_named():
    (row,) = rows_of(("A1", "", "12,3,4", "bald"), troubles={(2, 2): Refusal("formula_without_result")})

    assert row.problems == (
        CellProblem("S", 2, "B", "Text", "formula_without_result"),
        CellProblem("S", 2, "C", "Betrag", "not_money", {"value": "12,3,4"}),
        CellProblem("S", 2, "D", "Beginn", "not_a_date", {"value": "bald"}),
    )
    assert "cents" not in row.values
