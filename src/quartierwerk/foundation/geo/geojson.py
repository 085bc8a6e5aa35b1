"""Reading GeoJSON strictly.

Source: RFC 7946, The GeoJSON Format (2016); the ``crs`` member is that of the 2008 format, which many
programs still write.
"""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import shapely
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from quartierwerk.foundation.geo import reference_systems
from quartierwerk.foundation.geo.refusals import BoundaryTooLargeError, UnknownReferenceSystemError, UnreadableBoundaryError
from quartierwerk.foundation.geo.sources import MOST_VERTICES, BoundarySource, check_number, gather

_FORM = "geojson"
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_LEAST_IN_RING = 4
_LEAST_IN_LINE = 2
_BOX_LENGTHS = (4, 6)
_DIMENSIONS = 2


def read(content: bytes) -> BoundarySource:
    """Return the areas of a GeoJSON file.

    Raises:
        BoundaryError: the file cannot be used; the subclass says why.
    """
    # Every point is a list; so many brackets cannot hold few points, and reading them would take long.
    if content.count(b"[") > 2 * MOST_VERTICES:
        raise BoundaryTooLargeError("points", content.count(b"["), MOST_VERTICES)
    document = _parsed(content)
    check(document)
    return gather(_shapes(document), form=_FORM, crs=_crs_of(document))


def check(document: Any, place: str = "$") -> None:
    """Be silent where the document is GeoJSON.

    Raises:
        UnreadableBoundaryError: it is not; ``detail`` says which rule it breaks and ``place`` where.
    """
    if not isinstance(document, Mapping):
        _refuse("not_an_object", place)
    _check_box(document.get("bbox", ()), place)
    kind = document.get("type")
    if kind == "FeatureCollection":
        features = _list_of(document, "features", place)
        check_number(len(features))
        for number, feature in enumerate(features):
            _check_feature(feature, f"{place}.features[{number}]")
    elif kind == "Feature":
        _check_feature(document, place)
    else:
        _check_geometry(document, place)


def _refuse(detail: str, place: str) -> NoReturn:
    raise UnreadableBoundaryError(_FORM, detail, place)


def _parsed(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableBoundaryError(_FORM, "not_utf8", str(problem.start)) from problem
    try:
        return json.loads(text, parse_constant=_no_such_number)
    except RecursionError as problem:
        raise UnreadableBoundaryError(_FORM, "nested_too_deep") from problem
    except json.JSONDecodeError as problem:
        raise UnreadableBoundaryError(_FORM, "not_json", f"{problem.lineno}:{problem.colno}") from problem
    except ValueError as problem:  # a whole number of thousands of digits
        raise UnreadableBoundaryError(_FORM, "not_a_number") from problem


def _no_such_number(name: str) -> NoReturn:
    raise UnreadableBoundaryError(_FORM, "not_a_number", name)


def _list_of(document: Mapping[str, Any], member: str, place: str) -> list[Any]:
    value = document.get(member)
    if not isinstance(value, list):
        _refuse(f"no_{member}", place)
    return value


def _check_feature(feature: Any, place: str) -> None:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        _refuse("not_a_feature", place)
    for member in ("geometry", "properties"):
        if member not in feature:
            _refuse(f"no_{member}", place)
        if not isinstance(feature[member], Mapping | None):
            _refuse(f"bad_{member}", place)
    _check_box(feature.get("bbox", ()), place)
    if feature["geometry"] is not None:
        _check_geometry(feature["geometry"], f"{place}.geometry")


def _check_geometry(geometry: Any, place: str) -> None:
    if not isinstance(geometry, Mapping):
        _refuse("not_an_object", place)
    _check_box(geometry.get("bbox", ()), place)
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        for number, part in enumerate(_list_of(geometry, "geometries", place)):
            _check_geometry(part, f"{place}.geometries[{number}]")
    elif isinstance(kind, str) and kind in _DEPTHS:
        _check_coordinates(geometry.get("coordinates"), kind, _DEPTHS[kind], f"{place}.coordinates")
    else:
        _refuse("unknown_type" if kind else "no_type", place)


def _check_coordinates(value: Any, kind: str, depth: int, place: str) -> None:
    if not isinstance(value, list):
        _refuse("bad_position" if place.endswith("]") else "no_coordinates", place)
    if depth == 0:
        _check_position(value, place)
        return
    if depth == 1 and value:
        _check_line(value, kind, place)
    for number, part in enumerate(value):
        _check_coordinates(part, kind, depth - 1, f"{place}[{number}]")


def _check_line(line: list[Any], kind: str, place: str) -> None:
    if kind.endswith("Polygon"):
        if len(line) < _LEAST_IN_RING:
            _refuse("ring_too_short", place)
        if line[0] != line[-1]:
            _refuse("ring_open", place)
    elif kind.endswith("LineString") and len(line) < _LEAST_IN_LINE:
        _refuse("line_too_short", place)


def _check_position(position: list[Any], place: str) -> None:
    if len(position) < _DIMENSIONS or not all(_is_number(value) for value in position):
        _refuse("bad_position", place)


def _check_box(box: Any, place: str) -> None:
    if box == ():
        return
    if not isinstance(box, list) or len(box) not in _BOX_LENGTHS or not all(_is_number(value) for value in box):
        _refuse("bad_bbox", place)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _crs_of(document: Mapping[str, Any]) -> str:
    member = document.get("crs")
    if member is None:
        return reference_systems.WGS84
    properties = member.get("properties") if isinstance(member, Mapping) else None
    if isinstance(member, Mapping) and member.get("type") == "name" and isinstance(properties, Mapping):
        return reference_systems.code_of_name(str(properties.get("name", "")))
    raise UnknownReferenceSystemError(json.dumps(member)[:100])


def _shapes(document: Mapping[str, Any] | None) -> Iterator[BaseGeometry]:
    """Yield the shapes of a checked document, those of collections one by one; nothing gives an empty shape."""
    if document is None:
        yield shapely.Polygon()
        return
    kind = document["type"]
    if kind == "Feature":
        yield from _shapes(document["geometry"])
    elif kind in {"FeatureCollection", "GeometryCollection"}:
        for part in document["features" if kind == "FeatureCollection" else "geometries"]:
            yield from _shapes(part)
    else:
        yield shapely.geometry.shape({"type": kind, "coordinates": _cut(document["coordinates"])})


def _cut(value: list[Any]) -> list[Any]:
    """Return coordinates with longitude and latitude alone; heights are of no use here."""
    if value and not isinstance(value[0], list):
        return value[:_DIMENSIONS]
    return [_cut(part) for part in value]
