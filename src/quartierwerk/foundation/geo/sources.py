"""From coordinates somebody's program wrote to areas in WGS 84."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from quartierwerk.foundation.geo import geometry as geometries
from quartierwerk.foundation.geo import reference_systems
from quartierwerk.foundation.geo.refusals import (
    BoundaryError,
    BoundaryTooLargeError,
    CoordinatesNotFiniteError,
    LeftOutError,
    NoAreaError,
)

MOST_BYTES = 30 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
# Whether a ring crosses itself takes time that grows with the square of its points: some seconds at this number.
MOST_VERTICES = 50_000
MOST_AREAS = 1_000
# Points and lines between the areas are left out, but somebody has to look at each.
MOST_SHAPES = 20_000
_AREAL = frozenset({"Polygon", "MultiPolygon"})


@dataclass(frozen=True, slots=True)
class BoundarySource:
    """The areas of a boundary file, the reference system they came in, and what to look at twice.

    ``form`` is geojson, geopackage or shapefile; ``crs`` is the code of the system in the file.
    """

    form: str
    crs: str
    features: tuple[geometries.Geometry, ...]
    problems: tuple[BoundaryError, ...] = ()


def gather(shapes: Iterable[BaseGeometry], *, form: str, crs: str) -> BoundarySource:
    """Return the areas among the shapes, which are in the file's own coordinates, with the problems of each.

    Raises:
        NoAreaError: no shape encloses an area.
        BoundaryTooLargeError: too many points or areas.
        CoordinatesNotFiniteError: a coordinate is no number in its system.
    """
    kept, left_out = _sorted_out(shapes)
    if not kept:
        raise NoAreaError(tuple(sorted(set(left_out))))
    features = tuple(_in_wgs84(shape, crs, number) for number, shape in enumerate(kept, start=1))
    problems: list[BoundaryError] = [problem for feature in features for problem in _doubts(feature)]
    if left_out:
        problems.append(LeftOutError(tuple(sorted(set(left_out))), len(left_out)))
    return BoundarySource(form, crs, features, tuple(problems))


def check_number(shapes: int) -> None:
    """Be silent where a file holds no more shapes than somebody would draw.

    Raises:
        BoundaryTooLargeError: it does.
    """
    if shapes > MOST_SHAPES:
        raise BoundaryTooLargeError("areas", shapes, MOST_SHAPES)


def _sorted_out(shapes: Iterable[BaseGeometry]) -> tuple[list[BaseGeometry], list[str]]:
    kept: list[BaseGeometry] = []
    left_out: list[str] = []
    points = 0
    for shape in shapes:
        if shape.geom_type in _AREAL and not shape.is_empty:
            kept.append(shape)
            points += int(shapely.count_coordinates(shape))
        else:
            left_out.append("Empty" if shape.is_empty else shape.geom_type)
        check_number(len(kept) + len(left_out))
        if len(kept) > MOST_AREAS:
            raise BoundaryTooLargeError("areas", len(kept), MOST_AREAS)
        if points > MOST_VERTICES:
            raise BoundaryTooLargeError("points", points, MOST_VERTICES)
    return kept, left_out


def _in_wgs84(shape: BaseGeometry, crs: str, number: int) -> geometries.Geometry:
    # Bounds skip a coordinate that is no number, so the coordinates themselves are looked at.
    flat = shapely.force_2d(shape)
    if not np.isfinite(shapely.get_coordinates(flat)).all():
        raise CoordinatesNotFiniteError(number)
    converted = shapely.transform(flat, reference_systems.to_wgs84(crs)) if crs != reference_systems.WGS84 else flat
    if not np.isfinite(shapely.get_coordinates(converted)).all():
        raise CoordinatesNotFiniteError(number)
    return geometries.mapping_of(converted)


def _doubts(geometry: geometries.Geometry) -> list[BoundaryError]:
    doubts = (geometries.fault_of(geometry), geometries.doubts_on_place(geometry))
    return [doubt for doubt in doubts if doubt is not None]
