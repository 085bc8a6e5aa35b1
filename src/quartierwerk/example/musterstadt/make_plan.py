"""Draw the invented town from its layout: figure-ground plan, boundaries and places of measures, as GeoJSON.

The layout is kept in metres around an origin; quarters are filled with houses by a pattern and a fixed
seed, so that the same layout always draws the same town. Run ``python -m
quartierwerk.example.musterstadt.make_plan`` after a change of ``layout.toml``.
"""

import json
import math
import random
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyproj
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box, mapping
from shapely.geometry.base import BaseGeometry

FOLDER = Path(__file__).parent
DECIMALS = 6  # a tenth of a metre
CURVE_STEPS = 6  # points between two corners of a curved line
KEPT_APART = 4.0  # metres between two houses
LEFT_OUT = 0.12  # share of lots without a house

type Layout = Mapping[str, Any]
type Feature = dict[str, Any]
type Degrees = Callable[[float, float], tuple[float, float]]
type Pattern = Callable[[Polygon, random.Random], Iterator[Polygon]]


def read_layout() -> Layout:
    """Return the layout of the town in metres."""
    return tomllib.loads((FOLDER / "layout.toml").read_text(encoding="utf-8"))


def files(layout: Layout) -> dict[str, dict[str, Any]]:
    """Return every GeoJSON file of the town by its name, in WGS84.

    Shapes and units: the layout in metres, the files in degrees, rounded to a tenth of a metre.
    """
    to_globe = _projection(layout["origin"])
    drawn = {
        "plan": _plan(layout),
        "places": [_feature(_shape(place), **_without_shape(place)) for place in layout["places"]],
        "municipality": [_feature(Polygon(layout["municipality"]["outline"]), invented=True)],
    }
    for name, area in layout["areas"].items():
        drawn[name] = [_feature(Polygon(area["outline"]), name=area["name"], invented=True)]
    return {f"{name}.geojson": _collection(features, to_globe) for name, features in drawn.items()}


def houses(layout: Layout) -> list[Polygon]:
    """Return the generated houses, none touching another, a line, a park or a square."""
    rng = random.Random(layout["seed"])  # noqa: S311 -- draws a plan, keeps no secret
    frame = box(*layout["plan"])
    free = _free_ground(layout)
    built: list[Polygon] = []
    for quarter in layout["quarters"]:
        outline = Polygon(quarter["outline"])
        for house in _turned(PATTERNS[quarter["pattern"]], outline, angle=quarter["angle"], rng=rng):
            if outline.contains(house) and frame.contains(house) and free(house) and _apart(house, built):
                built.append(house)
    return built


