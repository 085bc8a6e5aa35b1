"""Every finding and every refusal of the room has its sentence; every address leads somewhere."""

import re
from datetime import date

import pytest
from django.urls import Resolver404, resolve

from quartierwerk.concepts import phrases
from quartierwerk.concepts.core import changes, completeness, measure_sheet, resolution
from quartierwerk.concepts.core.completeness import Finding
from quartierwerk.concepts.phrases import trail
from quartierwerk.foundation.geo.refusals import UnreadableBoundaryError
from quartierwerk.foundation.rulebook.queries import NoRuleOnDayError
from quartierwerk.kernel.errors import DomainError, NotPermittedError
from tests.architecture.source import PACKAGE, modules

UNKNOWN = "Das geht hier nicht."
SITE = "musterstadt-nord"
REFUSALS = [
    changes.ChangedMeanwhileError(1, 2),
    changes.GoneMeanwhileError(),
    changes.AlreadyBegunError(),
    changes.AlreadyShownError(),
    changes.CodeTakenError("M 1"),
    changes.CircularGoalError(),
    changes.StillServedError(1, 2),
    changes.RefusedRowsError(3),
    measure_sheet.BackwardScheduleError(),
    measure_sheet.NegativeAmountError(2026),
    resolution.FutureStepError(date(2027, 1, 1), date(2026, 1, 1)),
    resolution.StepRecordedError("council", date(2026, 1, 1)),
    resolution.EmptyConceptError(),
    resolution.UnexplainedFindingsError(3),
    resolution.NothingChangedError(2),
]
FINDINGS = [
    Finding("C-01", "no_boundary", ("area", SITE)),
    Finding("C-02", "chapter_empty", ("chapter", "goals"), "Ziele"),
    Finding("C-03", "field_not_analysed", ("field", "housing"), "Wohnen"),
    Finding("C-04", "field_without_measure", ("field", "housing"), "Wohnen"),
    Finding("C-05", "no_goals", ("goals", "")),
    *(Finding("C-06", code, ("goal", "1/2"), "1/2 Ziel") for code in ("guiding_goal_without_sub_goal", "goal_without_measure", "goal_without_success")),
    *(
        Finding("C-08", code, ("measure", "m-1"), "M 1 Park", facts={"year": 2026, "difference_cents": -123456})
        for code in (
            "measure_without_goal", "measure_without_carrier", "measure_without_lead", "measure_without_place", "measure_outside_area",
            "measure_without_schedule", "measure_without_cost_group", "measure_without_cost", "cost_not_financed", "year_not_financed",
            "measure_without_target", "follow_up_cost_unknown",
        )
    ),
    Finding("C-17", "chapter_unlisted", ("chapter", "old"), "Altes Kapitel", grave=False),
    Finding("C-17", "field_unlisted", ("field", "old"), "Altes Feld", grave=False),
    *(Finding("C-16", code, ("measures", "")) for code in ("no_upgrading", "no_cooperation")),
]  # fmt: skip


def errors_of_the_room():
    """Return every refusal class the cores of the room declare."""
    found = {vars(module)[name] for module in (changes, measure_sheet, resolution) for name in vars(module) if name.endswith("Error")}
    return {kind for kind in found if issubclass(kind, DomainError) and kind is not DomainError}


@pytest.mark.parametrize("problem", REFUSALS, ids=lambda problem: type(problem).__name__)
def test_a_refusal_has_its_sentence(problem):
    sentence = phrases.refusal(problem)

    assert sentence != UNKNOWN
    assert sentence.endswith(".")
    assert "%(" not in sentence


def test_every_refusal_of_the_room_is_tried():
    assert {type(problem) for problem in REFUSALS} == errors_of_the_room()


