"""Boundary files: what is read, what is refused and what is doubted."""

import json
import math
import struct
import time
from pathlib import Path

import pytest
import shapefile
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tests.foundation.geo.boundary_files import RING, SQUARE, blob, geojson, geopackage, rewritten, ring_in, shapefile_zip, zipped

from quartierwerk.foundation.geo import geojson as geojson_reader
from quartierwerk.foundation.geo import geometry, phrases, refusals, shapefiles, sources
from quartierwerk.foundation.geo.reading import read_boundary

FIXTURES = Path(__file__).resolve().parents[4] / "shared" / "data" / "geojson_fixtures"
CODES = [4326, 4258, 25832, 25833, 3857, 31467, 5677, 4647, 3044, 3035, 32632]
DHDN = {31467, 5677}


def assert_is_the_square(source):
    (found,) = source.features
    distance = shapely.hausdorff_distance(geometry.shape_of(found), geometry.shape_of(SQUARE))
    assert distance < 1e-6
    assert source.problems == ()


@pytest.mark.parametrize("code", CODES)
def test_geojson_with_crs_member_is_converted(code):
    content = geojson({"type": "Polygon", "coordinates": [ring_in(code)]}, crs=f"urn:ogc:def:crs:EPSG::{code}")

    source = read_boundary(content)

    assert (source.form, source.crs) == ("geojson", f"EPSG:{code}")
    assert_is_the_square(source)


@pytest.mark.parametrize("code", CODES)
def test_shapefile_is_converted_from_its_prj(code):
    source = read_boundary(shapefile_zip(code))

    assert (source.form, source.crs) == ("shapefile", f"EPSG:{code}")
    assert_is_the_square(source)


@pytest.mark.parametrize("code", CODES)
def test_geopackage_is_converted_from_its_reference_system(code):
    source = read_boundary(geopackage(code))

    assert (source.form, source.crs) == ("geopackage", f"EPSG:{code}")
    assert_is_the_square(source)


def test_geojson_without_crs_member_is_wgs84():
    assert_is_the_square(read_boundary(b"\xef\xbb\xbf" + geojson()))


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84", "EPSG:4326"])
def test_geojson_names_of_wgs84_are_understood(name):
    assert read_boundary(geojson(crs=name)).crs == "EPSG:4326"


def test_web_mercator_has_old_numbers():
    content = geojson({"type": "Polygon", "coordinates": [ring_in(3857)]}, crs="EPSG:900913")

    assert read_boundary(content).crs == "EPSG:3857"


@pytest.mark.parametrize("name", ["EPSG:27700", "urn:ogc:def:crs:EPSG::2154", "mein System", ""])
def test_unknown_reference_system_is_refused_by_its_name(name):
    content = geojson(crs="x").replace(b'"x"', json.dumps(name).encode())

    with pytest.raises(refusals.UnknownReferenceSystemError) as refusal:
        read_boundary(content)

    assert refusal.value.name == name


def test_crs_member_of_another_kind_is_refused():
    document = {**SQUARE, "crs": {"type": "link", "properties": {"href": "https://example.org"}}}

    with pytest.raises(refusals.UnknownReferenceSystemError) as refusal:
        read_boundary(json.dumps(document).encode())

    assert refusal.value.name == json.dumps(document["crs"])


def test_reference_system_of_shapefile_that_nobody_checked_is_refused_by_its_name():
    content = shapefile_zip(27700, rings=[RING])

    with pytest.raises(refusals.UnknownReferenceSystemError, match="British"):
        read_boundary(content)


def test_reference_system_of_geopackage_that_nobody_checked_is_refused_by_its_number():
    with pytest.raises(refusals.UnknownReferenceSystemError, match="EPSG:2154"):
        read_boundary(geopackage(4326, number=2154))


def test_geopackage_with_a_system_of_its_own_is_read_from_the_definition():
    import pyproj

    content = geopackage(25832, organisation="STADT", definition=pyproj.CRS.from_epsg(25832).to_wkt())

    assert read_boundary(content).crs == "EPSG:25832"


@pytest.mark.parametrize("code", [-1, 0])
def test_geopackage_without_reference_system_is_refused(code):
    with pytest.raises(refusals.NoReferenceSystemError, match="geopackage"):
        read_boundary(geopackage(code, blobs=[blob(shapely.Polygon(RING))]))


def test_geopackage_saved_while_open_is_read():
    assert_is_the_square(read_boundary(geopackage(wal=True)))


def test_geopackage_with_several_layers_is_refused_and_names_them():
    with pytest.raises(refusals.UnreadableBoundaryError) as refusal:
        read_boundary(geopackage(layers=("alt", "neu")))

    assert (refusal.value.detail, refusal.value.place) == ("several_layers", "alt, neu")


