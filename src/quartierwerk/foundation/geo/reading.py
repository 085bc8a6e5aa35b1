"""The one door for boundary files: the form is told by the content, never by the name."""

from quartierwerk.foundation.geo import geojson, geopackage, shapefiles
from quartierwerk.foundation.geo.refusals import BoundaryTooLargeError, UnreadableBoundaryError
from quartierwerk.foundation.geo.sources import MOST_BYTES, BoundarySource

_SPACE_AND_MARK = b" \t\r\n\xef\xbb\xbf"


def read_boundary(content: bytes) -> BoundarySource:
    """Return the areas of a GeoJSON, GeoPackage or zipped Shapefile in WGS 84, with what to look at twice.

    Raises:
        BoundaryError: the file cannot be used; the subclass says why.
    """
    if len(content) > MOST_BYTES:
        raise BoundaryTooLargeError("bytes", len(content), MOST_BYTES)
    if content.startswith(geopackage.MAGIC):
        return geopackage.read(content)
    if content.startswith(shapefiles.MAGIC):
        return shapefiles.read(content)
    if content.lstrip(_SPACE_AND_MARK).startswith((b"{", b"[")):
        return geojson.read(content)
    raise UnreadableBoundaryError("unknown", "unknown_form" if content.strip() else "empty_file")
