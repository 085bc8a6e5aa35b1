"""A boundary file becomes a version: looked at first, repaired only with consent, refused with its reason."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.places import make_municipality, make_site
from tests.foundation.geo.boundary_files import SQUARE, geojson, geopackage, ring_in, shapefile_zip

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.geo import geometry as geo
from quartierwerk.places import imports

pytestmark = pytest.mark.django_db
BOW_TIE = {"type": "Polygon", "coordinates": [[[9.0, 50.0], [9.02, 50.02], [9.02, 50.0], [9.0, 50.02], [9.0, 50.0]]]}
SWAPPED = {"type": "Polygon", "coordinates": [[[y, x] for x, y in SQUARE["coordinates"][0]]]}
RESOLUTION = {
    "legal_basis": "171e", "resolved_on": "2022-05-12", "resolved_by": "Stadtverordnetenversammlung", "reference": "VL-87/2022",
    "valid_from": "2022-05-12", "source": "Beschluss", "source_url": "",
}  # fmt: skip


@pytest.fixture
def site(db):
    return make_site("standort-001", municipality=make_municipality("stadt-001"))


@pytest.fixture
def client_of_officer(signed_in_as, settings, tmp_path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}
    return signed_in_as("area_officer", "municipality", "stadt-001")


def upload(client, content, name="grenze.geojson"):
    return client.post(reverse("places:upload", args=("standort-001",)), {"file": SimpleUploadedFile(name, content)})


def text(response):
    return response.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("content", "name", "crs"),
    [(geojson(), "a.geojson", "EPSG:4326"), (geopackage(), "a.gpkg", "EPSG:25832"), (shapefile_zip(31467), "a.zip", "EPSG:31467")],
    ids=["geojson", "geopackage", "shapefile"],
)
def test_file_is_shown_and_then_becomes_the_first_version(site, client_of_officer, content, name, crs):
    preview = upload(client_of_officer, content, name)["Location"]
    shown = text(client_of_officer.get(preview))
    assert site.funding_areas.count() == 0

    client_of_officer.post(preview, RESOLUTION)

    assert crs in shown
    assert "80 ha" in shown
    area = site.funding_areas.get()
    assert (area.version, area.file_crs, area.repaired, area.reference) == (1, crs, False, "VL-87/2022")
    assert geo.shape_of(SQUARE).buffer(0.00001).covers(geo.shape_of(area.geometry))
    assert TrailEntry.objects.order_by("-number").first().facts["file"] == area.file_sha256


def test_crossing_boundary_is_repaired_only_with_consent(site, client_of_officer):
    preview = upload(client_of_officer, geojson(BOW_TIE))["Location"]

    shown = text(client_of_officer.get(preview))
    refused = text(client_of_officer.post(preview, RESOLUTION))
    assert "Die Grenze kreuzt sich selbst bei 50,01000° Nord, 9,01000° Ost." in shown
    assert "Ohne Ihr Einverständnis wird sie nicht bereinigt." in refused
    assert not site.funding_areas.exists()

    client_of_officer.post(preview, {**RESOLUTION, "repair": "on"})

    area = site.funding_areas.get()
    assert area.repaired
    assert geo.fault_of(area.geometry) is None


@pytest.mark.parametrize(
    ("geometry", "sentence"),
    [
        (SWAPPED, "Länge und Breite sind vertauscht"),
        ({"type": "Polygon", "coordinates": [ring_in(25832)]}, "Stimmt das Koordinatensystem?"),
    ],
)
def test_boundary_in_the_wrong_place_cannot_be_confirmed(site, client_of_officer, geometry, sentence):
    preview = upload(client_of_officer, geojson(geometry))["Location"]

    shown = text(client_of_officer.get(preview))
    client_of_officer.post(preview, RESOLUTION)

    assert sentence in shown
    assert "Als neue Fassung eintragen" not in shown
    assert not site.funding_areas.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leer"),
        (b"Guten Tag", "weder GeoJSON noch GeoPackage"),
        (shapefile_zip(prj=False), "Dem Shapefile fehlt die .prj-Datei"),
        (geojson(crs="EPSG:27700"), "„EPSG:27700“ kennen wir nicht"),
        (json.dumps({"type": "Point", "coordinates": [9, 50]}).encode(), "nur: Punkte."),
    ],
)
def test_file_that_cannot_be_used_is_refused_with_its_reason(site, client_of_officer, content, sentence):
    response = upload(client_of_officer, content)

    assert response.status_code == 200
    assert sentence in text(response)


def test_resolution_later_than_the_start_is_refused_with_a_sentence(site, client_of_officer):
    preview = upload(client_of_officer, geojson())["Location"]

    page = text(client_of_officer.post(preview, {**RESOLUTION, "valid_from": "2022-01-01"}))

    assert "Die Grenze kann nicht ab 01.01.2022 gelten, denn beschlossen wurde sie erst am 12.05.2022." in page


def test_draft_of_somebody_else_is_not_found(site, client_of_officer, client, signed_in_as):
    preview = upload(client_of_officer, geojson())["Location"]

    stranger = signed_in_as("programme_ministry")

    assert stranger.get(preview).status_code == 404


def test_draft_for_another_site_is_not_found(site, client_of_officer):
    make_site("standort-002", municipality=site.municipality)
    preview = upload(client_of_officer, geojson())["Location"]

    assert client_of_officer.get(preview.replace("standort-001", "standort-002")).status_code == 404


def test_draft_that_was_tampered_with_is_not_found(site, client_of_officer):
    assert client_of_officer.get(reverse("places:preview", args=("standort-001", "erfunden"))).status_code == 404


def test_several_areas_become_one_boundary():
    east = {"type": "Polygon", "coordinates": [[[x + 0.01, y] for x, y in SQUARE["coordinates"][0]]]}
    collection = {"type": "GeometryCollection", "geometries": [SQUARE, east]}

    read = imports.preview(json.dumps(collection).encode())

    assert (read.parts, read.geometry["type"], read.can_be_confirmed) == (2, "Polygon", True)