def test_geopackage_layer_with_quotes_in_its_name_is_read():
    assert_is_the_square(read_boundary(geopackage(layers=("Gebiet 'Nord'; DROP",))))


@pytest.mark.parametrize("content", [b"", b"XX", b"GP\x00\x01", b"GP\x00\x01\x00\x00\x00\x00\xff\xff"])
def test_geopackage_with_broken_blob_is_refused(content):
    with pytest.raises(refusals.UnreadableBoundaryError, match="bad_blob"):
        read_boundary(geopackage(blobs=[content]))


def test_geopackage_with_extended_geometry_is_refused():
    extended = blob(shapely.Polygon(RING), flags=0b100000)

    with pytest.raises(refusals.UnreadableBoundaryError, match="extended_geometry"):
        read_boundary(geopackage(blobs=[extended]))


def test_geopackage_rows_without_geometry_are_left_out_and_said():
    source = read_boundary(geopackage(blobs=[None, blob(shapely.Polygon(ring_in(25832)), envelope=False)]))

    assert len(source.features) == 1
    assert [type(problem) for problem in source.problems] == [refusals.LeftOutError]


def test_other_sqlite_file_is_refused():
    content = geopackage()[:4096] + b"\x00" * 4096

    with pytest.raises(refusals.UnreadableBoundaryError) as refusal:
        read_boundary(content)

    assert refusal.value.form == "geopackage"
    assert phrases.sentence(refusal.value).endswith(".")


def test_shapefile_without_prj_is_refused():
    with pytest.raises(refusals.NoReferenceSystemError, match="shapefile"):
        read_boundary(shapefile_zip(prj=False))


def test_shapefile_of_points_is_refused():
    with pytest.raises(refusals.NoAreaError) as refusal:
        read_boundary(shapefile_zip(4326, kind=shapefile.POINT))

    assert refusal.value.found == ("Point",)


def test_shapefile_with_a_hole_keeps_it():
    hole = [[9.002, 50.002], [9.004, 50.002], [9.004, 50.004], [9.002, 50.004], [9.002, 50.002]]

    source = read_boundary(shapefile_zip(4326, rings=[RING, hole]))

    assert len(source.features[0]["coordinates"]) == 2


def test_files_of_a_mac_beside_the_shapefile_do_not_matter():
    assert_is_the_square(read_boundary(shapefile_zip(extra={"__MACOSX/gebiet/._grenze.shp": b"x"})))


def test_two_shapefiles_in_one_archive_are_refused():
    with pytest.raises(refusals.UnreadableBoundaryError, match="several_layers"):
        read_boundary(shapefile_zip(extra={"andere.shp": b"x"}))


@pytest.mark.parametrize("files", [{"liesmich.txt": b"x"}, {"a.shp": b"", "a.prj": b"x"}, {"a.shp": b"\x00" * 200}])
def test_archive_without_a_sound_shapefile_is_refused(files):
    with pytest.raises(refusals.BoundaryError):
        read_boundary(zipped(files))


def test_broken_archive_is_refused():
    with pytest.raises(refusals.UnreadableBoundaryError, match="not_a_zip"):
        read_boundary(shapefile_zip()[:100])


def test_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(shapefiles, "MOST_UNPACKED", 1024 * 1024)
    content = zipped({"a.shp": b"\x00" * (2 * 1024 * 1024), "a.prj": b"x"})

    with pytest.raises(refusals.BoundaryTooLargeError) as refusal:
        read_boundary(content)

    assert refusal.value.unit == "bytes"


def test_zip_that_lies_about_its_size_is_refused(monkeypatch):
    monkeypatch.setattr(shapefiles, "MOST_UNPACKED", 1024 * 1024)
    honest = zipped({"a.shp": b"\x00" * (2 * 1024 * 1024), "a.prj": b"x"})
    size = struct.pack("<I", 2 * 1024 * 1024)
    lying = honest.replace(size, struct.pack("<I", 1000))

    with pytest.raises(refusals.BoundaryError):
        read_boundary(lying)


def test_archive_of_too_many_files_is_refused():
    with pytest.raises(refusals.BoundaryTooLargeError, match="files"):
        read_boundary(shapefile_zip(extra={f"{number}.txt": b"" for number in range(shapefiles.MOST_FILES)}))


