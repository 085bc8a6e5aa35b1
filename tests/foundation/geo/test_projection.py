"""Projection: what is drawn fits the picture and keeps its shape."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.geo import geometry
from quartierwerk.foundation.geo.projection import Projection, common_bounds, scale_bar

BOUNDS = (8.0, 50.0, 10.0, 51.0)


def rectangle(west, south, east, north):
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


@given(st.floats(6, 14), st.floats(47.5, 54), st.floats(0.0001, 1), st.floats(0.0001, 1), st.floats(100, 900), st.floats(100, 900))
def test_everything_lies_inside_the_picture(west, south, width, height, across, down):
    projection = Projection.fit((west, south, west + width, south + height), across, down, margin=10)

    corners = [projection.point(x, y) for x in (west, west + width) for y in (south, south + height)]

    assert all(10 - 1e-6 <= x <= across - 10 + 1e-6 and 10 - 1e-6 <= y <= down - 10 + 1e-6 for x, y in corners)


def test_north_is_up_and_east_is_right():
    projection = Projection.fit(BOUNDS, 100, 100)

    south_west, north_east = projection.point(8, 50), projection.point(10, 51)

    assert south_west[0] < north_east[0]
    assert south_west[1] > north_east[1]


def test_a_kilometre_is_as_long_eastwards_as_northwards():
    projection = Projection.fit(BOUNDS, 1000, 1000)
    square = rectangle(9, 50.5, 9 + 1000 / 70_900, 50.5 + 1000 / 111_250)

    west, south, east, north = geometry.bounds_of(square)
    (left, bottom), (right, top) = projection.point(west, south), projection.point(east, north)

    assert (right - left) / (bottom - top) == pytest.approx(1, abs=0.01)


def test_a_place_alone_is_drawn_in_the_middle():
    projection = Projection.fit((9, 50, 9, 50), 100, 60)

    assert projection.point(9, 50) == (pytest.approx(50, abs=0.01), pytest.approx(30, abs=0.01))


def test_path_of_area_with_hole_has_two_closed_pieces():
    shape = {
        "type": "Polygon",
        "coordinates": [rectangle(8, 50, 10, 51)["coordinates"][0], rectangle(8.5, 50.2, 9, 50.5)["coordinates"][0]],
    }

    path = Projection.fit(BOUNDS, 100, 100).path(shape)

    assert path.count("M") == path.count("Z") == 2
    assert re.fullmatch(r"[MZ0-9. -]+", path)


def test_path_of_line_stays_open():
    path = Projection.fit(BOUNDS, 100, 100).path({"type": "LineString", "coordinates": [[8, 50], [10, 51]]})

    assert "Z" not in path


def test_path_draws_spots_that_fall_together_once():
    many = [[8 + n / 1_000_000, 50.5] for n in range(1000)]

    path = Projection.fit(BOUNDS, 100, 100).path({"type": "LineString", "coordinates": many})

    assert path.count(" ") == 1


def test_point_has_no_path():
    assert Projection.fit(BOUNDS, 100, 100).path({"type": "Point", "coordinates": [9, 50]}) == ""


@given(st.floats(0.0005, 2), st.floats(20, 400))
def test_scale_bar_is_round_and_fits(width, longest):
    projection = Projection.fit((9, 50, 9 + width, 50 + width), 500, 500)

    bar = scale_bar(projection, longest=longest)

    assert re.fullmatch(r"[125]0*", str(bar.metres))
    assert bar.units <= longest + 1e-6 or bar.metres == 1
    assert bar.units * projection.metres_per_unit == pytest.approx(bar.metres)


def test_common_bounds_surround_all():
    assert common_bounds([rectangle(8, 50, 9, 51), rectangle(8.5, 49, 10, 50)]) == (8, 49, 10, 51)


def test_common_bounds_of_nothing_are_refused():
    with pytest.raises(ValueError, match="not enough"):
        common_bounds([])
