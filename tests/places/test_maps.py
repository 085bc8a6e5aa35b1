"""Maps: every site has its dot, its size is its money, and the paths are drawn once."""

import math
from datetime import date

import pytest
from django.utils import translation
from tests.factories.places import make_municipality, make_site
from tests.places.conftest import make_full_site, square

from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.places import maps
from quartierwerk.places.models import MapLayer

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def collection(*geometries):
    return {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"name": "Ort"}, "geometry": each} for each in geometries],
    }


@pytest.fixture
def layers(db):
    MapLayer.objects.create(code="state", attribution="© Amt", features=collection(square(8, 50, 2)), content_sha256="1" * 64)
    MapLayer.objects.create(code="counties", attribution="© Amt", features=collection(square(8, 50, 1)), content_sha256="2" * 64)
    MapLayer.objects.create(code="labels", features=collection({"type": "Point", "coordinates": [9, 51]}), content_sha256="3" * 64)


def public_page(code):
    return f"/standorte/{code}/"


def drawn(**given):
    return maps.programme_map(on=TODAY, link=public_page, **given)


def test_every_site_has_its_dot_with_a_link():
    make_full_site(1)
    make_full_site(2)

    marks = drawn().marks

    assert {mark.address for mark in marks} == {"/standorte/standort-001/", "/standorte/standort-002/"}
    assert {mark.css_class for mark in marks} == {"ist-um"}


def test_area_of_a_dot_is_its_money():
    make_full_site(1)  # 200.000 €
    make_full_site(7)  # 800.000 €

    large, small = drawn().marks

    assert math.isclose(large.radius**2 / small.radius**2, 4, rel_tol=1e-6)
    assert "800.000" in large.label


def test_site_without_money_or_stage_has_a_small_open_dot():
    make_site(municipality=make_municipality(longitude=9.0, latitude=50.0))

    (mark,) = drawn().marks

    assert (mark.radius, mark.css_class) == (maps.DOT_WITHOUT_MONEY, "ist-offen")
    assert mark.label.endswith("Stufe nicht bekannt")


def test_site_whose_municipality_is_open_is_named_beside_the_map():
    make_site(municipality=make_municipality("gemuenden", name="Gemünden"), name="Innenstadt")

    picture = drawn()

    assert picture.marks == ()
    assert "Gemünden – Innenstadt" in picture.note
    assert picture.table.rows == (("Gemünden", "Innenstadt", "nicht bekannt", "–", "–"),)


def test_sites_of_one_municipality_do_not_lie_on_one_another():
    place = make_municipality(longitude=9.0, latitude=50.0)
    for number in range(6):
        make_site(f"ort-{number}", municipality=place)

    places = {(round(mark.x), round(mark.y)) for mark in drawn().marks}

    assert len(places) == 6


def test_ground_lies_inside_the_picture_with_its_attribution(layers):
    picture = drawn()

    assert [area.css_class for area in picture.areas] == ["k-land"]
    assert [line.css_class for line in picture.lines] == ["k-kreis"]
    assert (picture.labels[0].text, picture.attribution) == ("Ort", "© Amt")
    assert 0 < picture.labels[0].x < maps.WIDTH


def test_ground_is_projected_once_and_again_when_it_changes(layers, django_assert_num_queries):
    drawn()
    with django_assert_num_queries(2):
        drawn()

    MapLayer.objects.filter(code="state").update(features=collection(square(8, 50, 1)), content_sha256="9" * 64)

    assert drawn().areas != ()
    with django_assert_num_queries(2):
        drawn()


def test_map_asks_as_often_for_two_sites_as_for_twenty(programme, layers, django_assert_num_queries):
    drawn()

    with django_assert_num_queries(2):
        picture = drawn()

    assert len(picture.marks) == len(programme)


def test_map_of_all_sites_is_drawn_again_only_when_something_changed(full_site):
    first = drawn()

    assert drawn() is first

    full_site.names.filter(kind="official").update(name="Neuer Name")

    assert drawn().table.rows != first.table.rows
    assert drawn().kept_as != first.kept_as


def test_map_is_drawn_for_each_language_and_link(full_site):
    german = drawn()
    staff = maps.programme_map(on=TODAY)
    with translation.override("en"):
        english = drawn()

    assert staff.marks[0].address != german.marks[0].address
    assert len({german.kept_as, staff.kept_as, english.kept_as}) == 3


def test_narrowed_map_is_not_kept(full_site):
    from quartierwerk.places import queries

    assert drawn(sites=queries.overview(PUBLIC, TODAY)).kept_as == ""


def test_empty_programme_has_an_empty_map():
    picture = drawn()

    assert (picture.marks, picture.areas, picture.legend) == ((), (), ())


def test_map_can_be_narrowed(full_site):
    from quartierwerk.places import queries

    make_full_site(2)

    picture = drawn(sites=queries.filtered(queries.overview(PUBLIC, TODAY), {"county": "Kreis 2"}))

    assert [mark.address for mark in picture.marks] == ["/standorte/standort-002/"]


def test_area_is_drawn_with_scale_and_the_version_before():
    picture = maps.area_map(square(9, 50), title="Gebiet", description="Satz", before=square(9.002, 50.002, 0.005))

    assert [line.css_class for line in picture.lines] == ["k-kreis", "k-grenze"]
    assert picture.scale_bar.label.replace("\xa0", " ") in {"200 m", "500 m"}
    assert len(picture.legend) == 2


def test_small_scale_is_written_in_kilometres():
    picture = maps.area_map(square(9, 50, 0.5), title="Gebiet", description="Satz")

    assert picture.scale_bar.label.endswith("km")
