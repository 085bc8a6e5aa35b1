"""Geometry: what must hold whatever the shape is."""

import math
import random
import time

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.geo import geometry
from quartierwerk.foundation.geo.refusals import (
    InvalidGeometryError,
    NoAreaError,
    OutsideGermanyError,
    SwappedAxesError,
    TangledError,
)


def rectangle(west, south, east, north):
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


SQUARE = rectangle(9.0, 50.0, 9.01, 50.01)
BOW_TIE = {"type": "Polygon", "coordinates": [[[9.0, 50.0], [9.02, 50.02], [9.02, 50.0], [9.0, 50.02], [9.0, 50.0]]]}
WITH_HOLE = {
    "type": "Polygon",
    "coordinates": [SQUARE["coordinates"][0], rectangle(9.002, 50.002, 9.004, 50.004)["coordinates"][0]],
}
HOLE_OUTSIDE = {
    "type": "Polygon",
    "coordinates": [SQUARE["coordinates"][0], rectangle(9.02, 50.02, 9.03, 50.03)["coordinates"][0]],
}

corners = st.tuples(st.floats(8, 10), st.floats(49.5, 51.5), st.floats(0.001, 0.2), st.floats(0.001, 0.2))


def zone_area_m2(south, north, degrees):
    """Closed formula for the ellipsoid's surface between two parallels, over so many degrees of longitude."""
    semi_major, eccentricity = 6_378_137.0, 0.081819190842622

    def below(latitude):
        sine = math.sin(math.radians(latitude))
        return sine / (1 - (eccentricity * sine) ** 2) + math.atanh(eccentricity * sine) / eccentricity

    return math.radians(degrees) * semi_major**2 * (1 - eccentricity**2) * (below(north) - below(south)) / 2


def test_area_agrees_with_the_closed_formula_of_the_ellipsoid():
    cell = rectangle(9.0, 50.0, 9.05, 50.05)

    found = geometry.area_m2(cell)

    assert found == pytest.approx(zone_area_m2(50.0, 50.05, 0.05), rel=1e-5)


@given(corners)
def test_area_does_not_depend_on_direction_or_start_of_the_ring(corner):
    west, south, width, height = corner
    ring = rectangle(west, south, west + width, south + height)["coordinates"][0]
    turned = ring[::-1]
    rolled = [*ring[2:-1], *ring[:2], ring[2]]

    areas = {geometry.area_m2({"type": "Polygon", "coordinates": [line]}) for line in (ring, turned, rolled)}

    assert max(areas) - min(areas) <= 1


@given(corners)
def test_area_of_parts_adds_up(corner):
    west, south, width, height = corner
    middle = west + width / 2
    parts = [rectangle(west, south, middle, south + height), rectangle(middle, south, west + width, south + height)]

    whole = geometry.area_m2({"type": "MultiPolygon", "coordinates": [part["coordinates"] for part in parts]})

    assert whole == pytest.approx(sum(map(geometry.area_m2, parts)), abs=2)


def test_hole_takes_its_area_away():
    hole = geometry.area_m2(rectangle(9.002, 50.002, 9.004, 50.004))

    with_hole = geometry.area_m2(WITH_HOLE)

    assert with_hole == pytest.approx(geometry.area_m2(SQUARE) - hole, abs=1)


def test_what_does_not_lie_on_earth_has_no_area():
    assert geometry.area_m2(rectangle(477_000, 5_554_000, 478_000, 5_555_000)) == 0


def test_points_and_lines_have_no_area():
    shapes = [{"type": "Point", "coordinates": [9, 50]}, {"type": "LineString", "coordinates": [[9, 50], [10, 50]]}]

    areas = [geometry.area_m2(shape) for shape in shapes]

    assert areas == [0, 0]


@pytest.mark.parametrize(("shape", "reason"), [(BOW_TIE, "crosses_itself"), (HOLE_OUTSIDE, "hole_outside")])
def test_fault_names_its_reason(shape, reason):
    fault = geometry.fault_of(shape)

    assert isinstance(fault, InvalidGeometryError)
    assert fault.reason == reason


def test_fault_of_crossing_names_its_place():
    fault = geometry.fault_of(BOW_TIE)

    assert (fault.longitude, fault.latitude) == (pytest.approx(9.01), pytest.approx(50.01))


