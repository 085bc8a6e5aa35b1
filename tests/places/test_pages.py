"""Pages on places: what they show, to whom, and how often they ask."""

import io
import json
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.places import make_municipality, make_site
from tests.pages import words
from tests.places.conftest import add_rows, make_full_site
from tests.queries import assert_same_queries

from quartierwerk.places.models import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry_client(signed_in_as):
    return signed_in_as("programme_ministry")


@pytest.fixture
def officer_client(signed_in_as):
    return signed_in_as("area_officer", "municipality", "stadt-001")


def text(response):
    return response.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("name", ["sites", "map", "boundaries"])
def test_list_asks_as_often_for_twenty_sites_as_for_two(name, ministry_client):
    def more(begin, number):
        for place in range(begin, begin + number):
            make_full_site(place)

    assert_same_queries(ministry_client, reverse(f"places:{name}"), few=lambda: more(1, 2), many=lambda: more(3, 18))


@pytest.mark.parametrize("name", ["site", "area", "boundary"])
def test_dossier_asks_as_often_for_twenty_rows_as_for_two(name, ministry_client):
    site = make_full_site(1)

    assert_same_queries(ministry_client, reverse(f"places:{name}", args=(site.code,)), few=lambda: None, many=lambda: add_rows(site, 2, 18))


def test_list_needs_a_sign_in(client):
    address = reverse("places:sites")

    assert client.get(address)["Location"] == f"{reverse('account_login')}?next={address}"


def test_list_shows_place_stage_and_money(full_site, ministry_client):
    page = text(ministry_client.get(reverse("places:sites")))

    assert "Stadt 001 – Viertel 001" in page
    assert "in Umsetzung" in page
    assert "1 Standort in dieser Auswahl" in page


def test_list_says_when_a_stage_is_not_known(ministry_client):
    make_site()

    assert "nicht bekannt" in text(ministry_client.get(reverse("places:sites")))


def test_list_marks_what_is_invented(ministry_client):
    make_site(is_example=True)

    assert "Musterstadt – Musterstadt Nord erfunden" in words(ministry_client.get(reverse("places:sites")))


def test_list_without_sites_says_so(ministry_client):
    assert "Kein Standort in dieser Auswahl" in text(ministry_client.get(reverse("places:sites"), {"q": "nirgends"}))


def test_list_shows_fifty_sites_a_page(ministry_client):
    for number in range(51):
        make_site(f"ort-{number:03}", municipality=make_municipality())

    page = text(ministry_client.get(reverse("places:sites")))

    assert page.count("/werkbank/standorte/ort-") == 50
    assert "51 Standorte in dieser Auswahl" in page


def test_list_leaves_as_excel_with_the_filter_on_screen(ministry_client):
    make_full_site(1)
    make_full_site(2)

    response = ministry_client.get(reverse("places:sites"), {"format": "xlsx", "county": "Kreis 2"})

    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in cells if str(row[0]).startswith("standort-")] == ["standort-002"]
    assert 300_000 in cells[-1]


def test_list_leaves_as_csv(full_site, ministry_client):
    response = ministry_client.get(reverse("places:sites"), {"format": "csv"})

    assert (
        "standort-001;Stadt 001;06400001;Kreis 1;Viertel 001;in Umsetzung;02.01.2016;seit 2014;2001;200.000,00;nein"
        in b"".join(response).decode()
    )


def test_list_in_another_form_is_not_found(ministry_client):
    assert ministry_client.get(reverse("places:sites"), {"format": "exe"}).status_code == 404


def test_map_links_every_site(ministry_client):
    make_full_site(1)
    make_site("ohne-ort", municipality=make_municipality("gemuenden", name="Gemünden"), name="Innenstadt")

    page = text(ministry_client.get(reverse("places:map")))

    assert reverse("places:site", args=("standort-001",)) in page
    assert "Nicht auf der Karte, weil die Gemeinde nicht eindeutig ist: Gemünden – Innenstadt." in page


