import contextlib
import gzip
import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from quartierwerk.concepts import core as concepts_core
from quartierwerk.concepts.core.import_values import Existing, GoalValues, MeasureValues
from quartierwerk.concepts.core.measure_sheet import Indicator
from quartierwerk.concepts.imports import ImportPlan, Lists, concept_workbook, plan_import, template_workbook, text_limits
from quartierwerk.concepts.imports.columns import goal_columns, measure_columns
from quartierwerk.foundation.tables import phrases
from quartierwerk.foundation.tables.errors import UnreadableFileError
from quartierwerk.foundation.tables.mapping import SavedMapping, parse_mapping
from quartierwerk.foundation.tables.preview import RowState
from quartierwerk.kernel.errors import DomainError
from tests.foundation.tables import books

SHARED = Path(__file__).parents[2] / "../shared/data"
LISTS = Lists(
    fields={"housing": "Wohnen", "culture": "Kultur"},
    cost_groups={"open_spaces": "Freiflächen"},
    sources={"federal": "Bund", "state": "Land", "municipality": "Kommune", "third_party": "Dritte", "eu": "Europäische Union"},
)
HEADINGS = ["Nummer", "Titel", "Hauptfeld", "Ziel des Programms", "Investiv", "Kosten 2027"]
ROW = ["A1", "Park", "Wohnen", "beides", "ja", 1234.56]
GOAL_ROWS = [["Nummer", "Ziel", "Oberziel"], ["1", "Leben", ""], ["1.1", "Grün", "1"]]
PARK = MeasureValues(
    "A1", title="Park", description="Zwei\nZeilen", main_field="housing", other_fields=("culture",), aim="both", investive=True, cost_group="open_spaces", starts_on=date(2027, 3, 1),
    ends_on=date(2028, 10, 31), priority="I", state="running", place_note="=Marktplatz", outside_reason="Schulweg", participation_done="-", follow_up_cost_cents=1050, follow_up_cost_note="Stadt", goals=("1", "1.1"),
    carrier="Stadt", recipient="Stadt", responsible="Amt 61", departments=("Amt 51", "Amt 67"), partners=("Verein",), costs=((2027, 123456), (2029, 5)),
    financing=(("eu", 2027, 3), ("federal", 2027, 100)), indicators=(Indicator("Bäume", "Stück", Decimal("1.5"), Decimal(80), 2030), Indicator("Bänke")),
)  # fmt: skip
CONCEPT = Existing(
    (GoalValues("1", "Leben", success_shown_by="Man sieht es"), GoalValues("1.1", "Grün", "1")),
    (PARK, replace(PARK, code="A2", goals=(), costs=(), indicators=())),
)


def plan_of(content, *, existing=Existing(), name="konzept.xlsx", mapping=SavedMapping()):  # noqa: B008 -- frozen values
    return plan_import(content, file_name=name, existing=existing, lists=LISTS, mapping=mapping)


def workbook(*rows, headings=HEADINGS, prepare=None):
    return books.excel({"Maßnahmen": [headings, *rows]}, prepare=prepare)


def sentences(plan):
    return [phrases.sentence(problem) for problem in plan.preview.all_problems]


def test_a_workbook_becomes_goals_and_measures():
    plan = plan_of(books.excel({"Ziele": GOAL_ROWS, "Maßnahmen": [[*HEADINGS, "Ziele"], [*ROW, "1.1"]]}))

    assert [(goal.is_new, goal.values) for goal in plan.goals] == [(True, GoalValues("1", "Leben")), (True, GoalValues("1.1", "Grün", "1"))]
    assert [measure.values for measure in plan.measures] == [
        MeasureValues(
            "A1", title="Park", main_field="housing", aim="both", investive=True, state="planned", goals=("1.1",), costs=((2027, 123456),)
        )
    ]
    assert sentences(plan) == []


def test_a_concept_that_leaves_as_a_workbook_comes_back_unchanged():
    plan = plan_of(concept_workbook(CONCEPT, LISTS, years=(2031,)), existing=CONCEPT)

    assert sentences(plan) == []
    assert plan.preview.counts == {RowState.NEW: 0, RowState.CHANGED: 0, RowState.UNCHANGED: 4, RowState.REFUSED: 0}
    assert plan.is_empty


def test_a_concept_that_leaves_as_a_workbook_is_whole_in_another_concept():
    plan = plan_of(concept_workbook(CONCEPT, LISTS))

    assert tuple(goal.values for goal in plan.goals) == CONCEPT.goals
    assert tuple(measure.values for measure in plan.measures) == CONCEPT.measures