@pytest.mark.parametrize("shape", [SQUARE, WITH_HOLE])
def test_sound_geometry_has_no_fault(shape):
    assert geometry.fault_of(shape) is None


def test_repair_gives_sound_geometry_and_names_the_change():
    result = geometry.repair(BOW_TIE)

    assert geometry.fault_of(result.geometry) is None
    assert result.area_after_m2 == pytest.approx(geometry.area_m2(rectangle(9, 50, 9.02, 50.02)) / 2, rel=0.01)
    assert result.area_before_m2 != result.area_after_m2


def test_repair_of_sound_geometry_changes_no_area():
    result = geometry.repair(WITH_HOLE)

    assert result.area_before_m2 == result.area_after_m2


def tangle(points, *, seed=1):
    """Return a ring through random places, which crosses itself everywhere."""
    chance = random.Random(seed)
    ring = [[8 + chance.random(), 50 + chance.random()] for _ in range(points)]
    return [*ring, ring[0]]


@pytest.mark.parametrize("points", [200, 20_000])
@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_tangle_is_refused_before_its_repair_takes_minutes(points, kind):
    ring = tangle(points)
    begun = time.process_time()

    with pytest.raises(TangledError):
        geometry.repair({"type": kind, "coordinates": [ring] if kind == "Polygon" else [[ring]]})

    assert time.process_time() - begun < 10


def test_line_with_a_few_crossings_is_repaired():
    assert geometry.repair({"type": "Polygon", "coordinates": [tangle(12)]}).area_after_m2 > 0


def test_repair_of_collapsed_area_is_refused():
    line = {"type": "Polygon", "coordinates": [[[9.0, 50.0], [9.1, 50.1], [9.0, 50.0], [9.0, 50.0]]]}

    with pytest.raises(NoAreaError):
        geometry.repair(line)


def test_exchanged_axes_are_noticed():
    assert isinstance(geometry.doubts_on_place(rectangle(50.0, 9.0, 50.01, 9.01)), SwappedAxesError)


@pytest.mark.parametrize("shape", [rectangle(0, 0, 1, 1), rectangle(9, 50, 40, 51), rectangle(477_000, 5_554_000, 478_000, 5_555_000)])
def test_geometry_far_away_is_doubted(shape):
    assert isinstance(geometry.doubts_on_place(shape), OutsideGermanyError)


@given(corners)
def test_geometry_in_hessen_is_not_doubted(corner):
    west, south, width, height = corner

    assert geometry.doubts_on_place(rectangle(west, south, west + width, south + height)) is None


def circle(points):
    steps = [math.tau * step / points for step in range(points)]
    ring = [[9 + 0.01 * math.cos(step), 50 + 0.01 * math.sin(step)] for step in steps]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_inner_point_lies_inside_even_where_the_centre_does_not():
    point = shapely.Point(geometry.inner_point(WITH_HOLE))

    assert geometry.shape_of(WITH_HOLE).contains(point)


def test_joined_areas_cover_both():
    halves = [rectangle(9, 50, 9.005, 50.01), rectangle(9.005, 50, 9.01, 50.01)]

    whole = geometry.joined(halves)

    assert whole["type"] == "Polygon"
    assert geometry.area_m2(whole) == pytest.approx(geometry.area_m2(SQUARE), abs=1)


def test_joining_keeps_a_fault_visible():
    whole = geometry.joined([BOW_TIE, rectangle(9.1, 50, 9.2, 50.1)])

    assert geometry.fault_of(whole).reason == "crosses_itself"


def test_joining_nothing_is_refused():
    with pytest.raises(NoAreaError):
        geometry.joined([])


@pytest.mark.parametrize("document", [{}, {"type": "Circle"}, {"type": "Polygon"}, {"type": "Polygon", "coordinates": [[["a", "b"]]]}])
def test_what_is_no_geometry_is_refused(document):
    with pytest.raises(NoAreaError):
        geometry.shape_of(document)


def test_mapping_has_two_dimensions_and_lists():
    high = {"type": "Polygon", "coordinates": [[[9, 50, 100], [9.01, 50, 100], [9.01, 50.01, 100], [9, 50, 100]]]}

    flat = geometry.mapping_of(geometry.shape_of(high))

    assert flat == {"type": "Polygon", "coordinates": [[[9.0, 50.0], [9.01, 50.0], [9.01, 50.01], [9.0, 50.0]]]}
