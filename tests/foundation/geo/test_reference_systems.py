"""Reference systems: a closed list, understood by name, number and definition, and converted there and back."""

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.geo import reference_systems as systems
from quartierwerk.foundation.geo.refusals import UnknownReferenceSystemError

GIESSEN = np.array([[8.67, 50.58]])


def out_of_wgs84(code, points):
    """Ask the projection itself for (points, 2) longitudes and latitudes in the system, easting first."""
    transformer = pyproj.Transformer.from_crs("EPSG:4326", code, always_xy=True)
    return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))


@pytest.mark.parametrize("number", systems.KNOWN)
def test_every_known_system_is_understood_by_each_of_its_names(number):
    code = f"EPSG:{number}"

    assert systems.code_of_name(code) == code
    assert systems.code_of_name(f" epsg:{number} ") == code
    assert systems.code_of_name(f"urn:ogc:def:crs:EPSG::{number}") == code
    assert systems.code_of_name(f"urn:ogc:def:crs:EPSG:9.9.1:{number}") == code


@pytest.mark.parametrize("number", systems.KNOWN)
def test_every_known_system_is_what_its_title_says(number):
    found = pyproj.CRS.from_epsg(number).name.replace("Gauss-Kruger", "Gauß-Krüger")
    said = systems.KNOWN[number]

    assert systems.title(f"EPSG:{number}") == f"{said} (EPSG:{number})"
    assert found.split(" ")[0].removesuffix("-extended") == said.split(" ")[0]


@pytest.mark.parametrize("number", sorted(systems.KNOWN))
def test_every_known_system_leads_there_and_back(number):
    code = f"EPSG:{number}"

    there = out_of_wgs84(code, GIESSEN)
    back = systems.to_wgs84(code)(there)

    assert np.abs(back - GIESSEN).max() < 1e-6


@pytest.mark.parametrize(
    ("code", "east", "north"),
    [
        ("EPSG:25832", 476_637.44, 5_603_076.09),
        ("EPSG:32632", 476_637.44, 5_603_076.09),
        ("EPSG:3044", 476_637.44, 5_603_076.09),
        ("EPSG:4647", 32_476_637.44, 5_603_076.09),
        ("EPSG:3857", 965_139.98, 6_547_334.17),
    ],
)
def test_easting_comes_first_whatever_the_system_says(code, east, north):
    ((found_east, found_north),) = out_of_wgs84(code, GIESSEN)

    assert (found_east, found_north) == (pytest.approx(east, abs=2_000), pytest.approx(north, abs=2_000))


@pytest.mark.parametrize(("old", "new"), [(900913, 3857), (3785, 3857), (102100, 3857), (102113, 3857)])
def test_old_numbers_of_web_mercator_mean_todays(old, new):
    assert systems.code_of_name(f"EPSG:{old}") == f"EPSG:{new}"


@pytest.mark.parametrize("name", ["OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "ogc:crs84"])
def test_names_of_wgs84_with_longitude_first_are_understood(name):
    assert systems.code_of_name(name) == systems.WGS84


@pytest.mark.parametrize("name", ["", "25832", "EPSG", "EPSG:", "EPSG:1", "EPSG:2583x", "EPSG:25832 und mehr", "ESRI:25832", "x" * 300])
def test_a_name_nobody_knows_is_refused_and_told_shortly(name):
    with pytest.raises(UnknownReferenceSystemError) as refusal:
        systems.code_of_name(name)

    assert refusal.value.name == name[:100]


@pytest.mark.parametrize("number", [4326, 4258, 25832, 25833, 3035, 31467, 31468, 3857])
def test_definitions_in_both_dialects_are_understood(number):
    system = pyproj.CRS.from_epsg(number)

    for dialect in ("WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"):
        assert systems.code_of_wkt(system.to_wkt(dialect)) == f"EPSG:{number}"


@pytest.mark.parametrize(
    ("definition", "name"),
    [
        ("kein System " + "x" * 100, ("kein System " + "x" * 100)[:60]),
        (pyproj.CRS.from_epsg(2154).to_wkt(), "RGF93 v1 / Lambert-93"),
        ('LOCAL_CS["Werkplan"]', "Werkplan"),
    ],
)
def test_a_definition_nobody_checked_is_refused_by_its_name(definition, name):
    with pytest.raises(UnknownReferenceSystemError) as refusal:
        systems.code_of_wkt(definition)

    assert refusal.value.name == name


def test_a_point_without_a_place_becomes_infinite():
    assert not np.isfinite(systems.to_wgs84("EPSG:25832")(np.array([[1e30, 1e30]]))).any()


@given(st.lists(st.tuples(st.floats(7.5, 10.5), st.floats(49.3, 51.7)), min_size=1, max_size=6))
def test_points_of_hessen_come_back_from_utm_in_their_order(points):
    given_points = np.array(points)

    back = systems.to_wgs84("EPSG:25832")(out_of_wgs84("EPSG:25832", given_points))

    assert np.abs(back - given_points).max() < 1e-9
