"""What a boundary file gives: its areas in WGS 84, and what to look at twice."""

import math

import numpy as np
import pytest
import shapely
from tests.foundation.geo.boundary_files import RING, SQUARE, ring_in

from quartierwerk.foundation.geo import sources
from quartierwerk.foundation.geo.refusals import (
    BoundaryTooLargeError,
    CoordinatesNotFiniteError,
    InvalidGeometryError,
    LeftOutError,
    NoAreaError,
    OutsideGermanyError,
)

AREA = shapely.Polygon(RING)
BOW_TIE = shapely.Polygon([(9, 50), (9.02, 50.02), (9.02, 50), (9, 50.02)])


def gather(*shapes, crs="EPSG:4326"):
    return sources.gather(shapes, form="geojson", crs=crs)


def refusal_of(kind, *shapes, **given):
    with pytest.raises(kind) as caught:
        gather(*shapes, **given)
    return caught.value


def test_an_area_stays_what_it_is():
    assert gather(AREA) == sources.BoundarySource("geojson", "EPSG:4326", (SQUARE,), ())


def test_an_area_in_metres_is_converted_and_its_system_remembered():
    source = gather(shapely.Polygon(ring_in(25832)), crs="EPSG:25832")

    ((x, y), *_others) = source.features[0]["coordinates"][0]
    assert (source.crs, x, y) == ("EPSG:25832", pytest.approx(RING[0][0], abs=1e-7), pytest.approx(RING[0][1], abs=1e-7))


def test_what_encloses_nothing_is_left_out_and_counted():
    source = gather(shapely.Point(9, 50), AREA, shapely.Point(9, 51), shapely.LineString([(9, 50), (9, 51)]), shapely.Polygon())

    (problem,) = source.problems
    assert source.features == (SQUARE,)
    assert isinstance(problem, LeftOutError)
    assert (problem.kinds, problem.count) == (("Empty", "LineString", "Point"), 4)


@pytest.mark.parametrize(("shapes", "found"), [([], ()), ([shapely.Point(9, 50), shapely.Polygon()], ("Empty", "Point"))])
def test_without_any_area_the_file_is_refused_with_what_is_there(shapes, found):
    assert refusal_of(NoAreaError, *shapes).found == found


def test_doubts_name_each_area_and_stop_nothing():
    source = gather(BOW_TIE, shapely.Polygon([(2, 48), (2.1, 48), (2.1, 48.1)]))

    assert len(source.features) == 2
    assert [type(problem) for problem in source.problems] == [InvalidGeometryError, OutsideGermanyError]


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_coordinate_that_is_no_number_is_refused_with_its_area(bad):
    broken = shapely.transform(AREA, lambda points: np.where(points == points.max(axis=0), bad, points))

    assert refusal_of(CoordinatesNotFiniteError, AREA, broken).feature == 2


def test_a_coordinate_that_leaves_its_system_is_refused():
    far = shapely.Polygon([(1e30, 1e30), (2e30, 1e30), (2e30, 2e30)])

    assert refusal_of(CoordinatesNotFiniteError, far, crs="EPSG:25832").feature == 1


@pytest.mark.parametrize(
    ("name", "most", "unit"), [("MOST_AREAS", 2, "areas"), ("MOST_VERTICES", 2 * len(RING), "points"), ("MOST_SHAPES", 2, "areas")]
)
def test_more_than_anybody_draws_is_refused(name, most, unit, monkeypatch):
    monkeypatch.setattr(sources, name, most)

    assert len(gather(AREA, AREA).features) == 2
    refusal = refusal_of(BoundaryTooLargeError, AREA, AREA, AREA)
    assert (refusal.unit, refusal.most) == (unit, most)
    assert refusal.found > most


def test_the_rest_of_too_many_shapes_is_not_even_looked_at(monkeypatch):
    monkeypatch.setattr(sources, "MOST_AREAS", 2)
    seen = []

    def shapes():
        for number in range(100):
            seen.append(number)
            yield AREA

    with pytest.raises(BoundaryTooLargeError):
        sources.gather(shapes(), form="geojson", crs="EPSG:4326")
    assert len(seen) == 3


def test_heights_are_left_out():
    assert gather(shapely.Polygon([(x, y, 7) for x, y in RING])).features == (SQUARE,)