def test_encrypted_archive_is_refused():
    content = bytearray(shapefile_zip())
    for head in (b"PK\x03\x04", b"PK\x01\x02"):
        start = 0
        while (start := content.find(head, start)) >= 0:
            content[start + (6 if head == b"PK\x03\x04" else 8)] |= 1
            start += 4

    with pytest.raises(refusals.UnreadableBoundaryError, match="encrypted"):
        read_boundary(bytes(content))


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"", "empty_file"),
        (b"  \n", "empty_file"),
        (b"Guten Tag", "unknown_form"),
        (b"%PDF-1.7", "unknown_form"),
        ('{"name": "Gießen"}'.encode("cp1252"), "not_utf8"),
        (b'{"type": ', "not_json"),
        (b"[" * 100_000, "nested_too_deep"),
        (b"[]", "not_an_object"),
        (b'{"type": "Topology"}', "unknown_type"),
        (b'{"type": ["Polygon"]}', "unknown_type"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 50], [9, 51], [10, 51], [9, 50]]]}', "not_a_number"),
        (b'{"type": "Polygon", "coordinates": [[[9, 50], [9, 1e999], [10, 51], [9, 50]]]}', "bad_position"),
        (b'{"type": "Polygon", "coordinates": [[[9, 50], ["9", 51], [10, 51], [9, 50]]]}', "bad_position"),
        (b'{"type": "Polygon", "coordinates": [[[9, 50], [true, 51], [10, 51], [9, 50]]]}', "bad_position"),
        (b'{"type": "Polygon", "coordinates": [[[9, 50], [9, 51], [10, 51], [10, 50]]]}', "ring_open"),
        (b'{"type": "Polygon", "coordinates": [[[9, 50], [9, 51], [9, 50]]]}', "ring_too_short"),
        (b'{"type": "LineString", "coordinates": [[9, 50]]}', "line_too_short"),
        (b'{"type": "Polygon", "coordinates": [9, 50, 9, 51]}', "bad_position"),
        (b'{"type": "Feature", "properties": [], "geometry": null}', "bad_properties"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Polygon"}]}', "not_a_feature"),
    ],
)
def test_what_is_no_geojson_is_refused_with_the_rule_it_breaks(content, detail):
    with pytest.raises(refusals.UnreadableBoundaryError) as refusal:
        read_boundary(content)

    assert refusal.value.detail == detail
    assert phrases.sentence(refusal.value)


def test_huge_whole_number_is_refused():
    content = b'{"type": "Polygon", "coordinates": [[[' + b"9" * 5000 + b", 50], [9, 51], [10, 51], [9, 50]]]}"

    with pytest.raises(refusals.UnreadableBoundaryError) as refusal:
        read_boundary(content)

    assert (refusal.value.form, refusal.value.detail) == ("geojson", "not_a_number")


def test_empty_geometries_are_refused_by_what_they_are():
    document = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": None}]}

    with pytest.raises(refusals.NoAreaError) as refusal:
        read_boundary(json.dumps(document).encode())

    assert refusal.value.found == ("Empty",)


def test_collection_gives_its_areas_and_says_what_it_left_out():
    parts = [SQUARE, {"type": "Point", "coordinates": [9, 50]}, {"type": "LineString", "coordinates": [[9, 50], [9, 51]]}]

    source = read_boundary(json.dumps({"type": "GeometryCollection", "geometries": parts}).encode())

    assert len(source.features) == 1
    assert source.problems[0].kinds == ("LineString", "Point")


def test_multipolygon_stays_one_area():
    shape = {"type": "MultiPolygon", "coordinates": [[RING], [[[x + 1, y] for x, y in RING]]]}

    source = read_boundary(geojson(shape))

    assert [feature["type"] for feature in source.features] == ["MultiPolygon"]


def test_heights_are_left_out():
    high = {"type": "Polygon", "coordinates": [[[x, y, 120.5] for x, y in RING]]}

    assert read_boundary(geojson(high)).features == (SQUARE,)


def test_crossing_boundary_is_read_and_its_place_named():
    bow_tie = {"type": "Polygon", "coordinates": [[[9.0, 50.0], [9.02, 50.02], [9.02, 50.0], [9.0, 50.02], [9.0, 50.0]]]}

    (problem,) = read_boundary(geojson(bow_tie)).problems

    assert phrases.sentence(problem) == "Die Grenze kreuzt sich selbst bei 50,01000° Nord, 9,01000° Ost."


def test_exchanged_axes_are_read_and_doubted():
    swapped = {"type": "Polygon", "coordinates": [[[y, x] for x, y in RING]]}

    (problem,) = read_boundary(geojson(swapped)).problems

    assert isinstance(problem, refusals.SwappedAxesError)


def test_metres_without_their_reference_system_are_doubted():
    (problem,) = read_boundary(geojson({"type": "Polygon", "coordinates": [ring_in(25832)]})).problems

    assert isinstance(problem, refusals.OutsideGermanyError)


def test_degrees_declared_as_metres_are_doubted_or_refused():
    source = read_boundary(geojson(crs="EPSG:25832"))

    assert any(isinstance(problem, refusals.OutsideGermanyError) for problem in source.problems)


