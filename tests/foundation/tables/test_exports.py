import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from quartierwerk.foundation.tables.exports import Export, ExportColumn, ExportFormat, ExportKind, as_response, csv_chunks, write_xlsx
from quartierwerk.foundation.tables.reading import read

COLUMNS = (
    ExportColumn("code", "Nummer"), ExportColumn("cents", "Kosten", ExportKind.CENTS), ExportColumn("number", "Fläche", ExportKind.NUMBER), ExportColumn("year", "Jahr", ExportKind.YEAR),
    ExportColumn("share", "Anteil", ExportKind.SHARE), ExportColumn("day", "Beginn", ExportKind.DAY), ExportColumn("at", "Zeit", ExportKind.MOMENT), ExportColumn("yes", "investiv", ExportKind.YES_NO),
)  # fmt: skip
ROW = {
    "code": "A1",
    "cents": 123456,
    "number": Decimal("2.5"),
    "year": 2027,
    "share": 0.5,
    "day": date(2027, 3, 3),
    "at": datetime(2027, 3, 3, 11, 30, tzinfo=UTC),
    "yes": True,
}


def export_of(*rows, title="Maßnahmen: Übersicht"):
    return Export(title, COLUMNS, rows, made_on=date(2026, 11, 22), filter_sentence="Feld: Wohnen")


def sheet_of(*rows):
    with write_xlsx(export_of(*rows)) as content:
        return openpyxl.load_workbook(io.BytesIO(content.read())).active


def lines_of(*rows):
    return b"".join(csv_chunks(export_of(*rows))).decode("utf-8-sig").split("\r\n")


def test_a_workbook_says_what_it_is_and_keeps_its_headings_in_view():
    sheet = sheet_of(ROW)

    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4, 5, 6)] == [
        "Maßnahmen: Übersicht",
        "Feld: Wohnen",
        "Stand 22.11.2026",
        None,
        "Nummer",
        "A1",
    ]
    assert sheet.freeze_panes == "A6"


def test_a_workbook_holds_numbers_and_days_as_such():
    sheet = sheet_of(ROW)

    assert [cell.value for cell in sheet[6]] == ["A1", 1234.56, 2.5, 2027, 0.5, datetime(2027, 3, 3), datetime(2027, 3, 3, 12, 30), "ja"]  # noqa: DTZ001 -- spreadsheets know no time zone
    assert sheet.column_dimensions["B"].number_format == '#,##0.00\u00a0"€"'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "http://beispiel.invalid", "{=1}"])
def test_text_never_becomes_a_formula_in_a_workbook(text):
    sheet = sheet_of({"code": text})

    assert sheet["A6"].data_type == "s"
    assert sheet["A6"].value == text


def test_very_long_and_broken_text_still_makes_a_workbook():
    sheet = sheet_of({"code": "x" * 40_000}, {"code": "a\ud800\x01"})

    assert len(sheet["A6"].value) == 32_767


def test_delimited_text_is_german():
    assert lines_of(ROW, {"code": "A2"}) == [
        "Nummer;Kosten;Fläche;Jahr;Anteil;Beginn;Zeit;investiv", "A1;1.234,56;2,5;2027;0,5;03.03.2027;03.03.2027 12:30;ja", "A2;;;;;;;", "",
    ]  # fmt: skip


def test_delimited_text_begins_with_the_mark_that_german_excel_needs():
    assert next(csv_chunks(export_of())) == b"\xef\xbb\xbf"


def test_text_never_becomes_a_formula_in_delimited_text_but_amounts_stay_amounts():
    assert lines_of({"code": "=1+1", "cents": -150})[1] == "'=1+1;-1,50;;;;;;"


@pytest.mark.parametrize("file_format", ExportFormat)
def test_a_list_comes_back_as_it_left(file_format):
    content = as_response(export_of(ROW, {"code": "=A"}), file_format=file_format).getvalue()

    rows = read(content, file_name="x").sheets[0].rows

    assert [row[0] for row in rows[-2:]] == ["A1", "=A"]


@pytest.mark.parametrize(
    ("file_format", "media_type"),
    [
        (ExportFormat.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (ExportFormat.CSV, "text/csv; charset=utf-8"),
    ],
)
def test_a_download_names_its_file_and_type(file_format, media_type):
    response = as_response(export_of(ROW), file_format=file_format)

    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"] == f'attachment; filename="massnahmen-uebersicht-2026-11-22.{file_format}"'
    assert io.BytesIO(response.getvalue()).read(1)
