"""A plan at a true scale: boundary and measures in millimetres on paper, numbered marks set apart.

Coordinates come as GeoJSON in degrees (longitude, latitude). They are laid flat around the middle of
the area, which over a few kilometres is exact to less than the width of a line.

Source: lengths of a degree on the WGS 84 ellipsoid (radii of curvature in the meridian and the prime vertical).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, hypot, pi, radians, sin
from typing import Any

SEMI_MAJOR_M = 6_378_137.0
ECCENTRICITY_SQUARED = 0.006_694_379_990_14
SCALES = (500, 1_000, 2_000, 2_500, 4_000, 5_000, 7_500, 10_000, 12_500, 15_000, 20_000, 25_000, 50_000, 100_000, 250_000)
BAR_STEPS_M = (10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000)
LONGEST_BAR_MM = 32.0
LONGEST_BAR_SHARE = 0.3
ROOM_FOR_BAR_MM = 10.0
MARK_MM = 5.4
NEARBY_SHARE = 0.35

type Point = tuple[float, float]
type Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A measure to be drawn: its number on the plan, its aim, and where it is."""

    number: str
    aim: str
    geometry: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered mark in millimetres from the upper left corner; ``anchor`` is the true spot."""

    number: str
    aim: str
    at: Point
    anchor: Point


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline of a measure that is more than a spot."""

    aim: str
    line: Line
    closed: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How degrees fall on a sheet of paper; millimetres count from its upper left corner."""

    width_mm: float
    height_mm: float
    scale: int
    middle: Point
    metres_per_degree: Point

    def on_paper(self, point: Point) -> Point:
        """Return where a point in degrees lies on the sheet."""
        return (
            self.width_mm / 2 + (point[0] - self.middle[0]) * self.metres_per_degree[0] * 1000 / self.scale,
            self.height_mm / 2 - (point[1] - self.middle[1]) * self.metres_per_degree[1] * 1000 / self.scale,
        )

    def holds(self, point: Point) -> bool:
        """Tell whether a point in millimetres lies on the sheet."""
        return 0 <= point[0] <= self.width_mm and 0 <= point[1] <= self.height_mm


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything to draw, in millimetres; ``beyond`` are the numbers that lie off the plan."""

    layout: Layout
    bar_m: int
    bar_mm: float
    boundary: tuple[Line, ...]
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    beyond: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The room a plan has, in millimetres; ``true_scale`` asks for one of the round scales planners use."""

    width_mm: float
    height_mm: float
    margin_mm: float = 7.0
    true_scale: bool = True


def draw(boundary: Mapping[str, Any] | None, places: Sequence[Place], paper: Paper) -> Plan | None:
    """Return the plan that fits the paper at the largest scale; nothing to draw gives nothing.

    Measures up to about a third of the area's size away are taken onto the plan, others are named in ``beyond``.
    """
    outline = [line for line, _closed in lines_of(boundary)]
    spots = {place.number: _spot(place.geometry) for place in places}
    frame_points = [point for line in outline for point in line] or [spot for spot in spots.values() if spot]
    if not frame_points:
        return None
    near = _near(frame_points)
    shown = [place for place in places if (spot := spots[place.number]) and _inside(spot, near)]
    beyond = tuple(place.number for place in places if spots[place.number] and place not in shown)
    all_points = frame_points + [
        point for place in shown for line, _closed in lines_of(place.geometry) for point in line if _inside(point, near)
    ]
    all_points += [spot for place in shown if (spot := spots[place.number])]
    return _plan(outline, shown, all_points, beyond, paper)


def _plan(outline: Sequence[Line], shown: Sequence[Place], points: Sequence[Point], beyond: tuple[str, ...], paper: Paper) -> Plan:
    west, south, east, north = _bounds(points)
    middle = ((west + east) / 2, (south + north) / 2)
    metres = _metres_per_degree(middle[1])
    wide, high = (east - west) * metres[0], (north - south) * metres[1]
    scale = _scale(wide, high, paper)
    height = min(paper.height_mm, high * 1000 / scale + 2 * paper.margin_mm + ROOM_FOR_BAR_MM) if paper.true_scale else paper.height_mm
    layout = Layout(paper.width_mm, height, scale, middle, metres)
    on_paper = layout.on_paper
    shapes = tuple(
        Shape(place.aim, tuple(map(on_paper, line)), closed)
        for place in shown
        for line, closed in lines_of(place.geometry)
        if len(line) > 1
    )
    anchors = [(place, on_paper(spot)) for place in shown if (spot := _spot(place.geometry))]
    bar_m = max(
        (step for step in BAR_STEPS_M if step * 1000 / scale <= min(LONGEST_BAR_MM, LONGEST_BAR_SHARE * paper.width_mm)),
        default=BAR_STEPS_M[0],
    )
    return Plan(
        layout, bar_m, bar_m * 1000 / scale, tuple(tuple(map(on_paper, line)) for line in outline),
        shapes, set_apart(anchors, paper.width_mm, height), beyond,
    )  # fmt: skip


def _metres_per_degree(latitude: float) -> tuple[float, float]:
    """Return the metres of a degree eastward and northward at this latitude."""
    flattening = 1 - ECCENTRICITY_SQUARED * sin(radians(latitude)) ** 2
    prime_vertical = SEMI_MAJOR_M / flattening**0.5
    meridian = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / flattening**1.5
    return prime_vertical * cos(radians(latitude)) * pi / 180, meridian * pi / 180


def _scale(wide_m: float, high_m: float, paper: Paper) -> int:
    wide_mm, high_mm = paper.width_mm - 2 * paper.margin_mm, paper.height_mm - 2 * paper.margin_mm
    needed = max(ceil(wide_m * 1000 / wide_mm), ceil(high_m * 1000 / high_mm), SCALES[0])
    return next((scale for scale in SCALES if scale >= needed), needed) if paper.true_scale else needed


def _bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    longitudes, latitudes = zip(*points, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _near(points: Sequence[Point]) -> tuple[float, float, float, float]:
    west, south, east, north = _bounds(points)
    more_east, more_north = (east - west) * NEARBY_SHARE, (north - south) * NEARBY_SHARE
    return west - more_east, south - more_north, east + more_east, north + more_north


def _inside(point: Point, bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return west <= point[0] <= east and south <= point[1] <= north


# How the coordinates of each kind fall into lines, and whether these close.
_LINES: Mapping[str, Callable[[Any], list[tuple[Any, bool]]]] = {
    "Point": lambda spot: [([spot], False)],
    "MultiPoint": lambda spots: [([spot], False) for spot in spots],
    "LineString": lambda line: [(line, False)],
    "MultiLineString": lambda lines: [(line, False) for line in lines],
    "Polygon": lambda rings: [(ring, True) for ring in rings],
    "MultiPolygon": lambda polygons: [(ring, True) for rings in polygons for ring in rings],
}


def lines_of(geometry: Mapping[str, Any] | None) -> Iterator[tuple[Line, bool]]:
    """Yield every line of the geometry and whether it closes; single spots are lines of one point."""
    if geometry is None:
        return
    for part in geometry.get("geometries", ()):
        yield from lines_of(part)
    if into_lines := _LINES.get(geometry["type"]):
        yield from ((_line(line), closed) for line, closed in into_lines(geometry["coordinates"]))


def _line(coordinates: Sequence[Sequence[float]]) -> Line:
    return tuple((float(position[0]), float(position[1])) for position in coordinates)


def _spot(geometry: Mapping[str, Any] | None) -> Point | None:
    """Return where the mark of a measure belongs: the middle of its longest line."""
    lines = sorted(lines_of(geometry), key=lambda pair: len(pair[0]), reverse=True)
    if not lines or not lines[0][0]:
        return None
    line, closed = lines[0]
    if not closed:
        return line[len(line) // 2]
    corners = line[:-1] or line
    return sum(point[0] for point in corners) / len(corners), sum(point[1] for point in corners) / len(corners)


def set_apart(anchors: Sequence[tuple[Place, Point]], width: float, height: float) -> tuple[Mark, ...]:
    """Return the marks so that none covers another: a mark without room steps aside on a spiral."""
    marks: list[Mark] = []
    for place, anchor in anchors:
        at = next((spot for spot in _spiral(anchor) if _free(spot, marks, width, height)), anchor)
        marks.append(Mark(place.number, place.aim, at, anchor))
    return tuple(marks)


def _free(spot: Point, marks: Sequence[Mark], width: float, height: float) -> bool:
    half = MARK_MM / 2 + 0.5
    on_sheet = half <= spot[0] <= width - half and half <= spot[1] <= height - half
    return on_sheet and all(hypot(spot[0] - mark.at[0], spot[1] - mark.at[1]) >= MARK_MM + 0.7 for mark in marks)


def _spiral(anchor: Point) -> Iterator[Point]:
    yield anchor
    for step in range(1, 160):
        angle, distance = step * 2.4, 1.3 * step**0.6 + 2.5
        yield anchor[0] + distance * cos(angle), anchor[1] + distance * sin(angle)