def test_german_words_are_understood_whatever_language_the_page_has():
    with override("en"):
        plan = plan_of(concept_workbook(CONCEPT, LISTS), existing=CONCEPT)

    assert plan.is_empty
    assert plan.refused == 0


def test_the_template_holds_an_example_that_is_passed_over():
    plan = plan_of(template_workbook(LISTS, years=range(2027, 2032)))

    assert (plan.rows, sentences(plan), plan.unknown_columns) == ((), [], ())
    assert [(note.sheet, note.code) for note in plan.notes] == [
        ("Ziele", "example_row"),
        ("Ziele", "no_rows"),
        ("Maßnahmen", "example_row"),
        ("Maßnahmen", "no_rows"),
    ]


def test_the_example_in_the_template_would_itself_be_a_measure():
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(LISTS, years=range(2027, 2032))))
    book["Maßnahmen"]["A2"], book["Ziele"]["A2"] = "A1", "1"
    saved = io.BytesIO()
    book.save(saved)

    plan = plan_of(saved.getvalue())

    assert sentences(plan) == []
    assert (len(plan.goals), len(plan.measures)) == (1, 1)


def test_the_template_works_without_a_single_word_in_the_lists():
    assert plan_import(template_workbook(Lists(), years=()), file_name="x", existing=Existing(), lists=Lists()).is_empty


def test_changes_are_shown_in_the_words_of_the_sheet():
    plan = plan_of(workbook(["A1", "Park", "Kultur", "beides", "nein", ""]), existing=Existing((), (replace(PARK, other_fields=()),)))

    assert plan.rows[0].changes == {"Hauptfeld": ("Wohnen", "Kultur"), "Investiv": ("ja", "nein"), "Kosten 2027": ("1.234,56\u00a0€", "")}
    assert plan.measures[0].changed == ("main_field", "investive", "cost:2027")


def test_a_text_file_is_known_by_its_headings():
    measures = "Nummer;Titel;Hauptfeld;Ziel des Programms;Investiv;Kosten 2027;Beginn\nA1;Grünzug;Wohnen;Aufwertung;x;1.234,56 €;3.3.2027\n".encode(
        "cp1252"
    )
    goals = "Nr.;Ziel;Leitziel\n1;Leben;\n".encode("utf-16")

    measure = plan_of(measures, name="liste.csv").measures[0].values

    assert (measure.title, measure.costs, measure.starts_on) == ("Grünzug", ((2027, 123456),), date(2027, 3, 3))
    assert plan_of(goals, name="liste.csv").goals[0].values == GoalValues("1", "Leben")


def test_every_bad_cell_has_its_sentence_with_sheet_and_cell():
    plan = plan_of(workbook(["A1", "Park", "Weltfrieden", "beides", "vielleicht", "12,3,4"]))

    assert sentences(plan) == [
        "Blatt „Maßnahmen“, Zelle C2: „Weltfrieden“ ist hier nicht vorgesehen. Erlaubt sind: Wohnen und Kultur.",
        "Blatt „Maßnahmen“, Zelle E2: „vielleicht“ ist weder ja noch nein. Erwartet wird ja, nein oder x.",
        "Blatt „Maßnahmen“, Zelle F2: „12,3,4“ ist kein Betrag. Erwartet wird zum Beispiel 1.234,56 €.",
    ]
    assert plan.rows[0].state is RowState.REFUSED
    assert plan.measures == ()


def test_a_number_that_is_there_twice_names_both_rows():
    plan = plan_of(workbook(ROW, ["A2", *ROW[1:]], ["a1", *ROW[1:]]))

    assert sentences(plan) == [
        "Blatt „Maßnahmen“, Zelle A2: Die Nummer „A1“ steht mehrmals in der Datei: in den Zeilen 2 und 4. Jede Nummer darf nur einmal vorkommen.",
        "Blatt „Maßnahmen“, Zelle A4: Die Nummer „a1“ steht mehrmals in der Datei: in den Zeilen 2 und 4. Jede Nummer darf nur einmal vorkommen.",
    ]
    assert [measure.values.code for measure in plan.measures] == ["A2"]


def test_a_column_that_new_measures_need_is_named_once_for_the_sheet():
    plan = plan_of(workbook(["A1", "Park"], ["A2", "Haus"], headings=["Nummer", "Titel"]))

    assert [phrases.sentence(problem) for problem in plan.problems] == [
        f"Blatt „Maßnahmen“, Zeile 1: Die Spalte „{header}“ fehlt. Ohne sie können keine neuen Zeilen übernommen werden."
        for header in ("Hauptfeld", "Ziel des Programms", "Investiv")
    ]
    assert plan.refused == 2


