"""Forms of places: what people type becomes the values of the rules, and what is none is refused at its field."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.places import make_municipality, make_site

from quartierwerk.places import forms
from quartierwerk.places.core.facts import ContactDetails, Resolution, SourceRef, StageStep, StatedFigure

SOURCE = {"source": "Bericht 2026", "source_url": "beispiel.invalid/bericht"}
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


def valid(form):
    assert form.is_valid(), form.errors.as_text()
    return form


def errors(form):
    return {name: [str(message) for message in messages] for name, messages in form.errors.items()}


# Figures.


def figure(kind, value, **more):
    return forms.FigureForm({"kind": kind, "value": value, "exactness": "exact", "as_of": "", **SOURCE, **more})


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("area_m2", "95,5", 955_000),
        ("area_m2", "0,0001", 1),
        ("area_m2", "1.250", 12_500_000),
        ("area_m2", "79", 790_000),
        ("inhabitants", "3.001", 3_001),
        ("inhabitants", "12", 12),
        ("dwellings", "450,0", 450),
    ],
)
def test_a_figure_is_typed_as_germans_write_it_and_areas_in_hectares(kind, typed, value):
    form = valid(figure(kind, typed, as_of="31.12.2025"))

    assert form.stated == StatedFigure(kind, value, "exact", date(2025, 12, 31))
    assert form.source_ref == SourceRef("Bericht 2026", "https://beispiel.invalid/bericht")


@pytest.mark.parametrize(("kind", "typed"), [("inhabitants", "3,5"), ("inhabitants", "0"), ("area_m2", "0"), ("dwellings", "0,25")])
def test_parts_of_people_and_nothing_at_all_are_no_figure(kind, typed):
    assert errors(figure(kind, typed)) == {"value": ["Bitte eine ganze Zahl über null eingeben."]}


@pytest.mark.parametrize("typed", ["", "viel", "-1", "1e12", "0,00001", "NaN"])
def test_what_is_no_number_is_refused_at_its_field(typed):
    assert set(errors(figure("area_m2", typed))) == {"value"}


def test_a_figure_needs_its_source_and_not_its_day():
    form = figure("inhabitants", "12", source="")

    assert set(errors(form)) == {"source"}
    assert valid(figure("inhabitants", "12")).stated.as_of is None


@given(st.decimals(Decimal("0.0001"), Decimal(100_000), places=4, allow_nan=False, allow_infinity=False))
def test_hectares_become_square_metres_without_a_loss(hectares):
    form = valid(figure("area_m2", str(hectares).replace(".", ",")))

    assert Decimal(form.stated.value) / 10_000 == hectares


# Stages, names, contacts.


def test_a_stage_is_one_of_those_that_may_follow():
    offered = [("consolidating", "in Verstetigung")]
    given = {"stage": "consolidating", "since": "01.03.2024", "precision": "year", "reason": "", **SOURCE}

    assert valid(forms.StageForm(given, stages=offered)).step == StageStep("consolidating", date(2024, 3, 1), "year", "")
    assert set(errors(forms.StageForm({**given, "stage": "closed"}, stages=offered))) == {"stage"}
    assert set(errors(forms.StageForm({**given, "since": "31.02.2024"}, stages=offered))) == {"since"}


def test_the_question_of_a_form_comes_before_its_source():
    assert list(forms.StageForm(stages=[]).fields) == ["stage", "since", "precision", "reason", "source", "source_url"]
    assert list(forms.NameForm().fields) == ["name", "kind", "begins_on", "source", "source_url"]
    assert list(forms.FigureForm().fields) == ["kind", "value", "exactness", "as_of", "source", "source_url"]


def test_a_contact_needs_the_office_and_nothing_else():
    form = valid(forms.ContactForm({"title": " Stadtteilbüro "}))

    assert form.details == ContactDetails("Stadtteilbüro", "", "", "", "", "")
    assert set(errors(forms.ContactForm({"name": "Eva", "email": "keine"}))) == {"title", "email"}


# Boundaries.

DESIGNATION = {
    "legal_basis": "171e", "resolved_on": "12.05.2026", "resolved_by": "Stadtverordnetenversammlung", "reference": "VL-9", "valid_from": "01.06.2026",
    **SOURCE,
}  # fmt: skip


def test_a_designation_is_the_resolution_that_was_filled_in():
    form = valid(forms.DesignationForm(DESIGNATION, needs_repair=False))

    assert form.resolution == Resolution("171e", date(2026, 6, 1), date(2026, 5, 12), "Stadtverordnetenversammlung", "VL-9")
    assert "repair" not in form.fields


def test_a_boundary_that_is_wrong_is_mended_with_consent_only():
    refused = forms.DesignationForm(DESIGNATION, needs_repair=True)

    assert errors(refused) == {"repair": ["Die Grenze ist fehlerhaft. Ohne Ihr Einverständnis wird sie nicht bereinigt."]}
    assert valid(forms.DesignationForm({**DESIGNATION, "repair": "on"}, needs_repair=True)).cleaned_data["repair"] is True


@pytest.mark.parametrize("basis", ["171e", "142", "172"])
def test_the_legal_bases_are_those_of_the_statute(basis):
    assert valid(forms.DesignationForm({**DESIGNATION, "legal_basis": basis}, needs_repair=False)).resolution.legal_basis == basis
    assert set(errors(forms.DesignationForm({**DESIGNATION, "legal_basis": "34"}, needs_repair=False))) == {"legal_basis"}


# The filter.


@pytest.mark.django_db
def test_the_filter_offers_what_there_is():
    site = make_site("a-nord", municipality=make_municipality("a", county="Kreis A"))
    make_municipality("leer", county="Kreis ohne Standort")
    site.list_entries.create(programme_year=2019, grant_cents=1, source="Liste")

    form = forms.SiteFilter({}, on=TODAY)

    assert form.fields["county"].choices == [("", "alle Kreise"), ("Kreis A", "Kreis A")]
    assert form.fields["year"].choices == [("", "alle Standorte"), (2019, "2019")]
    assert form.fields["stage"].choices[0] == ("", "alle Stufen")
    assert form.fields["stage"].choices[-1][1] == "nicht bekannt"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "typed"), [("year", "2018"), ("county", "Atlantis"), ("stage", "fertig"), ("sort", "zufällig"), ("q", "x" * 101)]
)
def test_the_filter_refuses_what_it_did_not_offer(name, typed):
    assert set(errors(forms.SiteFilter({name: typed}, on=TODAY))) == {name}
