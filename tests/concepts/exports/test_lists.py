"""The list of measures as a spreadsheet."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from django.http import Http404
from tests.factories.concepts import TODAY, add_measure, make_concept

from quartierwerk.concepts import queries
from quartierwerk.concepts.exports import measure_list
from quartierwerk.foundation.rulebook import queries as rules

pytestmark = pytest.mark.django_db
HEADINGS = [
    "Nummer", "Titel", "Ziel des Programms", "Hauptfeld", "Stand", "Priorität", "Beginn", "Ende", "Träger", "Ziele", "Kosten",
    "Finanzierung",
]  # fmt: skip


def export(concept, kind="xlsx", measures=None, sentence=""):
    labels = rules.catalogue(concept.fields_list, on=TODAY).labels
    found = measures if measures is not None else queries.measures_of(concept)
    return b"".join(measure_list(found, labels=labels, title="Maßnahmen", filter_sentence=sentence, kind=kind, made_on=TODAY))


def rows(concept, **given):
    """Return the cells from the headings on."""
    sheet = openpyxl.load_workbook(io.BytesIO(export(concept, **given))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return cells[cells.index(HEADINGS) :]


def test_a_row_says_what_the_list_on_screen_says():
    concept = make_concept(measures=1)

    row = [cell.date() if isinstance(cell, datetime) else cell for cell in rows(concept)[1]]

    housing = rules.catalogue(concept.fields_list, on=TODAY).labels["housing"]
    assert row == [
        "M 1", "Maßnahme 1", "beides", housing, "geplant", "I", date(2026, 1, 1), date(2027, 12, 31), "Stadt Musterstadt", "1.1",
        90_000, 90_000,
    ]  # fmt: skip


def test_the_rows_are_those_of_the_filter_and_the_filter_stands_above():
    concept = make_concept(measures=3)
    found = queries.measures_of(concept).filter(title__contains="2")

    sheet = openpyxl.load_workbook(io.BytesIO(export(concept, measures=found, sentence="Titel: 2"))).active

    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert [row[0] for row in rows(concept, measures=found)[1:]] == ["M 2"]
    assert any("Titel: 2" in text for text in texts)


@pytest.mark.parametrize("poison", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(1)", "\t=1", "＝1+1"])
def test_no_text_becomes_a_formula(poison):
    concept = make_concept()
    add_measure(concept, code="X1", title=poison)

    lines = csv.reader(io.StringIO(export(concept, "csv").decode("utf-8-sig")), delimiter=";")
    line = next(row for row in lines if row and row[0] == "X1")
    sheet = openpyxl.load_workbook(io.BytesIO(export(concept))).active
    cell = next(row[1] for row in sheet.iter_rows() if row[0].value == "X1")

    assert line[1][0] not in "=+-@\t\r＝＋－＠"
    assert (cell.data_type, cell.value.strip()) == ("s", poison.strip())


def test_an_unknown_kind_of_file_is_not_found():
    with pytest.raises(Http404):
        export(make_concept(), "pdf")


@pytest.mark.parametrize("number", [2, 20])
def test_it_takes_three_queries_whatever_the_number_of_rows(number, django_assert_num_queries):
    concept = make_concept(measures=number)

    with django_assert_num_queries(3):
        export(concept, "csv")
