"""The invented municipality's goals and measures: complete, balanced, and read by the import people use."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from quartierwerk.concepts.core.import_values import Existing
from quartierwerk.concepts.imports import plan_import
from quartierwerk.concepts.imports.columns import Lists
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.tables.core.values import read_cents, read_date, read_number
from tests.example.musterstadt_content import (
    CHANGED_MEASURES,
    FOLDER,
    GOAL_HEADINGS,
    GOALS_OF,
    MEASURE_HEADINGS,
    OPEN_MEASURE,
    SOURCES,
    STATES,
    TODAY,
    VERSIONS,
    YEARS,
    cents,
    goals,
    measures,
    several,
)


@pytest.mark.parametrize("version", VERSIONS)
def test_headings_are_those_of_the_import(version):
    first_measure_line = (FOLDER / f"measures_{version}.csv").read_text(encoding="utf-8").splitlines()[0]
    first_goal_line = (FOLDER / f"goals_{GOALS_OF[version]}.csv").read_text(encoding="utf-8").splitlines()[0]

    assert first_measure_line.split(";") == MEASURE_HEADINGS
    assert first_goal_line.split(";") == GOAL_HEADINGS


def test_the_versions_hold_as_many_goals_and_measures_as_the_texts_say():
    counted = {version: len(measures(version)) for version in VERSIONS}
    sub_goals = {version: sum(bool(goal["Oberziel"]) for goal in goals(version)) for version in VERSIONS}
    guiding = {version: sum(not goal["Oberziel"] for goal in goals(version)) for version in VERSIONS}

    assert counted == {"1": 31, "2": 40, "working": 41}
    assert sub_goals == {"1": 16, "2": 19, "working": 19}
    assert set(guiding.values()) == {5}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_number_stands_once(version):
    codes = [row["Nummer"] for row in measures(version)]
    titles = [row["Titel"] for row in measures(version)]
    goal_codes = [goal["Nummer"] for goal in goals(version)]

    assert len(set(codes)) == len(codes)
    assert len(set(titles)) == len(titles)
    assert len(set(goal_codes)) == len(goal_codes)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_goal_a_measure_names_is_there_and_every_sub_goal_has_a_measure(version):
    sub_goals = {goal["Nummer"] for goal in goals(version) if goal["Oberziel"]}
    named = {code for row in measures(version) for code in several(row["Ziele"])}

    assert named == sub_goals
    assert {goal["Oberziel"] for goal in goals(version)} - {""} == {goal["Nummer"] for goal in goals(version) if not goal["Oberziel"]}
    assert all(goal["Woran zeigt sich der Erfolg"] for goal in goals(version))


@pytest.mark.parametrize("version", VERSIONS)
def test_costs_equal_financing_to_the_cent_in_every_year(version):
    open_ones = set()
    for row in measures(version):
        for year in YEARS:
            cost = read_cents(row[f"Kosten {year}"]) or 0
            paid = sum(read_cents(row[f"{source} {year}"]) or 0 for source in SOURCES)
            if cost != paid:
                open_ones.add(row["Nummer"])

    assert open_ones == ({OPEN_MEASURE} if version == "working" else set())


@pytest.mark.parametrize("version", VERSIONS)
def test_federation_and_state_pay_one_third_each_rounded_down_and_the_municipality_the_rest(version):
    for row in measures(version):
        for year in YEARS:
            federal, state, own, third = (read_cents(row[f"{source} {year}"]) or 0 for source in SOURCES[:4])
            if federal:
                shared = (read_cents(row[f"Kosten {year}"]) or 0) - third
                assert (federal, state, own) == (shared // 3, shared // 3, shared - 2 * (shared // 3)), row["Nummer"]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_municipality_keeps_its_least_share_of_every_funded_measure(version):
    least = Fraction(str(rules.value("funding.own_share_min", on=TODAY).value)) / 100
    funded = [row for row in measures(version) if cents(row, "Bund")]

    assert funded
    assert all(Fraction(cents(row, "Kommune"), cents(row, "Kosten")) >= least for row in funded)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_word_of_a_list_is_a_word_of_the_rulebook(version):
    fields = set(rules.catalogue("action_fields.programme_text", on=TODAY).labels.values())
    cost_groups = set(rules.catalogue("cost_groups", on=TODAY).labels.values())
    rows = measures(version)

    assert {row["Hauptfeld"] for row in rows} == fields
    assert {field for row in rows for field in several(row["Weitere Felder"])} <= fields
    assert {row["Kostengruppe"] for row in rows} <= cost_groups
    assert {row["Ziel des Programms"] for row in rows} == {"Aufwertung", "Kooperation", "beides"}
    assert {row["Investiv"] for row in rows} == {"ja", "nein"}
    assert {row["Priorität"] for row in rows} == {"I", "II", "III"}
    assert {row["Stand"] for row in rows} <= STATES


def test_the_resolved_concept_shows_every_state():
    assert {row["Stand"] for row in measures("2")} == STATES


def test_one_field_has_nobody_to_co_operate_with():
    partners = {}
    for row in measures("2"):
        if row["Stand"] != "aufgegeben" and row["Ziel des Programms"] != "Aufwertung":
            for field in (row["Hauptfeld"], *several(row["Weitere Felder"])):
                partners.setdefault(field, set()).update(several(row["Partner"]))
    fields = set(rules.catalogue("action_fields.programme_text", on=TODAY).labels.values())

    assert {field for field in fields if not partners.get(field)} == {"Wirtschaft"}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_measure_sheet_is_filled_in(version):
    always = ("Titel", "Kurzbeschreibung", "Träger", "Zuwendungsempfänger", "Federführung", "Ort", "Ziele", "Indikator", "Einheit")

    for row in measures(version):
        assert all(row[heading] for heading in always), row["Nummer"]
        assert read_date(row["Beginn"]) <= read_date(row["Ende"], last=True), row["Nummer"]
        assert cents(row, "Kosten") > 0, row["Nummer"]
        assert all(
            isinstance(read_number(row[heading], decimals=3, largest=Decimal(10**9)), Decimal) for heading in ("Ausgangswert", "Zielwert")
        )
        assert re.fullmatch(r"20\d\d", row["bis Jahr"]), row["Nummer"]
        if row["Investiv"] == "ja":
            assert read_cents(row["Folgekosten im Jahr"]) is not None, row["Nummer"]


def test_the_working_copy_changes_three_rows_and_adds_one_that_nobody_pays():
    resolved = {row["Nummer"]: row for row in measures("2")}
    working = {row["Nummer"]: row for row in measures("working")}

    assert {code for code, row in resolved.items() if working[code] != row} == CHANGED_MEASURES
    assert set(working) - set(resolved) == {OPEN_MEASURE}
    assert [cents(working[OPEN_MEASURE], source) for source in SOURCES] == [0, 0, 0, 0, 0]


def test_the_second_revision_changes_titles_amounts_and_states():
    first = {row["Nummer"]: row for row in measures("1")}
    second = {row["Nummer"]: row for row in measures("2")}

    changed = {key: sum(first[code][key] != second[code][key] for code in first) for key in ("Titel", "Stand", "Ende")}
    dearer = sum(cents(first[code], "Kosten") != cents(second[code], "Kosten") for code in first)

    assert set(first) <= set(second)
    assert changed["Titel"] == 4
    assert changed["Stand"] > 15
    assert changed["Ende"] > 15
    assert dearer > 20


def test_the_import_people_use_takes_every_row_in_the_order_of_the_revisions():
    lists = Lists(
        *(rules.catalogue(name, on=TODAY).labels for name in ("action_fields.programme_text", "cost_groups", "financing_sources"))
    )
    goals_now, measures_now, fates = {}, {}, {}

    for name in ("goals_1.csv", "measures_1.csv", "goals_2.csv", "measures_2.csv", "measures_working.csv"):
        existing = Existing(tuple(goals_now.values()), tuple(measures_now.values()))
        plan = plan_import((FOLDER / name).read_bytes(), file_name=name, existing=existing, lists=lists)
        goals_now |= {goal.values.code: goal.values for goal in plan.goals}
        measures_now |= {measure.values.code: measure.values for measure in plan.measures}
        fates[name] = (sum(row.is_new for row in (*plan.goals, *plan.measures)), len((*plan.goals, *plan.measures)), plan.refused)
        assert (plan.unknown_columns, plan.problems, plan.notes) == ((), (), ())

    assert fates == {
        "goals_1.csv": (21, 21, 0),
        "measures_1.csv": (31, 31, 0),
        "goals_2.csv": (3, 8, 0),
        "measures_2.csv": (9, 40, 0),
        "measures_working.csv": (1, 4, 0),
    }
