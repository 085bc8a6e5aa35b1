"""Sites leave as spreadsheets, boundaries as GeoJSON; what leaves is what the page showed."""

import csv
import io
import json
from datetime import date

import pytest
from django.http import Http404
from tests.factories.places import make_municipality, make_site
from tests.places.conftest import make_full_site

from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.places import exports, queries

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
HEADINGS = [
    "Kennung", "Gemeinde", "AGS", "Kreis", "Standort", "Stufe", "Stufe seit", "Im Programm", "Programmjahr", "Bund und Land", "erfunden",
]  # fmt: skip


def lines(response):
    text = b"".join(response.streaming_content if response.streaming else [response.content]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def site_list(**given):
    return lines(exports.site_list(queries.overview(PUBLIC, TODAY), kind="csv", **given))


def test_the_list_says_of_each_site_what_is_known_and_nothing_else():
    make_full_site(1)
    make_site("ohne-alles", municipality=make_municipality("ort", name="Ort"), name="Mitte", is_example=True)

    found = site_list()

    at = found.index(HEADINGS)
    rows = {row[0]: row for row in found[at + 1 :] if row}
    assert rows["standort-001"][1:6] == ["Stadt 001", "06400001", "Kreis 1", "Viertel 001", "in Umsetzung"]
    assert rows["ohne-alles"] == ["ohne-alles", "Ort", "", "", "Mitte", "nicht bekannt", "", "", "", "", "ja"]


@pytest.mark.parametrize("kind", ["pdf", "", "XLS", "exe"])
def test_another_kind_of_file_is_not_found(kind):
    with pytest.raises(Http404):
        exports.site_list([], kind=kind)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, {"standort-001", "standort-002", "standort-003"}),
        ({"county": "Kreis 2"}, {"standort-002"}),
        ({"q": "viertel 003"}, {"standort-003"}),
        ({"q": "viertel", "county": "Kreis 1"}, {"standort-001"}),
        ({"q": "nirgends"}, set()),
        ({"county": "Atlantis"}, {"standort-001", "standort-002", "standort-003"}),
        ({"year": "gestern", "q": "003"}, {"standort-001", "standort-002", "standort-003"}),
    ],
)
def test_a_filter_narrows_and_nonsense_narrows_nothing(query, codes):
    for number in (1, 2, 3):
        make_full_site(number)

    _form, found = exports.filtered_sites(query, on=TODAY)

    assert {site.code for site in found} == codes


def test_all_versions_of_a_boundary_leave_the_newest_first_with_their_resolutions():
    response = exports.boundaries_response(make_full_site(1, rows=3))

    document = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="grenze-standort-001.geojson"'
    assert [feature["id"] for feature in document["features"]] == ["standort-001/3", "standort-001/2", "standort-001/1"]
    assert document["features"][0]["properties"] == {
        "site": "standort-001", "name": "Viertel 001", "municipality": "Stadt 001", "ags": "06400001", "version": 3,
        "valid_from": "2016-01-03", "legal_basis": "§ 171e BauGB", "resolved_on": "2016-01-01",
        "resolved_by": "Stadtverordnetenversammlung", "reference": "", "area_m2": 790_000, "source": "", "source_url": "",
        "attribution": "Stadt 001", "is_example": False,
    }  # fmt: skip


@pytest.mark.parametrize(("on", "ids"), [(TODAY, ["standort-001/2"]), (date(2016, 1, 1), ["standort-001/1"]), (date(2015, 12, 31), [])])
def test_of_all_sites_the_boundary_in_force_on_the_day_leaves(on, ids):
    make_full_site(1)
    make_site("ohne-grenze")

    response = exports.all_boundaries_response(on)

    assert response["Content-Type"] == "application/geo+json"
    assert response["Content-Disposition"] == f'attachment; filename="grenzen-{on.isoformat()}.geojson"'
    assert [feature["id"] for feature in json.loads(response.content)["features"]] == ids


def test_a_source_is_given_as_attribution_where_there_is_one():
    site = make_full_site(1, rows=1)
    site.funding_areas.update(source="Vermessungsamt")

    (feature,) = json.loads(exports.boundaries_response(site).content)["features"]

    assert feature["properties"]["attribution"] == "Vermessungsamt"
