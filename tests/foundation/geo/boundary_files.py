"""Boundary files made for tests: the same square in three forms and any reference system."""

import io
import json
import sqlite3
import struct
import zipfile

import numpy as np
import pyproj
import shapefile
import shapely

RING = [[9.0, 50.0], [9.0, 50.01], [9.01, 50.01], [9.01, 50.0], [9.0, 50.0]]  # clockwise, as Shapefiles want it
SQUARE = {"type": "Polygon", "coordinates": [RING]}


def ring_in(code, ring=RING):
    east, north = pyproj.Transformer.from_crs(4326, code, always_xy=True).transform(*np.array(ring, dtype=float).T)
    return np.column_stack([east, north]).tolist()


def geojson(geometry=SQUARE, *, crs=None):
    document = {"type": "Feature", "properties": {"name": "Nordstadt"}, "geometry": geometry}
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(document).encode()


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def shapefile_zip(code=25832, *, rings=None, prj=True, kind=shapefile.POLYGON, extra=None):
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    writer = shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=kind)
    writer.field("NAME", "C")
    if kind == shapefile.POINT:
        writer.point(9.0, 50.0)
    else:
        writer.poly(rings or [ring_in(code)])
    writer.record("Nordstadt")
    writer.close()
    files = {"gebiet/grenze.shp": shp.getvalue(), "gebiet/grenze.shx": shx.getvalue(), "gebiet/grenze.dbf": dbf.getvalue()}
    if prj:
        files["gebiet/grenze.prj"] = pyproj.CRS.from_epsg(code).to_wkt("WKT1_ESRI")
    return zipped({**files, **(extra or {})})


def blob(shape, *, envelope=True, flags=0):
    flags |= 0b1 | (0b10 if envelope else 0)
    box = struct.pack("<4d", *(shape.bounds[i] for i in (0, 2, 1, 3))) if envelope else b""
    return b"GP\x00" + bytes([flags]) + struct.pack("<i", 0) + box + shapely.to_wkb(shape)


def rewritten(content, *statements):
    """Return a GeoPackage after these statements, which may leave it malicious."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    content = connection.serialize()
    connection.close()
    return content


def geopackage(code=25832, *, blobs=None, layers=("gebiet",), organisation="EPSG", number=None, definition="", wal=False):
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;"
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,"
        " organization_coordsys_id INTEGER, definition TEXT);"
        "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);"
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);"
    )
    connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('System', ?, ?, ?, ?)", [code, organisation, number or code, definition])
    shapes = blobs if blobs is not None else [blob(shapely.Polygon(ring_in(code)))]
    for layer in layers:
        connection.execute("INSERT INTO gpkg_contents VALUES (?, 'features', ?)", [layer, code])
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POLYGON', ?)", [layer, code])
        connection.execute(f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY, geom BLOB)')
        connection.executemany(f'INSERT INTO "{layer}" (geom) VALUES (?)', [(shape,) for shape in shapes])
    connection.commit()
    content = bytearray(connection.serialize())
    connection.close()
    if wal:
        content[18:20] = b"\x02\x02"
    return bytes(content)
