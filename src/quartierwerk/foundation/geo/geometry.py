"""What holds of a geometry: whether it is sound, how large it is, what lies inside it.

Geometries are GeoJSON mappings in WGS 84, longitude first. Areas are geodesic on the WGS 84
ellipsoid; tolerances are metres in a local plane, which is good to a millimetre per kilometre at the
size of a town.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely
import shapely.geometry
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from quartierwerk.foundation.geo.refusals import (
    BoundaryError,
    CoordinatesNotFiniteError,
    InvalidGeometryError,
    NoAreaError,
    OutsideGermanyError,
    SwappedAxesError,
    TangledError,
)

type Geometry = Mapping[str, Any]
type Bounds = tuple[float, float, float, float]

MOST_CROSSINGS = 2_000
_LOOKED_AT = 200
DECIMALS = 7  # about a centimetre
GERMANY: Bounds = (5.8, 47.2, 15.1, 55.1)
NEAR_DEGREES = 0.5
_AREAL = frozenset({"Polygon", "MultiPolygon"})
_ELLIPSOID = pyproj.Geod(ellps="WGS84")
_REASON = re.compile(r"(?P<words>[^\[]+)(?:\[(?P<x>\S+) (?P<y>\S+)\])?")
_REASON_CODES = {
    "Self-intersection": "crosses_itself",
    "Ring Self-intersection": "touches_itself",
    "Hole lies outside shell": "hole_outside",
    "Holes are nested": "holes_nested",
    "Interior is disconnected": "falls_apart",
    "Nested shells": "parts_nested",
    "Duplicate Rings": "ring_twice",
    "Too few points in geometry component": "too_few_points",
    "Ring is not closed": "ring_open",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """A mended geometry and what the mending did to its area, in square metres."""

    geometry: Geometry
    area_before_m2: int
    area_after_m2: int


def shape_of(geometry: Geometry) -> BaseGeometry:
    """Return the geometry for calculation.

    Raises:
        NoAreaError: the mapping is no geometry at all.
    """
    try:
        return shapely.geometry.shape(dict(geometry))
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as problem:
        raise NoAreaError from problem


def mapping_of(shape: BaseGeometry) -> dict[str, Any]:
    """Return the shape as a GeoJSON mapping with lists, two dimensions and rounded coordinates."""
    flat = shapely.transform(shapely.force_2d(shape), lambda points: points.round(DECIMALS))
    mapping: dict[str, Any] = shapely.geometry.mapping(flat)
    return {"type": mapping["type"], "coordinates": _listed(mapping["coordinates"])}


def bounds_of(geometry: Geometry) -> Bounds:
    """Return west, south, east and north."""
    west, south, east, north = shape_of(geometry).bounds
    return west, south, east, north


def fault_of(geometry: Geometry) -> InvalidGeometryError | None:
    """Return why and where the geometry contradicts itself, or nothing where it is sound."""
    shape = shape_of(geometry)
    if shapely.is_valid(shape):
        return None
    found = _REASON.match(shapely.is_valid_reason(shape))
    words = found["words"].strip() if found else ""
    place = (float(found["x"]), float(found["y"])) if found and found["x"] else (None, None)
    return InvalidGeometryError(_REASON_CODES.get(words, "contradicts_itself"), *place)


def _crossings(shape: BaseGeometry) -> int:
    """Return about how often the lines cross, judged by some of their pieces; a few crossings may stay unseen."""
    points, rings = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    within = rings[1:] == rings[:-1]
    pieces: Any = shapely.linestrings(np.stack((points[:-1][within], points[1:][within]), axis=1))
    some = pieces[:: max(1, len(pieces) // _LOOKED_AT)]
    return len(shapely.STRtree(pieces).query(some, predicate="crosses")[0]) * len(pieces) // max(1, 2 * len(some))


def repair(geometry: Geometry) -> Repair:
    """Return the geometry without its contradictions, and the area before and after.

    Only the parts that enclose an area are kept.

    Raises:
        NoAreaError: nothing is left that encloses an area.
        TangledError: it crosses itself so often that mending would take minutes and much memory.
    """
    shape = shape_of(geometry)
    if _crossings(shape) > MOST_CROSSINGS:
        raise TangledError
    mended = _areal_part(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    if mended.is_empty:
        raise NoAreaError(())
    result = mapping_of(mended)
    return Repair(result, area_m2(geometry), area_m2(result))


def area_m2(geometry: Geometry) -> int:
    """Return the area in whole square metres; points, lines and what does not lie on earth have none.

    Source: C. Karney, Algorithms for geodesics, Journal of Geodesy 87 (2013), section 6.
    """
    shape = _areal_part(shape_of(geometry))
    oriented = shapely.orient_polygons(shape)
    area, _perimeter = _ELLIPSOID.geometry_area_perimeter(oriented) if not shape.is_empty else (0.0, 0.0)
    return round(abs(area)) if math.isfinite(area) else 0


def inner_point(geometry: Geometry) -> tuple[float, float]:
    """Return longitude and latitude of a point that surely lies in the geometry."""
    point = shape_of(geometry).representative_point()
    return point.x, point.y


def doubts_on_place(geometry: Geometry) -> BoundaryError | None:
    """Return a doubt about where the geometry lies: axes exchanged, or far from Germany."""
    west, south, east, north = bounds_of(geometry)
    if not all(map(math.isfinite, (west, south, east, north))):
        return CoordinatesNotFiniteError(1)
    if _near_germany(west, south) and _near_germany(east, north):
        return None
    if _near_germany(south, west) and _near_germany(north, east):
        return SwappedAxesError(west, south)
    return OutsideGermanyError(west, south)


def joined(geometries: Sequence[Geometry]) -> dict[str, Any]:
    """Return one geometry that covers what all of them cover.

    Raises:
        NoAreaError: nothing to join.
    """
    shapes = [shape_of(geometry) for geometry in geometries]
    if not shapes:
        raise NoAreaError(())
    if not all(shapely.is_valid(shapes)):
        # A union would silently mend; keep the parts as they are, so that the fault still shows.
        return mapping_of(shapely.MultiPolygon([part for shape in shapes for part in _polygons(shape)]))
    return mapping_of(shapely.union_all(shapes))


def _polygons(shape: BaseGeometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, shapely.Polygon)]


def _areal_part(shape: BaseGeometry) -> BaseGeometry:
    if shape.geom_type in _AREAL:
        return shape
    parts = [part for part in shapely.get_parts(shape).tolist() if part.geom_type in _AREAL]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _near_germany(longitude: float, latitude: float) -> bool:
    west, south, east, north = GERMANY
    return west - NEAR_DEGREES <= longitude <= east + NEAR_DEGREES and south - NEAR_DEGREES <= latitude <= north + NEAR_DEGREES


def _listed(value: Any) -> Any:
    return [_listed(part) for part in value] if isinstance(value, (tuple, list)) else value
