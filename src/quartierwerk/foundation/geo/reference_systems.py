"""The coordinate reference systems boundary files come in, and their conversion to WGS 84.

The list is closed: a system nobody checked is refused by its name. DHDN systems are converted with
the best operation that needs no grid file (exact to some three metres).

Source: EPSG geodetic parameter data set, as shipped with PROJ.
"""

import functools
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pyproj
from numpy.typing import NDArray
from pyproj.exceptions import CRSError

from quartierwerk.foundation.geo.refusals import UnknownReferenceSystemError

WGS84 = "EPSG:4326"
KNOWN: dict[int, str] = {
    4326: "WGS 84",
    4258: "ETRS89",
    25831: "ETRS89 / UTM 31N",
    25832: "ETRS89 / UTM 32N",
    25833: "ETRS89 / UTM 33N",
    3044: "ETRS89 / UTM 32N (N-E)",
    3045: "ETRS89 / UTM 33N (N-E)",
    4647: "ETRS89 / UTM 32N (zE-N)",
    5650: "ETRS89 / UTM 33N (zE-N)",
    3035: "ETRS89 / LAEA Europe",
    3857: "WGS 84 / Web Mercator",
    32631: "WGS 84 / UTM 31N",
    32632: "WGS 84 / UTM 32N",
    32633: "WGS 84 / UTM 33N",
    4314: "DHDN",
    31466: "DHDN / Gauß-Krüger 2",
    31467: "DHDN / Gauß-Krüger 3",
    31468: "DHDN / Gauß-Krüger 4",
    31469: "DHDN / Gauß-Krüger 5",
    5676: "DHDN / Gauß-Krüger 2 (E-N)",
    5677: "DHDN / Gauß-Krüger 3 (E-N)",
    5678: "DHDN / Gauß-Krüger 4 (E-N)",
    5679: "DHDN / Gauß-Krüger 5 (E-N)",
    3068: "DHDN / Soldner Berlin",
}
_SAME_AS = {900913: 3857, 3785: 3857, 102100: 3857, 102113: 3857}
_LEAST_CONFIDENCE = 70
_EPSG_NAME = re.compile(r"(?:urn:ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})", re.IGNORECASE)
_CRS84_NAME = re.compile(r"(?:urn:ogc:def:crs:)?OGC:(?:[\d.]*:)?CRS84", re.IGNORECASE)

type Coordinates = NDArray[np.float64]


def code_of_name(name: str) -> str:
    """Return ``EPSG:…`` for a name such as ``EPSG:25832`` or ``urn:ogc:def:crs:EPSG::25832``.

    Raises:
        UnknownReferenceSystemError: the name is not understood or the system is not in the list.
    """
    if _CRS84_NAME.fullmatch(name.strip()):
        return WGS84
    found = _EPSG_NAME.fullmatch(name.strip())
    if not found:
        raise UnknownReferenceSystemError(name[:100])
    return _checked(int(found[1]), name)


def code_of_wkt(definition: str) -> str:
    """Return ``EPSG:…`` for a definition in well-known text, as in a ``.prj`` file.

    Raises:
        UnknownReferenceSystemError: the text is not understood or the system is not in the list.
    """
    try:
        system = pyproj.CRS.from_wkt(definition)
    except CRSError as problem:
        raise UnknownReferenceSystemError(definition.strip()[:60]) from problem
    number = system.to_epsg(_LEAST_CONFIDENCE) or _declared(system)
    if number is None:
        raise UnknownReferenceSystemError(system.name)
    return _checked(number, system.name)


def _declared(system: pyproj.CRS) -> int | None:
    """Return the number a definition gives itself; older programs leave out the axes, so that it equals no system in the list."""
    identity = system.to_json_dict().get("id", {})
    return int(identity["code"]) if identity.get("authority") == "EPSG" else None


def title(code: str) -> str:
    """Return how people call the system, with its number."""
    return f"{KNOWN[int(code.removeprefix('EPSG:'))]} ({code})"


def to_wgs84(code: str) -> Callable[[Coordinates], Coordinates]:
    """Return the conversion of (points, 2) coordinates, easting first, to longitude and latitude in degrees.

    A point that has no place in the target system becomes infinite.
    """
    return functools.partial(_convert, _transformer(code, WGS84))


def _checked(number: int, name: str) -> str:
    number = _SAME_AS.get(number, number)
    if number not in KNOWN:
        raise UnknownReferenceSystemError(name[:100])
    return f"EPSG:{number}"


@functools.cache
def _transformer(source: str, target: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def _convert(transformer: pyproj.Transformer, points: Coordinates) -> Coordinates:
    east, north = transformer.transform(points[:, 0], points[:, 1])
    converted: Any = np.column_stack([east, north])
    return np.asarray(converted, dtype=np.float64)
