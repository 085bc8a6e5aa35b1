"""Where single things are: one point, line or area, and whether it lies inside a boundary."""

import json
from collections.abc import Mapping
from typing import Any

import shapely
import shapely.geometry

from quartierwerk.foundation.geo import geojson
from quartierwerk.foundation.geo.geometry import Geometry, doubts_on_place, fault_of, mapping_of, shape_of
from quartierwerk.foundation.geo.refusals import UnreadableBoundaryError

LARGEST_SPOT_BYTES = 500_000
# About a metre: the width of a pen on the plan. A place drawn onto the boundary counts as inside.
PEN_DEGREES = 1e-5


def read_spot(content: bytes) -> dict[str, Any]:
    """Return the one point, line or area of a GeoJSON text, in WGS 84, rounded and without heights.

    Raises:
        BoundaryError: it is no GeoJSON, holds none or several geometries, crosses itself or lies far from Germany.
    """
    if len(content) > LARGEST_SPOT_BYTES:
        raise UnreadableBoundaryError("geojson", "too_large")
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise UnreadableBoundaryError("geojson", "not_json") from problem
    geojson.check(document)
    found = [feature["geometry"] for feature in document["features"]] if document["type"] == "FeatureCollection" else [document]
    geometries = [item["geometry"] if item and item["type"] == "Feature" else item for item in found]
    if len(geometries) != 1 or geometries[0] is None or geometries[0]["type"] == "GeometryCollection":
        raise UnreadableBoundaryError("geojson", "not_one_geometry")
    spot = mapping_of(shape_of(geometries[0]))
    for doubt in (fault_of(spot), doubts_on_place(spot)):
        if doubt is not None:
            raise doubt
    return spot


def outside(boundary: Geometry, placed: Mapping[str, Geometry]) -> list[str]:
    """Return the names of those geometries that do not lie inside the boundary."""
    area = shape_of(boundary).buffer(PEN_DEGREES)
    shapely.prepare(area)
    return [name for name, spot in placed.items() if not area.covers(shape_of(spot))]
