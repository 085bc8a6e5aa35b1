"""Sheets and columns nobody recognises are offered with what stands in them and what they may become."""

from datetime import date

from tests.foundation.tables import books

from quartierwerk.concepts.imports import Lists
from quartierwerk.concepts.imports.assignments import OfferedColumn, offered_sheets
from quartierwerk.foundation.tables.mapping import SavedMapping

LISTS = Lists({"housing": "Wohnen"}, {"building": "Hochbau"}, {"federal": "Bund", "eu": "Europäische Union"})
HEADINGS = ["Nummer", "Titel", "Vorhaben", "Summe 2027", "Bemerkung", "Bemerkung"]
ROWS = [
    ["A1", "Park", "Grün", 1234.5, "", "x"],
    ["A2", "Haus", "Grün", "viel", "", "y"],
    ["A3", "Steg", date(2027, 3, 1), "z" * 90, "", ""],
]


def offered(book, *, sheets=(), in_sheet=()):
    saved = SavedMapping.of(sheets=dict(sheets), in_sheet=dict(in_sheet))
    return offered_sheets(books.excel(book), file_name="plan.xlsx", lists=LISTS, mapping=saved)


def test_only_columns_nobody_recognises_are_offered_with_samples():
    (sheet,) = offered({"Maßnahmen": [HEADINGS, *ROWS]})

    assert (sheet.role, sheet.role_by_itself) == ("Maßnahmen", "Maßnahmen")
    assert sheet.columns == (
        OfferedColumn("C", "Vorhaben", ("Grün", "01.03.2027"), ""),
        OfferedColumn("D", "Summe 2027", ("1234,5", "viel", "z" * 59 + "…"), ""),
        OfferedColumn("E", "Bemerkung", (), ""),
    )


def test_a_column_may_become_what_the_sheet_does_not_have_yet():
    (sheet,) = offered({"Maßnahmen": [HEADINGS, *ROWS]})

    plain, yearly, numbered = sheet.choices_for(sheet.columns[0], years=[2027, 2028])

    assert "Kurzbeschreibung" in plain
    assert not {"Nummer", "Titel"} & set(plain)
    assert yearly == ["Kosten 2027", "Bund 2027", "EU 2027", "Kosten 2028", "Bund 2028", "EU 2028"]
    assert numbered[:2] == ["Indikator", "Einheit"]


def test_a_heading_with_a_year_is_offered_that_year_only():
    (sheet,) = offered({"Maßnahmen": [HEADINGS, *ROWS]})

    assert sheet.choices_for(sheet.columns[1], years=[2030])[1] == ["Kosten 2027", "Bund 2027", "EU 2027"]


def test_what_was_decided_is_offered_again():
    decided = {"Maßnahmen": {"Vorhaben": "Kosten 1999", "Bemerkung": ""}}

    (sheet,) = offered({"Maßnahmen": [HEADINGS, *ROWS]}, in_sheet=decided)

    assert [column.ours for column in sheet.columns] == ["Kosten 1999", "", ""]
    assert sheet.choices_for(sheet.columns[0], years=[2027])[1][-1] == "Kosten 1999"


def test_a_sheet_of_unknown_purpose_offers_its_columns_once_it_has_one():
    rows = [["Maßnahmenplan"], ["Kennung", "Vorhaben"], ["A1", "Park"]]

    (unknown,) = offered({"Tabelle1": rows})
    (known,) = offered({"Tabelle1": rows}, sheets={"Tabelle1": "Maßnahmen"})

    assert (unknown.role, unknown.columns, unknown.missing([])) == ("", (), [])
    assert (known.role, known.role_by_itself) == ("Maßnahmen", "")
    assert [column.heading for column in known.columns] == ["Kennung", "Vorhaben"]
    assert known.missing([]) == ["Nummer"]
    assert known.missing(["Nummer"]) == []
    assert known.missing_for_new(["Nummer", "Titel"]) == ["Hauptfeld", "Ziel des Programms", "Investiv"]


def test_a_decision_on_one_sheet_leaves_the_other_alone():
    book = {
        "Ziele": [["Nummer", "Ziel", "Oberziel"], ["1", "Leben", ""]],
        "Maßnahmen": [["Nummer", "Titel", "Oberziel"], ["A1", "Park", "1"]],
    }

    goals, measures = offered(book, in_sheet={"Maßnahmen": {"Oberziel": ""}})

    assert goals.columns == ()
    assert "Oberziel" in goals.known
    assert [column.heading for column in measures.columns] == ["Oberziel"]


def test_the_sheet_of_allowed_words_and_an_empty_sheet_are_not_offered():
    assert offered({"Erlaubte Wörter": [["Stand"], ["Idee"]], "Leer": []}) == ()