def test_boundaries_leave_as_geojson_with_their_resolution(full_site, ministry_client):
    response = ministry_client.get(reverse("places:boundaries"))

    (feature,) = json.loads(response.content)["features"]
    assert response["Content-Type"] == "application/geo+json"
    assert (feature["id"], feature["properties"]["legal_basis"], feature["properties"]["resolved_on"]) == (
        "standort-001/2",
        "§ 171e BauGB",
        "2016-01-01",
    )


def test_boundary_of_a_site_leaves_with_all_versions(full_site, ministry_client):
    content = json.loads(ministry_client.get(reverse("places:boundary", args=("standort-001",))).content)

    assert [feature["properties"]["version"] for feature in content["features"]] == [2, 1]


def test_profile_shows_facts_with_their_source(full_site, officer_client):
    response = officer_client.get(reverse("places:site", args=("standort-001",)))
    page = text(response)

    assert "3.001" in page
    assert '<a href="https://example.org/liste">Liste</a>' in page
    assert "Berechnet aus Fassung 2 der Grenze, gültig ab 02.01.2016 ." in words(response)
    assert "Ayse Amt" in page
    assert "200.000 €" in page


def test_profile_warns_of_what_does_not_fit(officer_client):
    site = make_full_site(1)
    site.figures.create(kind="area_m2", value=115_000, as_of=date(2021, 1, 1), source="Kurzprofil")

    page = text(officer_client.get(reverse("places:site", args=("standort-001",))))

    assert "Was nicht zusammenpasst" in page
    assert "79 ha" in page


def test_profile_of_an_unknown_site_is_not_found(officer_client):
    assert officer_client.get(reverse("places:site", args=("nirgends",))).status_code == 404


def test_resident_sees_no_way_to_change_anything(full_site, signed_in_as):
    page = text(signed_in_as("resident", "site", "standort-001").get(reverse("places:site", args=("standort-001",))))

    assert "eintragen" not in page.split("</nav>")[-1].replace("Noch keine Ansprechstelle eingetragen.", "")
    assert "Stufe setzen" not in page


EDITS = ["record_figure", "name_site", "describe", "add_contact"]


@pytest.mark.parametrize("name", [*EDITS, "set_stage", "upload"])
def test_form_of_another_municipality_is_refused(name, full_site, signed_in_as):
    client = signed_in_as("area_officer", "municipality", "anderswo")

    assert client.get(reverse(f"places:{name}", args=("standort-001",))).status_code == 403


ASKED = {
    "record_figure": ["Was", "Wert", "Wie sagt es die Quelle?", "Quelle"],
    "name_site": ["Name", "Art", "gilt ab", "Ein neuer amtlicher Name löst den bisherigen ab."],
    "describe": ["Kurzbeschreibung"],
    "add_contact": ["Stelle", "Alle Angaben erscheinen öffentlich.", "Öffnungszeiten"],
    "upload": ["Datei mit der Grenze", "GeoJSON, GeoPackage oder gezipptes Shapefile, höchstens 30 MB."],
}


@pytest.mark.parametrize("name", ASKED)
def test_form_asks_the_area_officer_for_what_belongs_into_it(name, full_site, officer_client):
    said = words(officer_client.get(reverse(f"places:{name}", args=("standort-001",))))

    assert "Stadt 001" in said
    for asked in ASKED[name]:
        assert asked in said


def test_stage_is_set_and_shown(ministry_client):
    site = make_full_site(1)
    address = reverse("places:set_stage", args=(site.code,))

    given = {"stage": "consolidating", "since": "2024-03-01", "precision": "day", "source": "Bericht"}
    page = text(ministry_client.post(address, given, follow=True))

    assert "Die Stufe ist eingetragen." in page
    assert "in Verstetigung" in page


