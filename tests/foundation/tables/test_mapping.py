import pytest

from quartierwerk.foundation.tables.core.cells import CellProblem
from quartierwerk.foundation.tables.errors import MappingError
from quartierwerk.foundation.tables.mapping import (
    Column,
    DecidedColumn,
    Kind,
    Per,
    SavedMapping,
    UnknownColumn,
    likeliest_row,
    match_headers,
    match_row,
    parse_mapping,
)
from quartierwerk.foundation.tables.reading import Sheet

COLUMNS = (
    Column("code", "Nummer", required=True, aliases=("Nr.",)),
    Column("title", "Titel", aliases=("Maßnahme",)),
    Column("main_field", "Hauptfeld", required=True),
    Column("cost", "Kosten", Kind.MONEY, per=Per.YEAR),
    Column("indicator", "Indikator", per=Per.NUMBER),
)


def keys_of(*rows, saved=None):
    match = match_headers(Sheet("S", tuple(rows)), COLUMNS, **({"saved": saved} if saved else {}))
    return {found.key: found.letter for found in match.found}


def test_headings_are_found_whatever_their_case_blanks_lines_and_umlauts():
    assert keys_of((" NUMMER", "Mass-\nnahme", "haupt feld")) == {"code": "A", "title": "B", "main_field": "C"}


def test_headings_may_stand_below_other_rows():
    match = match_headers(Sheet("S", (("Maßnahmenliste 2027",), (), ("Nr.", "Titel", "Hauptfeld"), ("A1", "Park", "Wohnen"))), COLUMNS)

    assert match.header_row == 3


@pytest.mark.parametrize(
    "heading", ["Kosten 2027", "Kosten in 2027", "KOSTEN\n2027 (€)", "Kosten im Jahr 2027", "Kosten 2027 in Euro", "Kosten 2027 [EUR]"]
)
def test_a_heading_that_ends_in_a_year_names_the_column_of_that_year(heading):
    assert keys_of(("Nummer", heading))["cost:2027"] == "B"


@pytest.mark.parametrize("heading", ["Kosten", "Kosten 27", "Kosten 2027 (T€)", "Kosten 2027 und 2028", "Gesamtkosten 2027"])
def test_a_heading_that_could_mean_something_else_stays_unknown(heading):
    match = match_headers(Sheet("S", (("Nummer", "Titel", heading),)), COLUMNS)

    assert match.unknown == (UnknownColumn("S", "C", heading),)


def test_a_running_number_tells_repeated_columns_apart():
    assert keys_of(("Nummer", "Indikator", "Indikator 2", "Indikator Nr. 3")) == {
        "code": "A",
        "indicator:1": "B",
        "indicator:2": "C",
        "indicator:3": "D",
    }


def test_a_required_column_that_is_missing_is_a_problem():
    match = match_headers(Sheet("S", (("Nummer", "Titel"),)), COLUMNS)

    assert match.problems == (CellProblem("S", 1, "", "Hauptfeld", "missing_column", {"header": "Hauptfeld"}),)


def test_a_sheet_without_headings_is_a_problem():
    match = match_headers(Sheet("S", (("irgend", "etwas"),) * 30), COLUMNS)

    assert (match.header_row, [problem.code for problem in match.problems]) == (0, ["no_headings"])


def test_a_column_that_is_there_twice_is_a_problem_and_the_first_counts():
    match = match_headers(Sheet("S", (("Nummer", "Hauptfeld", "Nr."),)), COLUMNS)

    assert match.problems == (CellProblem("S", 1, "C", "Nr.", "column_twice", {"other": "A"}),)
    assert {found.key: found.letter for found in match.found} == {"code": "A", "main_field": "B"}


@pytest.mark.parametrize(
    "content",
    [
        b'[columns]\n"Projektname" = "Titel"\n"ID" = "Nummer"\n"Bereich" = ""',
        b'{"columns": {"Projektname": "Titel", "ID": "Nummer", "Bereich": ""}}',
    ],
)
def test_a_saved_mapping_names_columns_and_leaves_some_out(content):
    saved = parse_mapping(content)

    match = match_headers(Sheet("S", (("ID", "projektname", "Bereich", "Hauptfeld"),)), COLUMNS, saved=saved)

    assert {found.key: found.letter for found in match.found} == {"code": "A", "title": "B", "main_field": "D"}
    assert match.unknown == ()


def test_a_mapping_to_a_column_nobody_declared_is_a_problem():
    saved = parse_mapping(b'[columns]\n"ID" = "Kennung"')

    match = match_headers(Sheet("S", (("ID", "Nummer", "Hauptfeld"),)), COLUMNS, saved=saved)

    assert match.problems == (CellProblem("S", 1, "A", "ID", "mapped_to_nothing", {"ours": "Kennung"}),)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[columns", b'{"columns": 3}', b"3", b'{"columns": {"a": 1}}', b"{" * 100_000])
def test_a_mapping_that_is_not_texts_to_texts_is_refused(content):
    with pytest.raises(MappingError):
        parse_mapping(content)


def test_a_mapping_may_count_in_one_of_our_sheets_only():
    saved = parse_mapping('[columns]\n"Bemerkung" = ""\n[in_sheet."Maßnahmen"]\n"Ober ziel" = "Titel"'.encode())

    here, there = saved.for_sheet("Maßnahmen"), saved.for_sheet("Ziele")

    assert (here.column_for("Oberziel"), here.column_for("Bemerkung")) == ("Titel", "")
    assert (there.column_for("Oberziel"), there.column_for("Bemerkung")) == (None, "")
    assert SavedMapping.of(sheets={}, in_sheet={"Maßnahmen": {"Ober ziel": "Titel"}}).in_sheet == saved.in_sheet


def test_what_a_mapping_decided_is_told():
    saved = SavedMapping.of(sheets={}, in_sheet={"S": {"Vorhaben": "Titel", "Bemerkung": ""}}).for_sheet("S")

    match = match_headers(Sheet("S", (("Nummer", "Vorhaben", "Bemerkung", "Fremd"),)), COLUMNS, saved=saved)

    assert match.decided == (DecidedColumn("S", "Vorhaben", "Titel"), DecidedColumn("S", "Bemerkung", ""))
    assert [unknown.heading for unknown in match.unknown] == ["Fremd"]


def test_the_likeliest_row_of_headings_is_the_first_with_most_texts():
    rows = (("Liste 2027", None, None), (), ("a", "b", "c"), ("d", "e", "f"))

    assert likeliest_row(Sheet("S", rows, first_row=4)) == 6
    assert likeliest_row(Sheet("S", ((None, ""), ()))) == 0


def test_a_row_taken_for_headings_tells_the_little_it_names():
    match = match_row(Sheet("S", (("Nummer", "Fremd"),)), 1, COLUMNS)

    assert [found.key for found in match.found] == ["code"]
    assert [unknown.heading for unknown in match.unknown] == ["Fremd"]
