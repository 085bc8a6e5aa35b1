"""Photographs and the ground of the plan as pictures of a document."""

import pytest
from tests.factories.concepts import square
from tests.foundation.files.pictures import picture

from quartierwerk.concepts.core.plan_drawing import Layout
from quartierwerk.concepts.exports import live as pictures
from quartierwerk.concepts.queries.printing import Ground, Live, Photo
from quartierwerk.foundation.files import storage
from quartierwerk.places.models import MapLayer

LAYOUT = Layout(100.0, 100.0, 20_000, (8.505, 50.505), (70_000.0, 111_000.0))


def house(west, south):
    return {"properties": {"kind": "house"}, "geometry": square(west, south, 0.0005)}


def test_houses_inside_the_boundary_are_dark_and_those_outside_light():
    rail = {"properties": {"kind": "rail"}, "geometry": {"type": "LineString", "coordinates": [[8.5, 50.5], [8.51, 50.51]]}}
    street = {"properties": {"kind": "street"}, "geometry": rail["geometry"]}

    drawing = pictures.ground_drawing([house(8.505, 50.505), house(8.512, 50.505), rail, street], square(), LAYOUT).decode()

    inside, outside = (drawing.index(pictures.FILLS[kind]) for kind in ("house_inside", "house"))
    assert outside < inside
    assert drawing.count("Z") == 2
    assert drawing.count("<path") == 4
    assert 'viewBox="0 0 100.00 100.00"' in drawing


def test_what_lies_off_the_paper_is_not_drawn():
    assert b"<path" not in pictures.ground_drawing([house(9.0, 50.5)], None, LAYOUT)


@pytest.mark.django_db
def test_the_ground_of_a_document_is_drawn_from_its_layer():
    layer = MapLayer.objects.create(code="plan-x", features={"features": [house(8.505, 50.505)]}, content_sha256="ab")
    ground = Ground(layer.pk, "ab", "")

    made = pictures.pictures_of(Live({}, ground), (), layout=LAYOUT, boundary={"geometry": square()})()

    assert set(made) == {pictures.ground_file(ground)}
    assert pictures.FILLS["house_inside"].encode() in made[pictures.ground_file(ground)]
    assert pictures.pictures_of(Live({}, ground), (), layout=None, boundary=None)() == {}


def test_a_photograph_that_cannot_be_read_is_none(settings, tmp_path):
    settings.DATA = tmp_path
    kept, broken = storage.keep(picture()), storage.keep(b"no picture")
    photos = [Photo(sha256, "Bank", "Stadt", None) for sha256 in (kept, broken, "ff" * 32)]

    made = pictures.pictures_of(Live({"m-1": photos, "m-2": photos}), ["m-1"], layout=None, boundary=None)()

    first, *others = (made[pictures.photo_file(photo)] for photo in photos)
    assert first.startswith(b"<svg")
    assert others == [None, None]
