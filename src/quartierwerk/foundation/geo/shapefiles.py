"""Reading the areas of a zipped Shapefile.

Source: ESRI Shapefile Technical Description (1998). The reference system stands in the ``.prj`` file;
without one the file is refused, because a guess would move the boundary unnoticed.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

import shapefile
import shapely
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from quartierwerk.foundation.geo import reference_systems
from quartierwerk.foundation.geo.refusals import BoundaryTooLargeError, NoReferenceSystemError, UnreadableBoundaryError
from quartierwerk.foundation.geo.sources import MOST_UNPACKED, BoundarySource, gather

MAGIC = b"PK\x03\x04"
MOST_FILES = 200
_FORM = "shapefile"
_ENCRYPTED = 0x1
_CHUNK = 1024 * 1024


def read(content: bytes) -> BoundarySource:
    """Return the areas of the one Shapefile in the archive.

    Raises:
        BoundaryError: the file cannot be used; the subclass says why.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeDecodeError) as problem:
        raise UnreadableBoundaryError(_FORM, "not_a_zip") from problem
    if "prj" not in parts:
        raise NoReferenceSystemError(_FORM)
    crs = reference_systems.code_of_wkt(parts["prj"].decode("utf-8", errors="replace"))
    return gather(_shapes(parts["shp"]), form=_FORM, crs=crs)


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the bytes of the Shapefile's parts by their ending, unpacked within limits."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")]
    if len(entries) > MOST_FILES:
        raise BoundaryTooLargeError("files", len(entries), MOST_FILES)
    shapes = [entry.filename for entry in entries if entry.filename.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise UnreadableBoundaryError(_FORM, "several_layers" if shapes else "no_shp", ", ".join(shapes[:5]))
    stem = shapes[0][:-4].lower()
    wanted = {
        PurePosixPath(entry.filename).suffix[1:].lower(): entry for entry in entries if entry.filename.lower().rpartition(".")[0] == stem
    }
    room = MOST_UNPACKED
    parts: dict[str, bytes] = {}
    for ending in {"shp", "prj"} & wanted.keys():
        parts[ending] = _unpacked(archive, wanted[ending], room)
        room -= len(parts[ending])
    return parts


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableBoundaryError(_FORM, "encrypted", entry.filename)
    if entry.file_size > room:
        raise BoundaryTooLargeError("bytes", entry.file_size, MOST_UNPACKED)
    received = bytearray()
    with archive.open(entry) as stream:
        # The size in the head of an archive is only a claim.
        while chunk := stream.read(_CHUNK):
            received += chunk
            if len(received) > room:
                raise BoundaryTooLargeError("bytes", len(received), MOST_UNPACKED)
    return bytes(received)


def _shapes(content: bytes) -> Iterator[BaseGeometry]:
    try:
        for shape in shapefile.Reader(shp=io.BytesIO(content)).iterShapes():
            yield (
                shapely.Polygon() if shape is None or shape.shapeType == shapefile.NULL else shapely.geometry.shape(shape.__geo_interface__)
            )
    except (shapefile.ShapefileException, struct.error, ValueError, TypeError, IndexError, KeyError, AttributeError, OSError) as problem:
        raise UnreadableBoundaryError(_FORM, "bad_shp") from problem