def test_stage_before_the_last_one_is_refused_with_a_sentence(full_site, ministry_client):
    given = {"stage": "consolidating", "since": "2001-03-01", "precision": "day", "source": "Bericht"}

    page = text(ministry_client.post(reverse("places:set_stage", args=(full_site.code,)), given))

    assert "Der 01.03.2001 liegt vor dem letzten Eintrag vom 02.01.2016." in page


def test_stage_form_offers_what_may_follow(full_site, ministry_client):
    page = text(ministry_client.get(reverse("places:set_stage", args=(full_site.code,))))

    assert 'value="consolidating"' in page
    assert 'value="applied"' not in page


def test_area_is_typed_in_hectares(full_site, officer_client):
    given = {"kind": "area_m2", "value": "95,5", "exactness": "about", "as_of": "", "source": "Stadt"}

    response = officer_client.post(reverse("places:record_figure", args=(full_site.code,)), given)

    assert response["Location"] == reverse("places:site", args=(full_site.code,))
    assert full_site.figures.get(kind="area_m2").value == 955_000


WHOLE = "Bitte eine ganze Zahl über null eingeben."
NO_NUMBER = "Das ist keine Zahl, die hier passt. Erwartet wird zum Beispiel 1.234,5."


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("inhabitants", "3,5", WHOLE),
        ("inhabitants", "0", WHOLE),
        ("area_m2", "0,00001", NO_NUMBER),
        ("area_m2", "-1", WHOLE),
        ("area_m2", "viel", NO_NUMBER),
    ],
)
def test_figure_that_is_none_is_refused_with_a_sentence(full_site, officer_client, kind, value, sentence):
    before = full_site.figures.count()

    response = officer_client.post(
        reverse("places:record_figure", args=(full_site.code,)), {"kind": kind, "value": value, "exactness": "exact", "source": "S"}
    )

    assert sentence in words(response)
    assert response.context["form"]["value"].value() == value
    assert full_site.figures.count() == before


def test_new_name_is_shown_everywhere(full_site, officer_client):
    given = {"name": "Mathildenviertel", "kind": "official", "begins_on": "2024-01-01", "source": "Beschluss"}

    page = text(officer_client.post(reverse("places:name_site", args=(full_site.code,)), given, follow=True))

    assert '<h1 class="qw-h1">Mathildenviertel</h1>' in page


def test_contact_is_entered_and_removed(full_site, officer_client):
    officer_client.post(reverse("places:add_contact", args=(full_site.code,)), {"title": "Quartiersbüro Mitte"})
    position = full_site.contacts.get(title="Quartiersbüro Mitte").position

    page = text(officer_client.post(reverse("places:remove_contact", args=(full_site.code, position)), follow=True))

    assert "Die Ansprechstelle ist entfernt." in page
    assert "Quartiersbüro Mitte" not in page


def test_contact_is_corrected_in_a_filled_form(full_site, officer_client):
    contact = full_site.contacts.first()
    address = reverse("places:edit_contact", args=(full_site.code, contact.position))
    assert f'value="{contact.title}"' in text(officer_client.get(address))

    page = text(officer_client.post(address, {"title": "Quartiersbüro Mitte", "phone": "0561 2"}, follow=True))

    assert "Die Ansprechstelle ist geändert." in page
    assert "Quartiersbüro Mitte" in page
    assert "0561 2" in page


def test_contact_of_another_municipality_is_not_opened(full_site, signed_in_as):
    client = signed_in_as("area_officer", "municipality", "anderswo")

    assert client.get(reverse("places:edit_contact", args=(full_site.code, full_site.contacts.first().position))).status_code == 403


def test_description_is_changed(full_site, officer_client):
    officer_client.post(reverse("places:describe", args=(full_site.code,)), {"description": "Ein Viertel am Fluss."})

    assert Site.objects.get(code=full_site.code).description == "Ein Viertel am Fluss."


def test_area_without_boundary_says_what_is_missing(officer_client):
    make_site("standort-001", municipality=make_municipality("stadt-001"))

    page = text(officer_client.get(reverse("places:area", args=("standort-001",))))

    assert "Noch keine Grenze" in page
