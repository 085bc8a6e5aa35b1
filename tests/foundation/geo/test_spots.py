"""One point, line or area out of a file, and whether it lies inside (invariant I-25)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.geo import spots
from quartierwerk.foundation.geo.refusals import BoundaryError

SQUARE = {"type": "Polygon", "coordinates": [[[8.5, 50.5], [8.51, 50.5], [8.51, 50.51], [8.5, 50.51], [8.5, 50.5]]]}


def feature(geometry):
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def as_file(document):
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "document",
    [
        {"type": "Point", "coordinates": [8.505, 50.505]},
        feature({"type": "Point", "coordinates": [8.505, 50.505, 140.0]}),
        {"type": "FeatureCollection", "features": [feature({"type": "Point", "coordinates": [8.505, 50.505]})]},
    ],
)
def test_spot_is_read_from_geometry_feature_and_collection(document):
    assert spots.read_spot(as_file(document)) == {"type": "Point", "coordinates": [8.505, 50.505]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * 600_000,
        as_file({"type": "FeatureCollection", "features": []}),
        as_file({"type": "FeatureCollection", "features": [feature(SQUARE), feature(SQUARE)]}),
        as_file(feature(None)),
        as_file({"type": "GeometryCollection", "geometries": []}),
        as_file({"type": "Point", "coordinates": [50.505, 8.505]}),
        as_file({"type": "Polygon", "coordinates": [[[8.5, 50.5], [8.51, 50.51], [8.51, 50.5], [8.5, 50.51], [8.5, 50.5]]]}),
    ],
    ids=["nothing", "half", "no text", "deep", "large", "none", "two", "no geometry", "collection", "axes exchanged", "crossing itself"],
)
def test_spot_that_cannot_be_used_is_refused(content):
    with pytest.raises(BoundaryError):
        spots.read_spot(content)


def test_outside_names_what_does_not_lie_inside():
    placed = {
        "inside": {"type": "Point", "coordinates": [8.505, 50.505]},
        "on the line": {"type": "Point", "coordinates": [8.5, 50.505]},
        "crossing": {"type": "LineString", "coordinates": [[8.505, 50.505], [8.52, 50.505]]},
        "outside": {"type": "Point", "coordinates": [8.6, 50.505]},
    }

    assert spots.outside(SQUARE, placed) == ["crossing", "outside"]


@given(st.floats(8.5001, 8.5099), st.floats(50.5001, 50.5099))
def test_i_25_a_point_of_the_area_lies_inside_it(longitude, latitude):
    """I-25: the geometry of a measure lies in the area, or is flagged."""
    assert spots.outside(SQUARE, {"one": {"type": "Point", "coordinates": [longitude, latitude]}}) == []
