"""Reading the areas of a GeoPackage.

Source: OGC 12-128r18, GeoPackage Encoding Standard 1.3.1, clauses 1.1.2 (reference systems), 2.1.3
(geometry blobs) and 2.1.5 (geometry columns).
"""

import sqlite3
import struct
from collections.abc import Iterator

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from quartierwerk.foundation.geo import reference_systems
from quartierwerk.foundation.geo.refusals import NoAreaError, NoReferenceSystemError, UnknownReferenceSystemError, UnreadableBoundaryError
from quartierwerk.foundation.geo.sources import BoundarySource, gather

MAGIC = b"SQLite format 3\x00"
_FORM = "geopackage"
_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_BLOB_MAGIC = b"GP"
_HEADER_BYTES = 8
_MOST_STEPS = 2_000
_LARGEST_VALUE = 30 * 1024 * 1024
_STEPS_BETWEEN_LOOKS = 10_000
_JOURNAL_BYTES = slice(18, 20)
_ROLLBACK_JOURNAL = b"\x01\x01"


def read(content: bytes) -> BoundarySource:
    """Return the areas of the file's one layer.

    Raises:
        BoundaryError: the file cannot be used; the subclass says why.
    """
    # A file saved while its program is open says "write-ahead log"; in memory there is none, and SQLite would not open it.
    plain = bytearray(content)
    plain[_JOURNAL_BYTES] = _ROLLBACK_JOURNAL
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(bytes(plain))
        _restrain(connection)
        table, column, srs = _layer(connection)
        crs = _crs_of(connection, srs)
        return gather(_shapes(connection, table, column), form=_FORM, crs=crs)
    except (sqlite3.Error, OverflowError, ValueError, TypeError) as problem:
        raise UnreadableBoundaryError(_FORM, "not_a_geopackage") from problem
    finally:
        connection.close()


def _restrain(connection: sqlite3.Connection) -> None:
    """Let the file's own views and triggers neither write, nor run for long, nor make values larger than a file may be."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    looks = iter(range(_MOST_STEPS))
    connection.set_progress_handler(lambda: next(looks, None) is None, _STEPS_BETWEEN_LOOKS)


def _layer(connection: sqlite3.Connection) -> tuple[str, str, int]:
    found = connection.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g JOIN gpkg_contents c USING (table_name)"
        " WHERE c.data_type = 'features' ORDER BY g.table_name LIMIT 20"
    ).fetchall()
    if not found:
        raise NoAreaError(())
    if len(found) > 1:
        raise UnreadableBoundaryError(_FORM, "several_layers", ", ".join(str(row[0]) for row in found))
    table, column, srs = found[0]
    return str(table), str(column), int(srs)


def _crs_of(connection: sqlite3.Connection, srs: int) -> str:
    row = connection.execute(
        "SELECT srs_name, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?", [srs]
    ).fetchone()
    # Clause 1.1.2.1.2: -1 and 0 are the undefined systems.
    if row is None or srs in {-1, 0}:
        raise NoReferenceSystemError(_FORM)
    name, organisation, number, definition = row
    if str(organisation).upper() == "EPSG":
        try:
            return reference_systems.code_of_name(f"EPSG:{number}")
        except UnknownReferenceSystemError as problem:
            raise UnknownReferenceSystemError(f"{name} (EPSG:{number})") from problem
    return reference_systems.code_of_wkt(str(definition))


def _shapes(connection: sqlite3.Connection, table: str, column: str) -> Iterator[BaseGeometry]:
    for (blob,) in connection.execute(f"SELECT {_quoted(column)} FROM {_quoted(table)}"):  # noqa: S608 -- names are quoted as identifiers
        yield shapely.Polygon() if blob is None else _shape(blob)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _shape(blob: object) -> BaseGeometry:
    if not isinstance(blob, bytes) or blob[:2] != _BLOB_MAGIC or len(blob) < _HEADER_BYTES:
        raise UnreadableBoundaryError(_FORM, "bad_blob")
    flags = blob[3]
    if flags & 0b100000:
        raise UnreadableBoundaryError(_FORM, "extended_geometry")
    skipped = _HEADER_BYTES + _ENVELOPE_BYTES.get((flags >> 1) & 0b111, 0)
    try:
        return shapely.from_wkb(blob[skipped:])
    except (ShapelyError, struct.error) as problem:
        raise UnreadableBoundaryError(_FORM, "bad_blob") from problem
