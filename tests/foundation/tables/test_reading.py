import contextlib
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quartierwerk.foundation.tables.core.cells import Refusal
from quartierwerk.foundation.tables.errors import UnreadableFileError
from quartierwerk.foundation.tables.limits import Limits
from quartierwerk.foundation.tables.reading import read
from tests.foundation.tables import books

SHARED = Path(__file__).parents[3] / "../shared/data"
MEGABYTE = 1024 * 1024


def refusal_of(content, *, name="datei.xlsx", limits=None):
    with pytest.raises(UnreadableFileError) as caught:
        read(content, file_name=name, limits=limits or Limits())
    return caught.value.code


def sheet_of(content, name="datei.xlsx"):
    return read(content, file_name=name).sheets[0]


def test_a_workbook_is_read_with_its_values_in_their_places():
    content = books.excel({"Maßnahmen": [["Nummer", "Titel"], ["A1", "Park"], [None, 12.5], [date(2027, 3, 3), True]]})

    sheet = sheet_of(content)

    assert sheet.name == "Maßnahmen"
    assert sheet.rows == (("Nummer", "Titel"), ("A1", "Park"), ("", 12.5), (date(2027, 3, 3), True))
    assert sheet.troubles == {}


def test_values_keep_their_place_when_the_sheet_begins_further_down():
    content = books.excel({"S": []}, prepare=lambda book: book.worksheets()[0].write("C3", "hier"))

    assert sheet_of(content).rows == (("", "", ""), ("", "", ""), ("", "", "hier"))


def test_a_formula_gives_its_stored_result():
    content = books.excel({"S": []}, prepare=lambda book: book.worksheets()[0].write_formula("A1", "=1+1", None, 2))

    sheet = sheet_of(content)

    assert sheet.rows == ((2.0,),)
    assert sheet.troubles == {}


def test_a_formula_with_an_empty_text_as_result_is_an_empty_cell():
    def prepare(book):
        book.worksheets()[0].write_row("A1", ["a", ""])
        book.worksheets()[0].write_formula("B1", '=""', None, "")

    content = books.with_part(
        books.excel({"S": []}, prepare=prepare), books.SHEET_PATH, lambda xml: xml.replace(b'<c r="B1">', b'<c r="B1" t="str">')
    )

    assert sheet_of(content).troubles == {}


def test_a_formula_without_result_is_a_trouble_of_its_cell():
    def change(book):
        book.active["B2"] = "=SUM(1,2)"
        book.active["C2"] = 5

    assert sheet_of(books.by_openpyxl(change)).troubles == {(2, 2): Refusal("formula_without_result")}


def test_an_error_in_a_cell_is_a_trouble_that_names_it():
    content = books.excel({"S": [["a"]]}, prepare=lambda book: book.worksheets()[0].write_formula("B1", "=A9", None, "#REF!"))

    assert sheet_of(content).troubles == {(1, 2): Refusal("cell_error", {"value": "#REF!"})}


def test_merged_cells_are_troubles_of_every_cell_they_cover():
    def prepare(book):
        book.worksheets()[0].merge_range("A2:A3", "Summe")
        book.worksheets()[0].write("B3", 1)

    sheet = sheet_of(books.excel({"S": []}, prepare=prepare))

    assert sheet.troubles == {(2, 1): Refusal("merged", {"range": "A2:A3"}), (3, 1): Refusal("merged", {"range": "A2:A3"})}


def test_hidden_sheets_are_left_out_and_noted_and_hidden_rows_are_read_and_noted():
    def prepare(book):
        book.worksheets()[0].set_row(1, None, None, {"hidden": True})
        book.worksheets()[1].hide()

    workbook = read(books.excel({"S": [["a"], ["b"]], "Geheim": [["c"]]}, prepare=prepare), file_name="x.xlsx")

    assert [sheet.name for sheet in workbook.sheets] == ["S"]
    assert workbook.sheets[0].rows == (("a",), ("b",))
    assert {(note.sheet, note.row, note.code) for note in workbook.notes} == {("S", 2, "hidden_rows"), ("Geheim", 0, "hidden_sheet")}