def test_a_sheet_without_numbers_cannot_be_read():
    plan = plan_of(workbook(["Park", "Wohnen"], headings=["Titel", "Hauptfeld"]))

    assert sentences(plan) == ["Blatt „Maßnahmen“, Zeile 1: Die Spalte „Nummer“ fehlt."]


def test_a_file_that_is_about_something_else_says_so():
    plan = plan_of(books.excel({"Tabelle1": [["Name", "Telefon"], ["Muster", "1"]]}))

    assert sentences(plan) == ["In der Datei gibt es weder ein Blatt „Ziele“ noch ein Blatt „Maßnahmen“ mit passenden Überschriften."]
    assert [phrases.sentence(note) for note in plan.notes] == [
        "Blatt „Tabelle1“: Das Blatt wird nicht gelesen, weil seine Überschriften weder zu Zielen noch zu Maßnahmen passen."
    ]


def test_two_sheets_for_one_thing_are_named():
    plan = plan_of(books.excel({"Maßnahmen": [HEADINGS, ROW], "Projekte": [HEADINGS, ROW]}))

    assert [(problem.sheet, problem.code) for problem in plan.problems] == [("Projekte", "sheet_twice")]
    assert len(plan.measures) == 1


def test_formulas_merged_cells_errors_and_control_characters_are_refused_by_cell():
    def prepare(book):
        sheet = book.worksheets()[0]
        sheet.write_formula("F2", "=A99", None, "#REF!")
        sheet.merge_range("B3:B4", "Park")
        sheet.write("B5", "Pa\x01rk")

    plan = plan_of(workbook(ROW, ["A2", *ROW[1:]], ["A3", *ROW[1:]], ["A4", *ROW[1:]], prepare=prepare))

    assert [(problem.row, problem.column_letter, problem.code) for row in plan.rows for problem in row.problems] == [
        (2, "F", "cell_error"), (3, "B", "merged"), (4, "B", "merged"), (5, "B", "control_character"),
    ]  # fmt: skip


def test_merged_titles_above_the_headings_do_no_harm():
    content = books.excel(
        {"Maßnahmen": [[], HEADINGS, ROW]}, prepare=lambda book: book.worksheets()[0].merge_range("A1:F1", "Unsere Maßnahmen")
    )

    assert sentences(plan_of(content)) == []


def test_a_saved_mapping_names_sheets_and_columns():
    content = books.excel({"Tabelle1": [["Kennung", "Vorhaben", "Bereich", "Aim", "inv", "Summe"], ROW]})
    mapping = parse_mapping(
        '[sheets]\n"Tabelle1" = "Maßnahmen"\n[columns]\n"Kennung" = "Nummer"\n"Vorhaben" = "Titel"\n"Bereich" = "Hauptfeld"\n"Aim" = "Ziel des Programms"\n"inv" = "Investiv"\n"Summe" = "Kosten 2027"'.encode()
    )

    plan = plan_of(content, mapping=mapping)

    assert sentences(plan) == []
    assert plan.measures[0].values.costs == ((2027, 123456),)


def test_unknown_columns_are_listed():
    plan = plan_of(workbook([*ROW, "x"], headings=[*HEADINGS, "Bemerkung"]))

    assert [(unknown.sheet, unknown.column_letter, unknown.heading) for unknown in plan.unknown_columns] == [
        ("Maßnahmen", "G", "Bemerkung")
    ]


def test_refused_goals_take_their_measures_along():
    plan = plan_of(books.excel({"Ziele": [["Nummer", "Ziel"], ["1", ""]], "Maßnahmen": [[*HEADINGS, "Ziele"], [*ROW, "1"]]}))

    assert sentences(plan) == [
        "Blatt „Ziele“, Zelle B2: „Ziel“ fehlt.",
        "Blatt „Maßnahmen“, Zelle G2: Das Ziel „1“ kann selbst nicht übernommen werden (siehe Blatt „Ziele“, Zeile 2).",
    ]


def test_the_fingerprint_tells_when_the_file_or_the_concept_is_another():
    content = workbook(ROW)
    first = plan_of(content, existing=CONCEPT).fingerprint

    assert plan_of(content, existing=Existing(tuple(reversed(CONCEPT.goals)), CONCEPT.measures)).fingerprint == first
    assert plan_of(content, existing=replace(CONCEPT, measures=CONCEPT.measures[:1])).fingerprint != first
    assert plan_of(workbook(ROW, ["A7", *ROW[1:]]), existing=CONCEPT).fingerprint != first
    assert plan_of(content, existing=CONCEPT, mapping=SavedMapping({"x": "Titel"})).fingerprint != first


