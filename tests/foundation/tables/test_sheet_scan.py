"""What a sheet holds beside its values: reach, formulas without result, errors, merged cells, hidden rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.tables.core.cells import Refusal, column_letter
from quartierwerk.foundation.tables.errors import UnreadableFileError
from quartierwerk.foundation.tables.limits import Limits
from quartierwerk.foundation.tables.sheet_scan import SheetScan, elements, parse, scan_excel_sheet, scan_open_document

WITHOUT_RESULT = Refusal("formula_without_result")


def excel(rows, *, after="", limits=None):
    text = f'<worksheet xmlns="x"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return scan_excel_sheet("Blatt", text.encode(), limits=limits or Limits())


def open_document(rows, *, name="Blatt", limits=None):
    spaces = " ".join(f'xmlns:{prefix}="urn:{prefix}"' for prefix in ("table", "office", "calcext"))
    text = f'<office:document {spaces}><table:table table:name="{name}">{rows}</table:table></office:document>'
    return scan_open_document(text.encode(), limits=limits or Limits())


def refused(call):
    with pytest.raises(UnreadableFileError) as caught:
        call()
    return caught.value.code, caught.value.facts


# Excel.


def test_the_reach_of_a_sheet_is_that_of_its_values():
    scan = excel('<row r="2"><c r="B2"><v>1</v></c></row><row r="7"><c r="D7" t="inlineStr"><is/></c></row><row r="9"><c r="Z9"/></row>')

    assert (scan.name, scan.last_row, scan.last_column) == ("Blatt", 7, 4)


def test_a_wide_row_and_a_long_column_both_widen_the_reach():
    scan = excel('<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>')

    assert (scan.last_row, scan.last_column) == (4, 3)


def test_rows_and_cells_without_a_reference_follow_one_another():
    scan = excel("<row><c><v>1</v></c></row><row><c><v>1</v></c><c><v>1</v></c><c><f>A1</f></c></row>")

    assert (scan.last_row, scan.last_column) == (2, 3)
    assert scan.troubles == {(2, 3): WITHOUT_RESULT}


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [
        ('<c r="C3"><f>A1+B1</f></c>', WITHOUT_RESULT),
        ('<c r="C3"><f>A1+B1</f><v></v></c>', WITHOUT_RESULT),
        ('<c r="C3"><f>A1+B1</f><v> </v></c>', WITHOUT_RESULT),
        ('<c r="C3"><f>A1+B1</f><v>7</v></c>', None),
        ('<c r="C3" t="str"><f>A1</f><v></v></c>', None),
        ('<c r="C3" t="e"><v>#REF!</v></c>', Refusal("cell_error", {"value": "#REF!"})),
        ('<c r="C3" t="e"><f>A1</f><v>#DIV/0!</v></c>', Refusal("cell_error", {"value": "#DIV/0!"})),
        ('<c r="C3" t="e"><v>#' + "X" * 50 + "</v></c>", Refusal("cell_error", {"value": "#" + "X" * 19})),
        ('<c r="C3"><v>#REF!</v></c>', None),
    ],
)
def test_a_cell_without_a_usable_result_is_named(cell, trouble):
    assert excel(f'<row r="3">{cell}</row>').troubles == ({(3, 3): trouble} if trouble else {})


def test_the_trouble_of_one_cell_is_not_that_of_the_next():
    scan = excel(
        '<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c><c r="D1"><f>A1</f><v>2</v></c></row>'
    )

    assert scan.troubles == {(1, 1): WITHOUT_RESULT, (1, 3): Refusal("cell_error", {"value": "#N/A"})}


@pytest.mark.parametrize(("mark", "hidden"), [('hidden="1"', [2]), ('hidden="true"', [2]), ('hidden="0"', []), ("", [])])
def test_hidden_rows_are_named(mark, hidden):
    assert excel(f'<row r="1"/><row r="2" {mark}><c r="A2"><v>1</v></c></row>').hidden_rows == hidden


def test_merged_cells_are_troubles_as_far_as_the_sheet_reaches():
    scan = excel(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>1</v></c></row>',
        after='<mergeCells><mergeCell ref="$A$2:B1048576"/><mergeCell ref="D1"/></mergeCells>',
    )

    assert set(scan.troubles) == {(2, 1), (2, 2), (3, 1), (3, 2)}
    assert scan.troubles[3, 2] == Refusal("merged", {"range": "A2:B1048576"})


@pytest.mark.parametrize(
    ("reference", "code", "facts"),
    [
        ("D1", "too_many_columns", {"sheet": "Blatt", "column": "D", "limit": 3}),
        ("A11", "too_many_rows", {"sheet": "Blatt", "row": 11, "limit": 10}),
        ("C9", "too_many_cells", {"sheet": "Blatt", "limit": 20}),
    ],
)
def test_a_sheet_that_reaches_too_far_is_refused_with_the_limit(reference, code, facts):
    limits = Limits(rows=10, columns=3, cells=20)
    row = f'<row><c r="{reference}"><v>1</v></c></row>'

    assert refused(lambda: excel(row, limits=limits)) == (code, facts)
    assert refused(lambda: excel(row.replace("<v>", "<f>").replace("</v>", "</f>"), limits=limits)) == (code, facts)


def test_a_sheet_at_its_limit_is_read():
    scan = excel('<row r="10"><c r="B10"><v>1</v></c></row>', limits=Limits(rows=10, columns=2, cells=20))

    assert (scan.last_row, scan.last_column) == (10, 2)


def test_more_merged_cells_than_a_table_needs_are_refused():
    merged = '<mergeCells><mergeCell ref="A1:B3"/></mergeCells>'
    row = '<row r="3"><c r="B3"><v>1</v></c></row>'

    assert refused(lambda: excel(row, after=merged, limits=Limits(merged_cells=5))) == ("too_many_merged", {"sheet": "Blatt", "limit": 5})
    assert len(excel(row, after=merged, limits=Limits(merged_cells=6)).troubles) == 6


@pytest.mark.parametrize("reference", ["1", "Ä1", "A-1:B2", "AAAAAAAA1"])
def test_a_reference_that_is_none_is_damage(reference):
    assert refused(lambda: excel(f'<row><c r="{reference}"><v>1</v></c></row>')) == ("damaged", {})


@pytest.mark.parametrize("number", ["x", "12345678", "", "²"])
def test_a_row_number_that_is_none_is_the_next_row(number):
    assert excel(f'<row r="4"/><row r="{number}"><c><v>1</v></c></row>').last_row == 5


# OpenDocument.


def test_repeated_rows_and_cells_reach_as_far_as_they_repeat():
    (scan,) = open_document(
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="4"/>'
        '<table:table-cell office:value-type="float" table:number-columns-repeated="2"/></table:table-row>'
    )

    assert (scan.name, scan.last_row, scan.last_column) == ("Blatt", 5, 6)


def test_empty_cells_beyond_all_limits_do_not_count():
    (scan,) = open_document(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert (scan.last_row, scan.last_column, scan.hidden_rows) == (0, 0, [])


@pytest.mark.parametrize(
    ("attributes", "trouble"),
    [
        ('table:formula="of:=1"', WITHOUT_RESULT),
        ('table:formula="of:=1" office:value-type="float"', None),
        ('calcext:value-type="error" office:value-type="string"', Refusal("cell_error", {"value": ""})),
        ('office:value-type="string"', None),
    ],
)
def test_a_cell_of_an_open_document_without_a_usable_result_is_named(attributes, trouble):
    (scan,) = open_document(f"<table:table-row><table:table-cell/><table:table-cell {attributes}/></table:table-row>")

    assert scan.troubles == ({(1, 2): trouble} if trouble else {})


def test_spanned_cells_are_merged_and_covered_ones_keep_their_place():
    (scan,) = open_document(
        '<table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string"/><table:covered-table-cell/>'
        '<table:table-cell office:value-type="string"/></table:table-row>'
    )

    assert scan.last_column == 3
    assert scan.troubles == {(1, place): Refusal("merged", {"range": "A1:B1"}) for place in (1, 2)}


@pytest.mark.parametrize(("span", "covered"), [("rows", {(1, 1), (2, 1)}), ("columns", {(1, 1), (1, 2)})])
def test_two_cells_in_either_direction_are_merged(span, covered):
    cell = '<table:table-cell office:value-type="string"{more}/>'
    first = cell.format(more=f' table:number-{span}-spanned="2"') + cell.format(more="")
    (scan,) = open_document(f"<table:table-row>{first}</table:table-row><table:table-row>{cell.format(more='')}</table:table-row>")

    assert set(scan.troubles) == covered


def test_filtered_rows_are_hidden_but_not_a_million_of_them():
    (scan,) = open_document(
        "<table:table-row><table:table-cell/></table:table-row>"
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row table:visibility="collapse" table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    )

    assert scan.hidden_rows == [2, 3]


def test_each_table_is_a_sheet_and_begins_anew():
    row = '<table:table-row><table:table-cell office:value-type="float"/></table:table-row>'
    text = f'<table:table xmlns:table="t" xmlns:office="o" table:name="B">{row}</table:table>'
    both = open_document(f"{row}{row}</table:table>{text.replace(' xmlns:table="t" xmlns:office="o"', '').removesuffix('</table:table>')}")

    assert [(scan.name, scan.last_row) for scan in both] == [("Blatt", 2), ("B", 1)]


# XML.


@pytest.mark.parametrize("text", ["", "<a>", "<a></b>", "kein XML", '<?xml version="1.0" encoding="nirgends"?><a/>'])
def test_damaged_xml_is_refused(text):
    assert refused(lambda: parse(text.encode(), lambda _name, _attributes: None)) == ("damaged", {})


@pytest.mark.parametrize("declaration", ['<!DOCTYPE a [<!ENTITY b "c">]>', "<!DOCTYPE a>", '<!DOCTYPE a SYSTEM "http://x.invalid/">'])
def test_xml_that_declares_something_is_refused(declaration):
    assert refused(lambda: parse(f"{declaration}<a/>".encode(), lambda _name, _attributes: None)) == ("declares_entities", {})


def test_elements_are_found_by_their_local_name():
    found = elements(b'<x:a xmlns:x="u"><x:sheet n="1"/><sheet n="2"/><other n="3"/></x:a>', "sheet")

    assert [attributes["n"] for attributes in found] == ["1", "2"]


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), max_size=20))
def test_the_reach_is_the_largest_row_and_column_in_any_order(places):
    scan = SheetScan("S")
    for row, column in places:
        scan.reach(row, column, limits=Limits())

    assert scan.last_row == max((row for row, _column in places), default=0)
    assert scan.last_column == max((column for _row, column in places), default=0)


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30), st.integers(1, 30))
def test_a_merged_range_covers_its_cells_and_no_other(first_row, first_column, height, width):
    last_row, last_column = first_row + height - 1, first_column + width - 1
    reference = f"{column_letter(first_column)}{first_row}:{column_letter(last_column)}{last_row}"
    scan = excel('<row r="60"><c r="BH60"><v>1</v></c></row>', after=f'<mergeCell ref="{reference}"/>')

    assert len(scan.troubles) == height * width
    assert all(first_row <= row <= last_row and first_column <= column <= last_column for row, column in scan.troubles)