def test_a_workbook_without_content_is_an_empty_sheet():
    assert sheet_of(books.excel({"S": []})).rows == ()


def test_an_open_document_sheet_is_read():
    content = books.open_document([books.cell("Nummer") + books.cell("Kosten"), books.cell("A1") + books.cell(12.5)])

    assert sheet_of(content).rows == (("Nummer", "Kosten"), ("A1", 12.5))


def test_an_open_document_sheet_tells_formulas_without_result_errors_and_merged_cells():
    rows = [
        books.cell("a") + '<table:table-cell table:formula="of:=1+1"/>',
        books.cell("b") + books.cell("#REF!", ' calcext:value-type="error"'),
        books.cell("c", ' table:number-rows-spanned="2"') + books.cell("d"),
        '<table:covered-table-cell table:number-columns-repeated="2"/>' + books.cell("e"),
    ]

    assert sheet_of(books.open_document(rows)).troubles == {
        (1, 2): Refusal("formula_without_result"),
        (2, 2): Refusal("cell_error", {"value": ""}),
        (3, 1): Refusal("merged", {"range": "A3:A4"}),
        (4, 1): Refusal("merged", {"range": "A3:A4"}),
    }


def test_empty_cells_repeated_to_the_end_of_an_open_document_cost_nothing():
    rows = [
        books.cell("a") + '<table:table-cell table:number-columns-repeated="16383"/>',
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    ]

    assert sheet_of(books.open_document(rows)).rows == (("a",),)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([books.cell("a", ' table:number-columns-repeated="9000"')], "too_many_columns"),
        ([f'<table:table-row table:number-rows-repeated="4294967295">{books.cell("a")}</table:table-row>'], "too_many_rows"),
        (['<table:table-cell table:number-columns-repeated="4294967295"/>' + books.cell("a")], "too_many_columns"),
    ],
)
def test_an_open_document_that_repeats_without_end_is_refused(rows, code):
    assert refusal_of(books.open_document(rows)) == code


def test_another_open_document_is_refused():
    assert refusal_of(books.open_document([], mimetype="application/vnd.oasis.opendocument.text")) == "other_kind"