def test_texts_may_be_as_long_as_the_tables_allow():
    limits = text_limits()

    assert (limits.measure["title"], limits.goal["title"], limits.party, limits.unit) == (250, 300, 250, 60)


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04kaputt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x00" * 99])
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(content):
    with pytest.raises(UnreadableFileError) as caught:
        plan_of(content)

    assert phrases.file_sentence(caught.value).endswith(".")


CELLS = st.one_of(
    st.text(max_size=8),
    st.integers(-5, 50_000),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from(["A1", "1", "1.1", "Wohnen", "ja", "beides", "1.234,56 €", "03/2027", None]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.one_of(CELLS, st.sampled_from(HEADINGS)), max_size=9), max_size=8), st.booleans())
def test_any_cells_under_the_headings_make_a_plan_in_which_every_refusal_has_a_sentence(rows, of_goals):
    def prepare(book):
        sheet = book.worksheets()[0]
        for line, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, place, cell)

    safe = [
        ["" if isinstance(cell, str | float) or (isinstance(cell, date) and cell.year < 1900) else cell for cell in row] for row in rows
    ]
    headings = GOAL_ROWS[0] if of_goals else [*HEADINGS, "Ziele", "Ende", "Indikator", "Zielwert"]

    plan = plan_of(books.excel({"Ziele" if of_goals else "Maßnahmen": [headings, *safe]}, prepare=prepare), existing=CONCEPT)

    assert isinstance(plan, ImportPlan)
    assert all(sentence.endswith((".", ")")) for sentence in sentences(plan))
    assert all(row.problems for row in plan.rows if row.state is RowState.REFUSED)


WHOLE = concept_workbook(CONCEPT, LISTS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_workbook_makes_a_plan_or_a_refusal(flips):
    content = bytearray(WHOLE)
    for place, byte in flips:
        content[place] = byte

    with contextlib.suppress(DomainError):
        plan_of(bytes(content), existing=CONCEPT)


@pytest.mark.conformance
@pytest.mark.skipif(not SHARED.exists(), reason="the published lists in ../shared/data are not here")
def test_a_published_list_of_operations_is_taken_by_a_mapping():
    content = gzip.decompress((SHARED / "eu_funds_germany/hessen_erdf_2007_2013.csv.gz").read_bytes())
    lines = content.decode().splitlines()
    numbered = "\n".join(f"{'Nummer' if number == 0 else f'H{number}'},{line}" for number, line in enumerate(lines))
    mapping = SavedMapping(
        columns={
            "bezeichnungdesvorhabens": "Titel",
            "namedesbeguenstigten": "Träger",
            "beiabschlussdesvorhabensgezahltegesamtbetraege": "Kosten 2013",
        }
    )

    plan = plan_of(numbered.encode(), name="hessen.csv", mapping=mapping)

    amounts = [
        row for row in plan.rows if row.state is RowState.REFUSED and {problem.code for problem in row.problems} == {"missing_value"}
    ]
    assert len(plan.rows) == 1027
    assert len(amounts) > 1000


def test_the_page_about_spreadsheets_names_every_heading():
    page = (Path(__file__).parents[2] / "docs/spreadsheets.md").read_text()
    lists = replace(LISTS, sources={code: label for code, label in LISTS.sources.items() if code != "eu"})

    headings = [column.header for column in (*goal_columns(), *measure_columns(lists))]

    assert [heading for heading in headings if heading not in page] == []


def test_every_finding_of_the_rules_has_a_sentence():
    core = Path(concepts_core.__path__[0])
    sources = "".join(path.read_text() for path in core.glob("import_*.py"))

    codes = set(re.findall(r'Finding\(\s*f?"[^"]*",\s*"(\w+)"', sources)) | set(re.findall(r'Finding\(key, "(\w+)"', sources))

    assert len(codes) > 10
    assert codes - set(phrases.CELLS) == set()


def test_the_reason_of_a_measure_outside_the_area_is_read_and_left_alone_where_the_column_is_absent():
    existing = Existing((), (replace(PARK, goals=(), outside_reason="Schulweg"),))

    read = plan_of(workbook([*ROW, "Bach"], headings=[*HEADINGS, "Grund außerhalb"]))
    absent = plan_of(workbook(["A1", "Neu", *ROW[2:]]), existing=existing)

    assert read.measures[0].values.outside_reason == "Bach"
    assert absent.measures[0].values.outside_reason == "Schulweg"
