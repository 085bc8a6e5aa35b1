"""Drawing geometry: from degrees to the units of a picture whose y axis points down.

The projection is the equirectangular one with the middle latitude true to scale: good for a town and
for a state, and nothing more is drawn here.

Source: J. Snyder, Map Projections: A Working Manual (1987), chapter 12.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from quartierwerk.foundation.geo.geometry import Bounds, Geometry, bounds_of

METRES_PER_DEGREE = 111_320.0  # at the equator, on a sphere with the radius of WGS 84
_ROUND_LENGTHS = (1, 2, 5)
_LEAST_EXTENT = 1e-9


@dataclass(frozen=True, slots=True)
class Projection:
    """Turns longitude and latitude into picture units; made by ``fit``."""

    west: float
    north: float
    units_per_degree: float
    shrink: float
    left: float
    top: float

    @classmethod
    def fit(cls, bounds: Bounds, width: float, height: float, *, margin: float = 0.0) -> Self:
        """Return the projection that shows the bounds as large as possible in the middle of the picture.

        Shapes and units:
            bounds: west, south, east, north in degrees.
            width, height, margin: picture units.
        """
        west, south, east, north = bounds
        shrink = math.cos(math.radians((south + north) / 2))
        across, down = (east - west) * shrink, north - south
        scale = min((width - 2 * margin) / max(across, _LEAST_EXTENT), (height - 2 * margin) / max(down, _LEAST_EXTENT))
        return cls(west, north, scale, shrink, (width - across * scale) / 2, (height - down * scale) / 2)

    @property
    def metres_per_unit(self) -> float:
        """Return how many metres one picture unit stands for."""
        return METRES_PER_DEGREE / self.units_per_degree

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return x and y of a place."""
        x = self.left + (longitude - self.west) * self.shrink * self.units_per_degree
        return x, self.top + (self.north - latitude) * self.units_per_degree

    def path(self, geometry: Geometry, *, decimals: int = 1) -> str:
        """Return the path data of a line or area; points that fall on one spot are drawn once."""
        pieces = [self._piece(line, closed=closed, decimals=decimals) for line, closed in _lines(geometry)]
        return "".join(piece for piece in pieces if piece)

    def _piece(self, line: Iterable[Sequence[float]], *, closed: bool, decimals: int) -> str:
        spots: list[str] = []
        for longitude, latitude, *_height in line:
            x, y = self.point(longitude, latitude)
            spot = f"{_short(x, decimals)} {_short(y, decimals)}"
            if not spots or spots[-1] != spot:
                spots.append(spot)
        if closed and len(spots) > 1 and spots[0] == spots[-1]:
            spots.pop()
        return f"M{' '.join(spots)}{'Z' if closed else ''}" if spots else ""


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A round length and how long it is in the picture."""

    metres: int
    units: float


def scale_bar(projection: Projection, *, longest: float) -> ScaleBar:
    """Return the longest bar of 1, 2 or 5 times a power of ten metres that fits into ``longest`` picture units."""
    room = projection.metres_per_unit * longest
    power = 10 ** math.floor(math.log10(max(room, 1.0)))
    metres = max(factor * power for factor in _ROUND_LENGTHS if factor * power <= max(room, 1.0))
    return ScaleBar(int(metres), metres / projection.metres_per_unit)


def common_bounds(geometries: Iterable[Geometry]) -> Bounds:
    """Return the bounds around all geometries.

    Raises:
        ValueError: there are none.
    """
    wests, souths, easts, norths = zip(*(bounds_of(geometry) for geometry in geometries), strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _lines(geometry: Geometry) -> Iterator[tuple[Sequence[Any], bool]]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        yield from ((ring, True) for ring in coordinates)
    elif kind == "MultiPolygon":
        yield from ((ring, True) for polygon in coordinates for ring in polygon)
    elif kind == "LineString":
        yield coordinates, False
    elif kind == "MultiLineString":
        yield from ((line, False) for line in coordinates)


def _short(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