def round_polygon(points):
    ring = [[9 + 0.01 * math.cos(math.tau * n / points), 50 + 0.01 * math.sin(math.tau * n / points)] for n in range(points - 1)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_boundary_of_the_most_points_is_read_in_reasonable_time():
    content = geojson(round_polygon(sources.MOST_VERTICES))
    begun = time.process_time()

    source = read_boundary(content)

    assert shapely.count_coordinates(geometry.shape_of(source.features[0])) == sources.MOST_VERTICES
    assert time.process_time() - begun < 10


def test_boundary_of_more_points_is_refused():
    with pytest.raises(refusals.BoundaryTooLargeError) as refusal:
        read_boundary(geojson(round_polygon(sources.MOST_VERTICES + 1)))

    assert phrases.sentence(refusal.value) == (
        "Die Grenze hat 50.001 Punkte, höchstens 50.000 sind möglich. Bitte vereinfachen Sie die Linie."
    )


def test_a_million_points_are_refused_before_they_are_read():
    content = geojson(round_polygon(1_000_000))
    begun = time.process_time()

    with pytest.raises(refusals.BoundaryTooLargeError):
        read_boundary(content)

    assert time.process_time() - begun < 1


def test_more_shapes_than_anybody_draws_are_refused():
    nothing = {"type": "Feature", "properties": {}, "geometry": None}
    document = {"type": "FeatureCollection", "features": [nothing] * (sources.MOST_SHAPES + 1)}

    with pytest.raises(refusals.BoundaryTooLargeError) as refusal:
        read_boundary(json.dumps(document).encode())

    assert phrases.sentence(refusal.value) == "Die Datei enthält mehr als 20.000 Flächen."


ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"


@pytest.mark.parametrize(
    "view",
    [
        f"{ENDLESS} SELECT NULL AS geom FROM r",
        f"{ENDLESS} SELECT n AS geom FROM r WHERE n < 0",
        "SELECT zeroblob(900000000) AS geom",
        "SELECT hex(hex(zeroblob(20000000))) AS geom",
        "SELECT load_extension('/tmp/x') AS geom",
    ],
)
def test_geopackage_whose_layer_is_a_malicious_view_is_refused_soon_and_in_little_memory(view):
    begun = time.process_time()

    with pytest.raises(refusals.BoundaryError):
        read_boundary(rewritten(geopackage(), "DROP TABLE gebiet", f"CREATE VIEW gebiet AS {view}"))

    assert time.process_time() - begun < 5


@pytest.mark.parametrize("number", ["'abc'", "NULL", "x'00'", "9e999"])
def test_geopackage_whose_reference_system_is_no_number_is_refused(number):
    with pytest.raises(refusals.UnreadableBoundaryError):
        read_boundary(
            rewritten(geopackage(), "PRAGMA ignore_check_constraints = ON", f"UPDATE gpkg_geometry_columns SET srs_id = {number}")
        )


def test_file_larger_than_an_upload_is_refused(monkeypatch):
    monkeypatch.setattr("quartierwerk.foundation.geo.reading.MOST_BYTES", 10)

    with pytest.raises(refusals.BoundaryTooLargeError):
        read_boundary(geojson())


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    for start in (b"", b"{", b"PK\x03\x04", b"SQLite format 3\x00"):
        with pytest.raises(refusals.BoundaryError):
            read_boundary(start + content)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["type", "coordinates", "features", "geometry", "properties", "geometries", "crs", "bbox"]), inner | st.sampled_from(
        ["Polygon", "Feature", "FeatureCollection", "GeometryCollection", "MultiPolygon"])), max_leaves=15))  # fmt: skip
def test_any_json_is_read_or_refused(document):
    content = json.dumps(document).encode()

    try:
        said = [str(feature["type"]) for feature in read_boundary(content).features]
    except refusals.BoundaryError as refusal:
        said = [phrases.sentence(refusal)]

    assert all(said)


def test_every_refusal_has_a_sentence():
    kinds = {kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, refusals.BoundaryError)}

    assert kinds - {refusals.BoundaryError} == set(phrases._PHRASES)


@pytest.mark.conformance
@pytest.mark.skipif(not FIXTURES.exists(), reason="the published GeoJSON fixtures are not on this machine")
@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.json")), ids=lambda path: str(path.relative_to(FIXTURES)))
def test_published_fixture_is_judged_as_its_folder_says(path):
    document = json.loads(path.read_text())

    if path.relative_to(FIXTURES).parts[0] == "valid":
        geojson_reader.check(document)
    else:
        with pytest.raises(refusals.UnreadableBoundaryError):
            geojson_reader.check(document)