def test_refusals_of_a_core_stand_in_the_known_modules():
    declared = {
        module.name
        for module in modules()
        if module.name.startswith("quartierwerk.concepts.core.") and re.search(r"^class \w+Error\(DomainError\)", module.text, re.MULTILINE)
    }

    assert declared == {f"quartierwerk.concepts.core.{name}" for name in ("changes", "measure_sheet", "resolution")}


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (changes.CodeTakenError("M 1"), "Die Nummer M 1 ist in diesem Konzept schon vergeben."),
        (measure_sheet.NegativeAmountError(2026), "Ein Betrag ist kleiner als null (2026)."),
        (NoRuleOnDayError("catalogue", "x", date(1066, 1, 2)), "Für den 02.01.1066 kennt das Regelwerk keine Vorgaben. Stimmt das Datum?"),
        (NotPermittedError("outside_scope"), "Ihre Rolle gilt für einen anderen Standort."),
        (
            UnreadableBoundaryError("geojson", "not_one_geometry"),
            "Die Datei muss genau einen Punkt, eine Linie oder eine Fläche enthalten.",
        ),
        (UnreadableBoundaryError("geojson", "not_json"), "Das ist keine GeoJSON-Datei."),
        (DomainError(), UNKNOWN),
    ],
)
def test_a_refusal_says_its_facts(problem, sentence):
    assert phrases.refusal(problem) == sentence


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.code)
def test_a_finding_has_a_sentence_and_leads_to_where_it_is_mended(finding):
    problem = phrases.problem(finding, site_code=SITE)

    assert problem.sentence.endswith(".")
    assert "%(" not in problem.sentence
    assert finding.name in problem.sentence
    assert (problem.code, problem.grave, problem.rule) == (finding.code, finding.grave, finding.rule)
    try:
        assert resolve(problem.address).kwargs["site"] == SITE
    except Resolver404:
        pytest.fail(f"{problem.address} leads nowhere")


def test_every_finding_of_the_check_is_tried():
    text = (PACKAGE / "concepts/core/completeness.py").read_text()
    declared = set(re.findall(r'"C-\d\d", "(\w+)"', text)) | {"no_upgrading", "no_cooperation"}

    assert declared == {finding.code for finding in FINDINGS}
    assert completeness.FULL_SHEET_STATES


def test_money_that_does_not_match_is_named_to_the_cent():
    finding = Finding("C-13", "year_not_financed", ("measure", "m-1"), "M 1 Park", facts={"year": 2026, "difference_cents": -123456})

    problem = phrases.problem(finding, site_code=SITE)

    assert problem.sentence == (
        "Bei der Maßnahme „M 1 Park“ weichen Kosten und Finanzierung im Jahr 2026 um 1.234,56\N{NO-BREAK SPACE}€ voneinander ab."
    )
    assert problem.address == f"/werkbank/standorte/{SITE}/massnahmen/m-1/geld/"


@pytest.mark.parametrize(
    ("code", "page"),
    [
        ("measure_without_place", "ort"),
        ("measure_outside_area", "ort"),
        ("measure_without_cost", "geld"),
        ("measure_without_goal", "bearbeiten"),
    ],
)
def test_a_finding_on_a_measure_leads_to_the_right_form(code, page):
    finding = next(finding for finding in FINDINGS if finding.code == code)

    assert phrases.problem(finding, site_code=SITE).address == f"/werkbank/standorte/{SITE}/massnahmen/m-1/{page}/"


def test_every_deed_of_the_room_has_its_words_in_the_history():
    deeds = set()
    for module in modules():
        if module.name.startswith("quartierwerk.concepts.actions"):
            deeds |= set(re.findall(r'@deed\("(concepts:[\w:]+)"\)', module.text))

    assert deeds == set(trail.SENTENCES)


def test_a_title_that_quotes_keeps_its_quotes_apart():
    said = phrases.problem(Finding("C-11", "measure_without_carrier", ("measure", "m-41"), "M 41 Leihladen „Leih was“"), site_code=SITE)

    assert said.sentence == "Die Maßnahme „M 41 Leihladen ‚Leih was‘“ hat keinen Träger."