def curve(corners: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Return a smooth line through the corners (Catmull-Rom spline)."""
    padded = [corners[0], *corners, corners[-1]]
    points = [
        (_spline(padded[i : i + 4], 0, step / CURVE_STEPS), _spline(padded[i : i + 4], 1, step / CURVE_STEPS))
        for i in range(len(corners) - 1)
        for step in range(CURVE_STEPS)
    ]
    return [*points, (float(corners[-1][0]), float(corners[-1][1]))]


def band(line: Sequence[tuple[float, float]], *, width: float) -> Polygon:
    """Return the strip of this width along the line."""
    left: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    for index, (x, y) in enumerate(line):
        before, after = line[max(index - 1, 0)], line[min(index + 1, len(line) - 1)]
        along = math.hypot(after[0] - before[0], after[1] - before[1])
        aside = ((before[1] - after[1]) / along * width / 2, (after[0] - before[0]) / along * width / 2)
        left.append((x + aside[0], y + aside[1]))
        right.append((x - aside[0], y - aside[1]))
    return Polygon([*left, *reversed(right)])


def main() -> None:
    """Write every file beside the layout."""
    for name, content in files(read_layout()).items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (FOLDER / name).write_text(text.replace('{"type":"Feature",', '\n{"type":"Feature",') + "\n", encoding="utf-8")


def _rows(outline: Polygon, rng: random.Random) -> Iterator[Polygon]:
    """Slabs of the fifties, side by side, now and then one missing."""
    for x, y in _grid(outline, step=(56.0, 30.0)):
        if rng.random() > LEFT_OUT:
            yield box(x, y, x + rng.uniform(40.0, 49.0), y + 12.5)


def _detached(outline: Polygon, rng: random.Random) -> Iterator[Polygon]:
    """Small houses, no two quite alike."""
    for x, y in _grid(outline, step=(30.0, 30.0)):
        if rng.random() > LEFT_OUT:
            left, low = x + rng.uniform(0.0, 3.0), y + rng.uniform(0.0, 4.0)
            yield box(left, low, left + rng.uniform(13.0, 19.0), low + rng.uniform(10.0, 14.0))


def _blocks(outline: Polygon, rng: random.Random) -> Iterator[Polygon]:
    """Houses around a yard, with a gap for the gate."""
    for x, y in _grid(outline, step=(78.0, 66.0)):
        for low in (y, y + 40.0):
            split = rng.uniform(24.0, 36.0)
            yield box(x, low, x + split, low + 12.0)
            yield box(x + split + KEPT_APART, low, x + 64.0, low + 12.0)
        for left in (x, x + 52.0):
            if rng.random() > LEFT_OUT:
                yield box(left, y + 16.5, left + 12.0, y + 35.5)


def _halls(outline: Polygon, rng: random.Random) -> Iterator[Polygon]:
    """Workshops and sheds, wide apart."""
    for x, y in _grid(outline, step=(58.0, 40.0)):
        if rng.random() > LEFT_OUT:
            yield box(x, y, x + rng.uniform(28.0, 46.0), y + rng.uniform(16.0, 25.0))


PATTERNS: Mapping[str, Pattern] = {"rows": _rows, "detached": _detached, "blocks": _blocks, "halls": _halls}


def _turned(pattern: Pattern, outline: Polygon, *, angle: float, rng: random.Random) -> Iterator[Polygon]:
    upright = affinity.rotate(outline, -angle, origin=(0.0, 0.0))
    for house in pattern(upright, rng):
        yield affinity.rotate(house, angle, origin=(0.0, 0.0))


def _grid(outline: Polygon, *, step: tuple[float, float]) -> Iterator[tuple[float, float]]:
    left, low, right, high = outline.bounds
    for row in range(math.ceil((high - low) / step[1])):
        for column in range(math.ceil((right - left) / step[0])):
            yield left + 2.0 + column * step[0], low + 2.0 + row * step[1]


def _free_ground(layout: Layout) -> Callable[[Polygon], bool]:
    """Return the question whether a house keeps its distance from everything that is laid out."""
    river = LineString(curve(layout["river"]["line"]))
    kept: list[tuple[BaseGeometry, float]] = [
        (river, layout["river"]["width"] / 2 + 18.0),
        (LineString(curve(layout["rail"]["line"])), 13.0),
    ]
    kept += [(LineString(street["line"]), 8.0) for street in layout["streets"]]
    kept += [(Polygon(ground["outline"]), 6.0) for ground in (*layout["parks"], *layout["squares"], *layout["landmarks"])]
    return lambda house: all(house.distance(thing) >= distance for thing, distance in kept)


def _apart(house: Polygon, built: Sequence[Polygon]) -> bool:
    return all(house.distance(other) >= KEPT_APART - 0.01 for other in built)


def _plan(layout: Layout) -> list[Feature]:
    frame = box(*layout["plan"])
    water = band(curve(layout["river"]["line"]), width=layout["river"]["width"])
    features = [_feature(water.intersection(frame), kind="water", name=layout["river"]["name"])]
    features += [_feature(Polygon(park["outline"]).intersection(frame), kind="park", name=park["name"]) for park in layout["parks"]]
    features += [
        _feature(LineString(street["line"]).intersection(frame), kind="street", name=street["name"]) for street in layout["streets"]
    ]
    features.append(_feature(LineString(curve(layout["rail"]["line"])).intersection(frame), kind="rail", name=layout["rail"]["name"]))
    features += [_feature(Polygon(house["outline"]), kind="house", name=house["name"]) for house in layout["landmarks"]]
    return features + [_feature(house, kind="house") for house in houses(layout)]


def _shape(place: Mapping[str, Any]) -> BaseGeometry:
    if "point" in place:
        return Point(place["point"])
    return LineString(place["line"]) if "line" in place else Polygon(place["area"])


def _without_shape(place: Mapping[str, Any]) -> dict[str, Any]:
    return {"measure": place["measure"], "outside_reason": place.get("outside_reason", "")}


def _feature(shape: BaseGeometry, **properties: object) -> Feature:
    return {"type": "Feature", "properties": properties, "geometry": shape}


def _collection(features: Sequence[Feature], to_globe: Degrees) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [{**feature, "geometry": _on_globe(feature["geometry"], to_globe)} for feature in features],
    }


def _on_globe(shape: BaseGeometry, to_globe: Degrees) -> dict[str, Any]:
    flat = mapping(shape)
    return {"type": flat["type"], "coordinates": _in_degrees(flat["coordinates"], to_globe)}


def _in_degrees(coordinates: Any, to_globe: Degrees) -> list[Any]:
    if isinstance(coordinates[0], float):
        return [round(degree, DECIMALS) for degree in to_globe(coordinates[0], coordinates[1])]
    return [_in_degrees(part, to_globe) for part in coordinates]


def _projection(origin: Sequence[float]) -> Degrees:
    """Return the way from metres around the origin to longitude and latitude."""
    plane = pyproj.CRS.from_proj4(f"+proj=aeqd +lon_0={origin[0]} +lat_0={origin[1]} +datum=WGS84 +units=m")
    transformer = pyproj.Transformer.from_crs(plane, "EPSG:4326", always_xy=True)
    return transformer.transform


def _spline(four: Sequence[Sequence[float]], axis: int, t: float) -> float:
    a, b, c, d = (point[axis] for point in four)
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


if __name__ == "__main__":
    main()
