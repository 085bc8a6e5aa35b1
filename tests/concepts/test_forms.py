"""Input of the concept room, turned into plain values."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from quartierwerk.concepts import forms, queries
from quartierwerk.concepts.core.import_values import GoalValues
from quartierwerk.concepts.core.measure_sheet import Indicator, Money
from quartierwerk.concepts.core.resolution import Decision
from quartierwerk.concepts.models import ResolutionStep
from quartierwerk.concepts.queries.content import FIELDS_LIST
from tests.factories.concepts import TODAY, add_measure, make_concept, make_money

pytestmark = pytest.mark.django_db
SHEET = {
    "code": " M 7 ", "title": "Park", "description": "Grün", "aim": "both", "investive": "no", "main_field": "housing",
    "other_fields": ["housing", "culture"], "cost_group": "", "state": "idea", "priority": "", "starts_on": "1.3.2026", "ends_on": "",
    "goals": ["1.1"], "carrier": " Stadt ", "recipient": "", "responsible": "Amt 61", "department": "Amt 51\r\n\r\n Amt 67 \r\nAmt 51",
    "partner": "", "place_note": "", "outside_reason": "", "participation_done": "", "follow_up_cost_cents": "1.200,50",
    "follow_up_cost_note": "", "version": "3",
}  # fmt: skip


def posted(values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def sheet_form(values=None, initial=None):
    goals = list(queries.goals_of(make_concept()))
    return forms.SheetForm(posted(values) if values else None, initial=initial, fields_list=FIELDS_LIST, goals=goals, on=TODAY)


# The sheet.


def test_a_sheet_is_read_as_it_was_filled_in():
    form = sheet_form(SHEET)
    assert form.is_valid(), form.errors

    sheet = form.sheet(indicators=(Indicator("Bänke"),))

    assert (sheet.code, sheet.title, sheet.aim, sheet.investive, sheet.state) == ("M 7", "Park", "both", False, "idea")
    assert (sheet.starts_on, sheet.ends_on, sheet.follow_up_cost_cents) == (date(2026, 3, 1), None, 120_050)
    assert sheet.other_fields == ("culture",)
    assert sheet.parties == (("carrier", "Stadt"), ("responsible", "Amt 61"), ("department", "Amt 51"), ("department", "Amt 67"))
    assert (sheet.goals, sheet.indicators) == (("1.1",), (Indicator("Bänke"),))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", ""), ("title", "x" * 251), ("aim", "beides"), ("investive", "vielleicht"), ("main_field", "fischerei"), ("state", "fast"),
        ("starts_on", "31.2.2026"), ("follow_up_cost_cents", "-1"), ("goals", ["9"]), ("follow_up_cost_cents", "viel"), ("other_fields", ["fischerei"]),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_at_its_field(field, value):
    form = sheet_form({**SHEET, field: value})

    assert list(form.errors) == [field]


def test_a_measure_fills_its_form_and_the_form_changes_nothing():
    concept = make_concept()
    measure = add_measure(concept, 1, participation_done="Zwei\nZeilen", follow_up_cost_cents=5)
    initial = forms.sheet_initial(measure)
    shown = sheet_form(initial=initial)

    again = {bound.name: bound.value() for bound in shown if bound.value() not in (None, "")}
    again["follow_up_cost_cents"] = shown.fields["follow_up_cost_cents"].prepare_value(5)
    form = sheet_form({name: list(value) if isinstance(value, list | tuple) else str(value) for name, value in again.items()}, initial)

    assert form.is_valid(), form.errors
    sheet = form.sheet(indicators=())
    assert (sheet.code, sheet.goals, sheet.starts_on, sheet.other_fields) == ("M 1", ("1.1",), date(2026, 1, 1), ("culture",))
    assert sorted(sheet.parties) == sorted(measure.parties.values_list("part", "name"))
    assert forms.overtaken(form) == []


def test_what_somebody_else_saved_is_told_in_words():
    measure = add_measure(make_concept(), 1, title="Ihr Titel", aim="upgrading", investive=True, starts_on=date(2026, 5, 1))
    form = sheet_form({**SHEET, "code": "M 1", "goals": ["1.1"]}, initial=forms.sheet_initial(measure))
    assert form.is_valid()

    told = dict(forms.overtaken(form))

    assert (told["Titel"], told["Ziel des Programms"], told["Art"]) == ("Ihr Titel", "Aufwertung", "investiv")
    assert (told["Beginn"], told["Folgekosten im Jahr"]) == ("01.05.2026", "0,00")
    assert not {"Nummer", "Dient den Zielen"} & set(told)


# Indicators.


def indicator_set(*rows):
    data = {"indicators-TOTAL_FORMS": str(len(rows)), "indicators-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        data |= {f"indicators-{place}-{name}": value for name, value in row.items()}
    return forms.IndicatorFormSet(posted(data), prefix="indicators")


def test_indicators_are_read_and_empty_rows_are_none():
    found = indicator_set({"name": "Bänke", "unit": "Stück", "baseline": "1,5", "target": "1.200", "target_year": "2030"}, {"name": ""})
    assert found.is_valid(), found.errors

    assert forms.indicators_from(found) == (Indicator("Bänke", "Stück", Decimal("1.5"), Decimal(1200), 2030),)


def test_an_indicator_stands_once():
    found = indicator_set({"name": "Bänke", "target": "1"}, {"name": "Bänke", "target": "2"})

    assert not found.is_valid()
    assert found.non_form_errors() == ["Der Indikator „Bänke“ steht zweimal da."]


@pytest.mark.parametrize(("field", "value"), [("target_year", "1998"), ("target_year", "2101"), ("target", "viel"), ("name", "x" * 251)])
def test_an_indicator_that_makes_no_sense_is_refused(field, value):
    found = indicator_set({"name": "Bänke", field: value})

    assert not found.is_valid()
    assert list(found.errors[0]) == [field]


# Money.


def money_form(values=None, **initial):
    return forms.MoneyForm(values, initial=initial, years=(2026, 2027), sources={"federal": "Bund", "eu": "EU"})


def test_money_is_read_by_source_and_year():
    form = money_form({"cost_2026": "1.234,56", "cost_2027": "", "federal_2026": "1000", "eu_2026": "234,56 €", "eu_2027": "0"})
    assert form.is_valid(), form.errors

    assert form.money() == Money(
        {2026: 123_456, 2027: 0}, {("federal", 2026): 100_000, ("federal", 2027): 0, ("eu", 2026): 23_456, ("eu", 2027): 0}
    )


def test_money_rows_stand_by_source():
    rows = [(code, label, [bound.name for bound in cells]) for code, label, cells in money_form().rows()]

    assert rows == [
        ("cost", "Kosten", ["cost_2026", "cost_2027"]),
        ("federal", "Bund", ["federal_2026", "federal_2027"]),
        ("eu", "EU", ["eu_2026", "eu_2027"]),
    ]


def test_what_is_no_amount_is_refused_at_its_cell():
    assert list(money_form({"cost_2026": "ca. 5"}).errors) == ["cost_2026"]


def test_money_somebody_else_planned_is_told():
    form = money_form({"cost_2026": "5", "eu_2026": "7", "version": "1"}, cost_2026=123_456, eu_2026=700, version=2)
    assert form.is_valid()

    assert forms.overtaken(form) == [("Kosten 2026", "1.234,56")]


# The place.


@pytest.mark.parametrize("data", [{}, {"longitude": "8,5"}, {"latitude": "50,5"}])
def test_an_empty_place_removes_none(data):
    form = forms.PlaceForm(data, {})

    assert form.non_field_errors() == ["Geben Sie Länge und Breite ein oder wählen Sie eine Datei."]


@pytest.mark.parametrize("data", [{"longitude": "8,5012345", "latitude": "50,5"}, {"nowhere": "on"}])
def test_a_place_has_both_coordinates_or_is_removed_on_purpose(data):
    assert forms.PlaceForm(data, {}).is_valid()


# Goals, steps, resolutions.


def test_a_goal_is_read_with_its_parent():
    concept = make_concept()
    guiding = concept.goals.filter(parent__isnull=True)

    form = forms.GoalForm({"code": "1.2", "title": "Höfe", "parent": guiding.get().pk, "success_shown_by": "Man grillt"}, guiding=guiding)

    assert form.is_valid(), form.errors
    assert form.goal() == GoalValues("1.2", "Höfe", "1", "Man grillt")


def test_only_guiding_goals_are_parents():
    concept = make_concept()
    part = concept.goals.get(code="1.1")

    form = forms.GoalForm({"code": "1.2", "title": "Höfe", "parent": part.pk}, guiding=concept.goals.filter(parent__isnull=True))

    assert list(form.errors) == ["parent"]


def test_a_step_is_one_of_those_the_actor_may_record():
    data = {"kind": "recognised", "decided_on": "3.3.2026", "body_name": "Ministerium", "reference": "IV-1"}

    allowed = forms.StepForm(data, kinds=[ResolutionStep.Kind.RECOGNISED])
    refused = forms.StepForm(data, kinds=[ResolutionStep.Kind.COUNCIL])

    assert allowed.is_valid()
    assert allowed.decision() == Decision("recognised", date(2026, 3, 3), "Ministerium", "IV-1")
    assert list(refused.errors) == ["kind"]


def test_a_resolution_is_the_councils():
    form = forms.ResolveForm({"decided_on": "2026-03-03", "body_name": "StVV", "reference": "VL-1"}, has_open_points=False)

    assert form.is_valid()
    assert form.decision() == Decision("council", date(2026, 3, 3), "StVV", "VL-1")


def test_the_filter_offers_the_fields_in_force():
    form = forms.MeasureFilter({"field": "housing", "text": "", "aim": "", "state": "done"}, fields_list=FIELDS_LIST, on=TODAY)

    assert form.is_valid()
    assert len(form.fields["field"].choices) == 10
    assert list(forms.MeasureFilter({"field": "fischerei"}, fields_list=FIELDS_LIST, on=TODAY).errors) == ["field"]


def test_factory_money_adds_up():
    money = make_money(100)

    assert sum(money.costs.values()) == sum(money.financing.values()) == 100


@pytest.mark.parametrize(("form", "purpose"), [(forms.ImportForm, "spreadsheet"), (forms.PhotoForm, "photo")])
def test_a_form_names_the_limit_that_holds(form, purpose):
    from quartierwerk.foundation.files.core.purposes import ALLOWED, Purpose

    megabytes = ALLOWED[Purpose(purpose)].largest // 1024**2

    assert f"höchstens {megabytes} MB" in str(form.base_fields["file"].help_text)
