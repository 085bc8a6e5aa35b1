"""Measures: list, sheet, money, place, photographs."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.concepts import INSIDE, SITE, add_measure, add_measures, make_area, make_money, make_sheet, officer
from tests.foundation.files.pictures import picture
from tests.pages import links, words

from quartierwerk.concepts import actions
from quartierwerk.concepts.core.measure_sheet import Money
from quartierwerk.concepts.models import Measure, MeasurePhoto
from quartierwerk.foundation.audit.models import TrailEntry

pytestmark = pytest.mark.django_db
LIST = reverse("concepts:measures", args=(SITE,))
ADD = reverse("concepts:add_measure", args=(SITE,))
NO_INDICATORS = {"indicators-TOTAL_FORMS": "0", "indicators-INITIAL_FORMS": "0"}
SHEET = {
    "code": "M 7", "title": "Park", "aim": "upgrading", "investive": "yes", "main_field": "housing", "state": "idea", **NO_INDICATORS,
}  # fmt: skip


def of(name, slug="m-1"):
    return reverse(f"concepts:{name}", args=(SITE, slug))


def the_other_saves(concept, title="Der Titel der anderen"):
    sheet = make_sheet(title=title)
    actions.save_measure(concept=concept, measure=concept.measures.get(code="M 1"), sheet=sheet, expected_version=None, actor=officer())


# The list.


def test_the_list_shows_every_measure_with_its_sums(concept, officer_client):
    text = words(officer_client.get(LIST))

    assert "M 1 Maßnahme 1" in text
    assert "2026–2027 90.000 90.000" in text
    assert "Summe, 2 Maßnahmen 180.000 180.000" in text


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"text": "m 2"}, {"M 2"}), ({"text": "besonders"}, {"M 3"}), ({"aim": "upgrading"}, {"M 3"}), ({"state": "running"}, {"M 3"}),
        ({"field": "health"}, {"M 3"}), ({"field": "culture"}, {"M 1", "M 2"}), ({"state": "running", "aim": "both"}, set()),
        ({"state": "fast"}, {"M 1", "M 2", "M 3"}),
    ],
)  # fmt: skip
def test_filter_leaves_the_same_rows_on_screen_and_in_the_file(query, codes, concept, officer_client):
    add_measure(concept, 3, title="Besonders", aim="upgrading", state="running", main_field="health", other_fields=())

    page = officer_client.get(LIST, query)
    file = b"".join(officer_client.get(LIST, {**query, "format": "csv"})).decode()

    assert {row.code for row in page.context["rows"]} == codes
    assert {line.split(";")[0] for line in file.splitlines() if line.startswith("M ")} == codes


def test_an_empty_list_says_what_to_do(officer_client):
    from tests.factories.concepts import make_concept

    make_concept()

    assert "Keine Maßnahme gefunden" in words(officer_client.get(LIST))


def test_the_list_has_fifty_rows_a_page_and_leaves_whole(concept, officer_client):
    add_measures(concept, 50, money=False)

    page = officer_client.get(LIST)
    file = b"".join(officer_client.get(LIST, {"format": "csv"})).decode()

    assert len(page.context["rows"]) == 50
    assert "Summe, 52 Maßnahmen" in words(page)
    assert sum(line.startswith("M ") for line in file.splitlines()) == 52


def test_another_kind_of_file_is_not_found(concept, officer_client):
    assert officer_client.get(LIST, {"format": "pdf"}).status_code == 404


# The sheet.


def test_the_sheet_shows_everything_and_leads_back_and_forth(concept, officer_client):
    make_area(concept.site)
    Measure.objects.filter(slug="m-1").update(geometry=INSIDE, participation_done="Werkstatt im Mai")

    page = officer_client.get(of("measure"))

    text = words(page)
    for part in (
        "M 1 Maßnahme 1",
        "geplant",
        "investiv",
        "Wege und Bänke.",
        "90.000 €",
        "Stadt Musterstadt",
        "Turnverein",
        "1/2026 bis 12/2027",
        "1.1 Grün und Ruhe",
    ):
        assert part in text
    assert re.findall(r'aria-label="(Roter Faden[^"]*)"', page.text) == ["Roter Faden: M 1"]
    assert {of("edit_measure"), of("money"), of("photos"), of("measure_pdf"), of("remove_measure")} <= set(links(page))


def test_a_sheet_without_anything_says_so(concept, officer_client):
    from quartierwerk.concepts.core.measure_sheet import Sheet

    actions.measures.write_sheet(concept, None, Sheet("K 1", "Kahl", "housing", "upgrading", investive=False), taken=())

    text = words(officer_client.get(of("measure", "k-1")))

    assert "noch keinem Ziel zugeordnet" in text
    assert "Noch keine Kosten geplant" in text
    assert "k. A." in text


# Saving a sheet.


def test_a_measure_is_added_with_its_indicators(concept, officer_client):
    indicators = {
        "indicators-TOTAL_FORMS": "2",
        "indicators-INITIAL_FORMS": "0",
        "indicators-0-name": "Bänke",
        "indicators-0-target": "1.200",
    }

    response = officer_client.post(ADD, {**SHEET, **indicators}, follow=True)

    measure = concept.measures.get(code="M 7")
    assert "Die Maßnahme M 7 Park ist gespeichert." in words(response)
    assert [(row.name, row.target) for row in measure.indicators.all()] == [("Bänke", 1200)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "M 1"}, "Die Nummer M 1 ist in diesem Konzept schon vergeben."),
        ({"starts_on": "2027-01-01", "ends_on": "2026-01-01"}, "Das Ende liegt vor dem Beginn."),
        ({"title": ""}, "Titel"),
        (
            {"indicators-TOTAL_FORMS": "2", "indicators-0-name": "Bänke", "indicators-1-name": "Bänke"},
            "Der Indikator „Bänke“ steht zweimal da.",
        ),
        ({"indicators-TOTAL_FORMS": "1", "indicators-0-name": "Bänke", "indicators-0-target": "viele"}, "Das ist keine Zahl"),
    ],
)
def test_a_refused_sheet_keeps_what_was_typed_and_says_why(change, sentence, concept, officer_client):
    response = officer_client.post(ADD, {**SHEET, "description": "Mühsam getippt", **change})

    assert response.status_code == 200
    assert sentence in words(response)
    assert response.context["form"]["description"].value() == "Mühsam getippt"
    assert concept.measures.count() == 2


def test_a_measure_is_changed_and_keeps_its_address(concept, officer_client):
    response = officer_client.post(of("edit_measure"), {**SHEET, "version": "1"})

    assert response["Location"] == of("measure")
    measure = concept.measures.get(slug="m-1")
    assert (measure.code, measure.title, measure.state) == ("M 7", "Park", "idea")


def test_a_sheet_somebody_overtook_shows_both_and_can_be_saved_then(concept, officer_client):
    the_other_saves(concept)

    conflict = officer_client.post(of("edit_measure"), {**SHEET, "version": "1", "goals": ["1.1"], "other_fields": ["culture", "health"]})

    assert conflict.status_code == 409
    assert "Jemand anders hat inzwischen gespeichert." in words(conflict)
    assert "Titel Der Titel der anderen" in words(conflict)
    form = conflict.context["form"]
    assert (form["title"].value(), form["other_fields"].value(), str(form["version"].value())) == ("Park", ["culture", "health"], "2")
    assert concept.measures.get(slug="m-1").title == "Der Titel der anderen"

    officer_client.post(of("edit_measure"), {**SHEET, "version": form["version"].value()})

    assert concept.measures.get(slug="m-1").title == "Park"


# Money.


def test_money_is_planned(concept, officer_client):
    response = officer_client.post(
        of("money"), {"version": "1", "cost_2026": "1.000", "federal_2026": "600,50", "state_2027": "399,50"}, follow=True
    )

    assert "Kosten und Finanzierung sind gespeichert." in words(response)
    measure = concept.measures.get(slug="m-1")
    assert list(measure.planned_costs.values_list("budget_year", "amount_cents")) == [(2026, 100_000)]
    assert sorted(measure.planned_financing.values_list("source_code", "budget_year", "amount_cents")) == [
        ("federal", 2026, 60_050), ("state", 2027, 39_950),
    ]  # fmt: skip


def test_money_opens_as_it_was_planned(concept, officer_client):
    page = officer_client.get(of("money"))

    form = page.context["form"]
    assert form.years == (2026, 2027)
    assert form["cost_2026"].value() == "90.000,00"
    assert 'value="90.000,00"' in page.content.decode()


def test_no_amount_is_lost_because_it_has_no_column(concept, officer_client):
    measure = concept.measures.get(slug="m-1")
    actions.plan_money(
        measure=measure, money=Money({1999: 1, 2060: 2}, {("altes_programm", 2060): 2}), expected_version=None, actor=officer()
    )
    form = officer_client.get(of("money")).context["form"]
    typed = {name: field.prepare_value(form.get_initial_for_field(field, name)) or "" for name, field in form.fields.items()}

    officer_client.post(of("money"), typed)

    assert sorted(measure.planned_costs.values_list("budget_year", "amount_cents")) == [(1999, 1), (2060, 2)]
    assert measure.planned_financing.get().source_code == "altes_programm"


def test_an_amount_that_is_none_keeps_the_table(concept, officer_client):
    response = officer_client.post(of("money"), {"version": "1", "cost_2026": "viel", "federal_2026": "5"})

    assert "Bitte einen Betrag wie 1.234,56 eingeben." in words(response)
    assert response.context["form"]["federal_2026"].value() == "5"
    assert concept.measures.get(slug="m-1").planned_costs.get().amount_cents == 9_000_000


def test_money_somebody_overtook_shows_both_and_can_be_saved_then(concept, officer_client):
    measure = concept.measures.get(slug="m-1")
    actions.plan_money(measure=measure, money=make_money(300), expected_version=None, actor=officer())

    conflict = officer_client.post(of("money"), {"version": "1", "cost_2026": "7"})

    assert conflict.status_code == 409
    assert "Kosten 2026 3,00" in words(conflict)
    assert conflict.context["form"]["cost_2026"].value() == "7"
    officer_client.post(of("money"), {"version": conflict.context["form"]["version"].value(), "cost_2026": "7"})
    assert measure.planned_costs.get().amount_cents == 700


# The place.


def test_a_place_is_typed_as_coordinates(concept, officer_client):
    response = officer_client.post(of("place"), {"longitude": "8,505", "latitude": "50,505"}, follow=True)

    assert "Der Ort ist gespeichert." in words(response)
    assert concept.measures.get(slug="m-1").geometry == INSIDE
    assert officer_client.get(of("place")).context["form"]["longitude"].value() == 8.505


def test_a_place_is_a_file(concept, officer_client):
    line = {"type": "LineString", "coordinates": [[8.5, 50.5], [8.51, 50.51]]}

    officer_client.post(of("place"), {"file": SimpleUploadedFile("ort.geojson", json.dumps(line).encode())})

    assert concept.measures.get(slug="m-1").geometry["type"] == "LineString"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"kein json", "Das ist keine GeoJSON-Datei."),
        (b'{"type":"FeatureCollection","features":[]}', "Die Datei muss genau einen Punkt, eine Linie oder eine Fläche enthalten."),
        (b" " * 500_001, "Die Datei ist zu groß für einen einzelnen Ort."),
        (json.dumps({"type": "Point", "coordinates": [2.35, 48.85]}).encode(), "außerhalb Deutschlands"),
    ],
)
def test_what_is_no_place_is_refused_with_a_sentence(content, sentence, concept, officer_client):
    response = officer_client.post(of("place"), {"file": SimpleUploadedFile("ort.geojson", content)})

    assert response.status_code == 200
    assert sentence in words(response)
    assert "Das geht hier nicht." not in words(response)
    assert concept.measures.get(slug="m-1").geometry is None


def test_saving_an_empty_form_erases_no_place(concept, officer_client):
    Measure.objects.update(geometry={"type": "LineString", "coordinates": [[8.5, 50.5], [8.51, 50.51]]})

    response = officer_client.post(of("place"), {"longitude": "", "latitude": ""})

    assert "Geben Sie Länge und Breite ein oder wählen Sie eine Datei." in words(response)
    assert concept.measures.get(slug="m-1").geometry is not None
    officer_client.post(of("place"), {"nowhere": "on"})
    assert concept.measures.get(slug="m-1").geometry is None


# Photographs.


def photo(client, content=None, **more):
    file = SimpleUploadedFile("bank.jpg", content if content is not None else picture(), "image/jpeg")
    return client.post(of("photos"), {"file": file, "alt_text": "Bänke", "credit": "Stadt", "consent": "ja, 3.5.", **more}, follow=True)


def test_a_photograph_is_added_shown_and_removed(concept, officer_client):
    assert "Das Foto ist gespeichert." in words(photo(officer_client))
    shown = MeasurePhoto.objects.select_related("file").get()

    page = officer_client.get(of("measure"))
    address = reverse("concepts:photo", args=(SITE, "m-1", shown.file.sha256))
    assert address in links(page)
    image = officer_client.get(address)
    assert (image["Content-Type"], image.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "ja, 3.5." not in words(page)

    officer_client.post(of("photos"), {"remove": shown.pk})
    assert not MeasurePhoto.objects.exists()
    assert officer_client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "more", "sentence"),
    [
        (b"kein Bild", {}, "Erlaubt sind: JPEG"),
        (b"", {}, "ist leer."),
        (None, {"alt_text": ""}, "Bildbeschreibung"),
        (None, {"consent": ""}, "Einwilligung"),
    ],
)
def test_a_photograph_without_what_must_be_known_is_refused(content, more, sentence, concept, officer_client):
    response = photo(officer_client, content, **more)

    assert response.status_code == 200
    assert sentence in words(response)
    assert "stimmt noch nicht" in words(response) or "stimmen noch nicht" in words(response)
    assert not MeasurePhoto.objects.exists()


def test_the_same_photograph_is_shown_once(concept, officer_client):
    photo(officer_client)

    assert "Dieses Foto steht schon bei der Maßnahme." in words(photo(officer_client))
    assert MeasurePhoto.objects.count() == 1


@pytest.mark.parametrize("number", ["999999", "abc", "-1", ""])
def test_a_photograph_that_is_not_there_cannot_be_removed(number, concept, officer_client):
    assert officer_client.post(of("photos"), {"remove": number}).status_code == 404


@pytest.mark.parametrize("name", ["photos", "place"])
def test_an_upload_beyond_all_limits_keeps_a_sentence(name, concept, officer_client, monkeypatch):
    monkeypatch.setattr("quartierwerk.foundation.files.upload.LARGEST_UPLOAD", 1_000)

    response = officer_client.post(of(name), {"file": SimpleUploadedFile("gross.jpg", b"x" * 200_000)})

    assert response.status_code == 200
    assert "Die Datei ist zu groß." in words(response)


def test_a_photograph_of_a_working_copy_is_not_for_strangers(concept, officer_client, client):
    photo(officer_client)
    address = reverse("concepts:photo", args=(SITE, "m-1", MeasurePhoto.objects.get().file.sha256))

    client.logout()

    assert client.get(address)["Location"] == f"{reverse('account_login')}?next={address}"


# Removal.


def test_a_measure_is_removed_with_a_reason(concept, officer_client):
    response = officer_client.post(of("remove_measure"), {"reason": " Kein Geld "}, follow=True)

    assert "Beschlossene Fassungen behalten sie." in words(response)
    assert [measure.slug for measure in concept.measures.all()] == ["m-2"]
    assert TrailEntry.objects.order_by("number").last().reason == "Kein Geld"


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_measure_is_not_removed_without_a_reason(reason, concept, officer_client):
    response = officer_client.post(of("remove_measure"), {"reason": reason})

    assert "Bitte nennen Sie den Grund." in words(response)
    assert concept.measures.count() == 2


@pytest.mark.parametrize("name", ["edit_measure", "money", "place", "photos", "remove_measure"])
def test_readers_change_nothing(name, concept, reader_client):
    response = reader_client.post(of(name), {**SHEET, "reason": "x", "longitude": "8,5", "latitude": "50,5"})

    assert response.status_code == 403
    assert {(row.title, row.version) for row in Measure.objects.all()} == {("Maßnahme 1", 1), ("Maßnahme 2", 1)}


@pytest.mark.parametrize("name", ["measure", "edit_measure", "money", "place", "photos", "remove_measure"])
def test_every_page_of_a_measure_leads_back_to_it(name, concept, officer_client):
    measure = concept.measures.first()

    page = officer_client.get(reverse(f"concepts:{name}", args=(SITE, measure.slug)))

    assert measure.get_absolute_url() in links(page)
    assert reverse("portal:site", args=(SITE,)) in links(page)
