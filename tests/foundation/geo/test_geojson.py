"""GeoJSON is read strictly: every rule of RFC 7946 that is broken is named with its place."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.foundation.geo.boundary_files import RING, SQUARE

from quartierwerk.foundation.geo import geojson, sources
from quartierwerk.foundation.geo.refusals import BoundaryTooLargeError, UnknownReferenceSystemError, UnreadableBoundaryError

FEATURE = {"type": "Feature", "properties": {}, "geometry": SQUARE}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def read(document):
    return geojson.read(json.dumps(document).encode())


GOOD = [
    SQUARE,
    FEATURE,
    collection(FEATURE),
    collection(),
    {**FEATURE, "geometry": None, "properties": None},
    {**SQUARE, "bbox": [9, 50, 10, 51]},
    {**FEATURE, "bbox": [9, 50, 0, 10, 51, 100]},
    {"type": "GeometryCollection", "geometries": []},
    {"type": "GeometryCollection", "geometries": [SQUARE, {"type": "GeometryCollection", "geometries": [SQUARE]}]},
    {"type": "Point", "coordinates": [9, 50]},
    {"type": "Point", "coordinates": [9, 50, 100, 7]},
    {"type": "MultiPoint", "coordinates": []},
    {"type": "MultiPoint", "coordinates": [[9, 50]]},
    {"type": "LineString", "coordinates": [[9, 50], [9, 51]]},
    {"type": "MultiLineString", "coordinates": [[[9, 50], [9, 51]]]},
    {"type": "Polygon", "coordinates": []},
    {"type": "MultiPolygon", "coordinates": [[RING], [RING]]},
]
BAD = [
    ("text", "not_an_object", "$"),
    ({}, "no_type", "$"),
    ({"type": ""}, "no_type", "$"),
    ({"type": "Circle", "coordinates": [9, 50]}, "unknown_type", "$"),
    ({"type": "Point"}, "no_coordinates", "$.coordinates"),
    ({"type": "Point", "coordinates": {"x": 9}}, "no_coordinates", "$.coordinates"),
    ({"type": "Point", "coordinates": [9]}, "bad_position", "$.coordinates"),
    ({"type": "Point", "coordinates": [9, "50"]}, "bad_position", "$.coordinates"),
    ({"type": "Point", "coordinates": [9, 50, None]}, "bad_position", "$.coordinates"),
    ({"type": "Point", "coordinates": [9, False]}, "bad_position", "$.coordinates"),
    ({"type": "MultiPoint", "coordinates": [[9, 50], 9]}, "bad_position", "$.coordinates[1]"),
    ({"type": "LineString", "coordinates": [[9, 50]]}, "line_too_short", "$.coordinates"),
    ({"type": "MultiLineString", "coordinates": [[[9, 50], [9, 51]], [[9, 50]]]}, "line_too_short", "$.coordinates[1]"),
    (polygon(RING[:3]), "ring_too_short", "$.coordinates[0]"),
    (polygon(RING, RING[:-1]), "ring_open", "$.coordinates[1]"),
    ({"type": "MultiPolygon", "coordinates": [[RING], [RING[:-1]]]}, "ring_open", "$.coordinates[1][0]"),
    ({**SQUARE, "bbox": [9, 50, 10]}, "bad_bbox", "$"),
    ({**SQUARE, "bbox": [9, 50, 10, "51"]}, "bad_bbox", "$"),
    ({**SQUARE, "bbox": None}, "bad_bbox", "$"),
    ({**collection(), "bbox": {}}, "bad_bbox", "$"),
    ({**FEATURE, "bbox": []}, "bad_bbox", "$.features[0]"),
    ({"type": "FeatureCollection"}, "no_features", "$"),
    ({"type": "FeatureCollection", "features": {}}, "no_features", "$"),
    (collection(FEATURE, None), "not_a_feature", "$.features[1]"),
    (collection({**FEATURE, "type": "feature"}), "not_a_feature", "$.features[0]"),
    ({"type": "Feature", "properties": {}}, "no_geometry", "$"),
    ({"type": "Feature", "geometry": None}, "no_properties", "$"),
    ({**FEATURE, "geometry": []}, "bad_geometry", "$"),
    ({**FEATURE, "properties": "x"}, "bad_properties", "$"),
    ({**FEATURE, "geometry": {"type": "Point"}}, "no_coordinates", "$.geometry.coordinates"),
    ({"type": "GeometryCollection"}, "no_geometries", "$"),
    ({"type": "GeometryCollection", "geometries": [SQUARE, 1]}, "not_an_object", "$.geometries[1]"),
]


@pytest.mark.parametrize("document", GOOD, ids=lambda document: document["type"])
def test_what_the_standard_allows_is_taken(document):
    assert geojson.check(document) is None


@pytest.mark.parametrize(("document", "detail", "place"), BAD, ids=lambda value: value if isinstance(value, str) else "")
def test_what_breaks_the_standard_is_named_with_its_place(document, detail, place):
    if isinstance(document, dict) and document.get("type") == "Feature" and "features[0]" in place:
        document = collection(document)

    with pytest.raises(UnreadableBoundaryError) as refusal:
        geojson.check(document)

    assert (refusal.value.form, refusal.value.detail, refusal.value.place) == ("geojson", detail, place)


@pytest.mark.parametrize(
    ("content", "detail", "place"),
    [
        (b'{"type": "Poi\xff"}', "not_utf8", "13"),
        (b'{\n  "type": }', "not_json", "2:11"),
        (b'{"type": "Point", "coordinates": [Infinity, 50]}', "not_a_number", "Infinity"),
        (b'{"type": "Point", "coordinates": [9, -Infinity]}', "not_a_number", "-Infinity"),
    ],
)
def test_what_is_no_json_is_named_with_its_place(content, detail, place):
    with pytest.raises(UnreadableBoundaryError) as refusal:
        geojson.read(content)

    assert (refusal.value.detail, refusal.value.place) == (detail, place)


def test_areas_of_all_depths_are_gathered_in_their_order():
    shifted = [[x + 0.1, y] for x, y in RING]

    source = read(collection(FEATURE, {**FEATURE, "geometry": {"type": "GeometryCollection", "geometries": [polygon(shifted)]}}))

    assert (source.form, source.crs, source.problems) == ("geojson", "EPSG:4326", ())
    assert [feature["coordinates"][0][0][0] for feature in source.features] == [9.0, 9.1]


@pytest.mark.parametrize(
    "crs", [{}, {"type": "name"}, {"type": "name", "properties": []}, {"type": "link", "properties": {}}, "EPSG:25832", 7]
)
def test_a_reference_system_that_names_none_is_refused(crs):
    with pytest.raises(UnknownReferenceSystemError) as refusal:
        read({**SQUARE, "crs": crs})

    assert refusal.value.name == json.dumps(crs)


def test_more_brackets_than_so_many_points_have_are_not_even_parsed():
    with pytest.raises(BoundaryTooLargeError) as refusal:
        geojson.read(b"[" * (2 * sources.MOST_VERTICES + 1))

    assert (refusal.value.unit, refusal.value.most) == ("points", sources.MOST_VERTICES)


TYPES = {document["type"] for document in GOOD}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometry", "properties", "features", "geometries", "bbox"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_taken_or_refused_and_never_breaks(document):
    with contextlib.suppress(UnreadableBoundaryError):
        geojson.check(document)
        assert document["type"] in TYPES