def test_an_encrypted_open_document_is_refused():
    content = books.with_part(books.open_document([]), "META-INF/manifest.xml", lambda xml: b"<m><encryption-data/></m>")

    assert refusal_of(content) == "password_protected"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimited_text_is_read_in_every_usual_encoding_and_delimiter(encoding, delimiter):
    rows = [["Nummer", "Titel", "Ort"], ["A1", "Grünfläche für Größere", "Straße 3 – hinten"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)

    sheet = sheet_of(text.encode(encoding), name="ordner/Maßnahmen.csv")

    assert sheet.name == "Maßnahmen"
    assert sheet.rows == tuple(map(tuple, rows))


def test_text_of_an_old_dos_program_is_read():
    text = "Nummer;Titel\r\nA1;Grünfläche für Grüße aus München\r\nA2;Überdachung für Räder, Gehölze prüfen, Höfe begrünen\r\n"

    assert sheet_of(text.encode("cp850"), name="alt.csv").rows[1] == ("A1", "Grünfläche für Grüße aus München")


def test_german_amounts_do_not_make_the_comma_a_delimiter():
    text = "Nummer;Kosten\nA1;1.234,56\nA2;2,5\n"

    assert sheet_of(text.encode(), name="a.csv").rows == (("Nummer", "Kosten"), ("A1", "1.234,56"), ("A2", "2,5"))


def test_quoted_cells_may_hold_delimiters_and_lines():
    assert sheet_of(b'a;"b;\nc"\n', name="a.csv").rows == (("a", "b;\nc"),)


def test_a_formula_in_delimited_text_is_a_trouble_and_protected_text_loses_its_apostrophe():
    sheet = sheet_of(b"a;=1+1;'=harmlos;'-5", name="a.csv")

    assert sheet.troubles == {(1, 2): Refusal("formula_without_result")}
    assert sheet.rows == (("a", "=1+1", "=harmlos", "-5"),)


def test_a_zip_bomb_is_refused_before_it_unpacks():
    bomb = books.with_part(books.excel({"S": [["a"]]}), books.SHEET_PATH, lambda xml: xml + b" " * (300 * MEGABYTE))

    assert len(bomb) < MEGABYTE
    assert refusal_of(bomb) == "unpacks_too_large"


def test_a_zip_bomb_that_lies_about_its_size_never_reaches_the_reader():
    honest = books.with_part(books.excel({"S": [["a"]]}), books.SHEET_PATH, lambda xml: xml + b" " * (30 * MEGABYTE))
    size = zipfile.ZipFile(io.BytesIO(honest)).getinfo(books.SHEET_PATH).file_size

    lying = honest.replace(size.to_bytes(4, "little"), (5000).to_bytes(4, "little"))

    assert lying != honest
    assert refusal_of(lying) == "damaged"


def test_entities_are_refused():
    def blow_up(xml):
        return b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'

    assert refusal_of(books.with_part(books.excel({"S": [["a"]]}), books.SHEET_PATH, blow_up)) == "declares_entities"


def test_entities_in_the_shared_texts_are_refused_as_well():
    def blow_up(_xml):
        return b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>'

    assert refusal_of(books.with_part(books.excel({"S": [["a"]]}), "xl/sharedStrings.xml", blow_up)) == "declares_entities"


def test_a_workbook_that_is_honestly_too_large_is_refused():
    assert refusal_of(books.excel({"S": [["a"]]}), limits=Limits(unpacked_bytes=3000)) == "unpacks_too_large"


def test_a_workbook_with_a_cell_at_the_far_end_is_refused():
    far = books.with_part(books.excel({"S": [["a"]]}), books.SHEET_PATH, lambda xml: xml.replace(b'r="A1"', b'r="XFD1"'))
    deep = books.with_part(books.excel({"S": [["a"]]}), books.SHEET_PATH, lambda xml: xml.replace(b'r="A1"', b'r="A1048576"'))

    assert refusal_of(far) == "too_many_columns"
    assert refusal_of(deep) == "too_many_rows"


def test_empty_cells_with_a_format_do_not_count():
    content = books.excel(
        {"S": [["a"]]}, prepare=lambda book: book.worksheets()[0].write_blank("XFD1048576", None, book.add_format({"bold": True}))
    )

    assert sheet_of(content).rows == (("a",),)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \n\r\n", "empty_file"),
        (b"<!DOCTYPE html><html><table><tr><td>A1</td></tr></table></html>", "web_page"),
        (b"\xef\xbb\xbf <html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "web_page"),
        (b"%PDF-1.7 ...", "other_kind"),
        (b"\x89PNG\r\n\x1a\n", "other_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (b"PK\x03\x04" + b"kaputt" * 100, "damaged"),
        (b"\x00\x01\x02\x03" * 200, "not_text"),
        (b"\xff\xfe\x00", "not_text"),
        (b"a;b\n" + b'"' + b"x" * 200_000, "broken_quoting"),
        (";".join(["x"] * 10_000).encode(), "too_many_columns_in_text"),
        (b"a\n" * 20_001, "too_many_rows_in_text"),
        (b"x" * (20 * MEGABYTE + 1), "file_too_large"),
    ],
)
def test_a_file_that_is_no_readable_spreadsheet_is_refused_by_name(content, code):
    assert refusal_of(content) == code


def test_a_truncated_workbook_is_refused():
    content = books.excel({"S": [["Nummer", "Titel"]] * 50})

    assert {refusal_of(content[:length]) for length in (100, len(content) // 2, len(content) - 10)} == {"damaged"}


def test_a_workbook_whose_xml_is_cut_is_refused():
    assert refusal_of(books.with_part(books.excel({"S": [["a"]]}), books.SHEET_PATH, lambda xml: xml[:-40])) == "damaged"


def test_a_workbook_with_macros_is_refused():
    assert refusal_of(books.with_part(books.excel({"S": [["a"]]}), "xl/vbaProject.bin", lambda _old: b"x")) == "has_macros"


def test_other_archives_are_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("brief.txt", "x")

    assert refusal_of(packed.getvalue()) == "other_kind"


def test_an_archive_with_very_many_members_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(20):
            archive.writestr(f"xl/{number}.xml", "x")

    assert refusal_of(packed.getvalue(), limits=Limits(archive_members=10)) == "too_many_parts"


def test_too_many_sheets_merged_cells_and_cells_are_refused():
    sheets = books.excel({f"S{number}": [["a"]] for number in range(5)})
    merged = books.excel({"S": [["x"] * 9] * 9}, prepare=lambda book: book.worksheets()[0].merge_range("A1:I9", "x"))

    assert refusal_of(sheets, limits=Limits(sheets=4)) == "too_many_sheets"
    assert refusal_of(merged, limits=Limits(merged_cells=80)) == "too_many_merged"
    assert refusal_of(merged, limits=Limits(cells=80)) == "too_many_cells"


def test_control_characters_inside_a_workbook_are_no_well_formed_xml():
    content = books.with_part(books.excel({"S": [[1]]}), books.SHEET_PATH, lambda xml: xml.replace(b"<v>1</v>", b"<v>\x011</v>"))

    assert refusal_of(content) == "damaged"


@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(content):
    with contextlib.suppress(UnreadableFileError):
        read(content, file_name="x")


VALID = books.excel({"Maßnahmen": [["Nummer", "Titel", "Kosten 2027"], ["A1", "Park", 12.5], ["A2", "Haus", date(2027, 1, 1)]]})


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(min_value=0, max_value=len(VALID) - 1), st.integers(min_value=0, max_value=255)), min_size=1, max_size=20
    )
)
def test_a_workbook_with_flipped_bytes_is_read_or_refused(flips):
    content = bytearray(VALID)
    for place, byte in flips:
        content[place] = byte

    with contextlib.suppress(UnreadableFileError):
        read(bytes(content), file_name="x.xlsx")


