"""What can be wrong with a boundary file or a geometry, as facts without words."""

from quartierwerk.kernel.errors import DomainError


class BoundaryError(DomainError):
    """A boundary file or geometry cannot be used, or only with care."""


class UnreadableBoundaryError(BoundaryError):
    """The file is not what its form says; ``form`` is geojson, geopackage, shapefile or unknown, ``detail`` a stable code."""

    def __init__(self, form: str, detail: str, place: str = "") -> None:
        super().__init__(f"{form}: {detail} {place}".rstrip())
        self.form = form
        self.detail = detail
        self.place = place


class BoundaryTooLargeError(BoundaryError):
    """The file holds more than we take; ``unit`` is bytes, points, areas or files."""

    def __init__(self, unit: str, found: int, most: int) -> None:
        super().__init__(f"{found} {unit}, at most {most}")
        self.unit = unit
        self.found = found
        self.most = most


class UnknownReferenceSystemError(BoundaryError):
    """The coordinates are in a reference system we do not convert."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NoReferenceSystemError(BoundaryError):
    """The file does not say in which reference system its coordinates are."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.form = form


class CoordinatesNotFiniteError(BoundaryError):
    """A coordinate is not a number, or leaves its reference system."""

    def __init__(self, feature: int) -> None:
        super().__init__(f"feature {feature}")
        self.feature = feature


class NoAreaError(BoundaryError):
    """Nothing in the file encloses an area; ``found`` names what is there instead."""

    def __init__(self, found: tuple[str, ...] = ()) -> None:
        super().__init__(", ".join(found) or "nothing")
        self.found = found


class InvalidGeometryError(BoundaryError):
    """The lines of a geometry contradict each other; ``reason`` is a stable code."""

    def __init__(self, reason: str, longitude: float | None, latitude: float | None) -> None:
        super().__init__(f"{reason} at {longitude}, {latitude}")
        self.reason = reason
        self.longitude = longitude
        self.latitude = latitude


class SwappedAxesError(BoundaryError):
    """Latitude stands where longitude belongs."""

    def __init__(self, longitude: float, latitude: float) -> None:
        super().__init__(f"{longitude}, {latitude}")
        self.longitude = longitude
        self.latitude = latitude


class OutsideGermanyError(BoundaryError):
    """The geometry lies far from Germany."""

    def __init__(self, longitude: float, latitude: float) -> None:
        super().__init__(f"{longitude}, {latitude}")
        self.longitude = longitude
        self.latitude = latitude


class TangledError(BoundaryError):
    """The line crosses itself so often that no repair can tell what was meant."""


class LeftOutError(BoundaryError):
    """Points, lines or empty rows of the file enclose no area and were left out."""

    def __init__(self, kinds: tuple[str, ...], count: int) -> None:
        super().__init__(f"{count}: {', '.join(kinds)}")
        self.kinds = kinds
        self.count = count