SHEET_XML = zipfile.ZipFile(io.BytesIO(VALID)).read(books.SHEET_PATH)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(min_value=60, max_value=len(SHEET_XML) - 1), st.binary(min_size=0, max_size=4)), min_size=1, max_size=6)
)
def test_a_workbook_with_foreign_bytes_in_its_sheet_is_read_or_refused(changes):
    def change(xml):
        for place, content in changes:
            xml = xml[:place] + content + xml[place + len(content) :]
        return xml

    with contextlib.suppress(UnreadableFileError):
        read(books.with_part(VALID, books.SHEET_PATH, change), file_name="x.xlsx")


@pytest.mark.conformance
@pytest.mark.skipif(not SHARED.exists(), reason="the published lists in ../shared/data are not here")
@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("eu_funds_germany/hessen_erdf_2007_2013.csv.gz", 1027),
        ("eu_funds_germany/hessen_erdf_2007_2013_with_pdf_header_rows_and_duplicates.csv.gz", 5000),
        ("uk_towns_fund/TF-grant-awarded.csv", 100),
    ],
)
def test_published_lists_are_read(path, rows):
    import gzip

    content = (SHARED / path).read_bytes()
    sheet = sheet_of(gzip.decompress(content) if path.endswith(".gz") else content, name=path)

    assert len(sheet.rows) > rows
