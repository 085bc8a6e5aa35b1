"""Tell a file's media type from its bytes alone; neither its name nor what a browser claims counts."""

import io
import re
import zipfile

import puremagic

from quartierwerk.foundation.files.core import media_types as kinds

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_GEOPACKAGE_MARKS = (b"GPKG", b"GP10", b"GP11")
_MARK_AT = slice(68, 72)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"^\s*(?:<!doctype\s+html|<html|<head|<body|<table|<script|<svg|<\?xml)", re.IGNORECASE)
_GEOJSON = re.compile(
    rb'"type"\s*:\s*"(?:FeatureCollection|Feature|GeometryCollection|(?:Multi)?(?:Polygon|LineString|Point))"',
)
_ENCRYPTED_MEMBER = 0x1
_SAMPLE = 1_000_000


def sniff(content: bytes) -> str:
    """Return the media type the content shows; text that is nothing else counts as delimited text."""
    if not content.strip():
        return kinds.EMPTY
    if content.startswith(b"PK\x03\x04"):
        return _sniff_archive(content)
    if content.startswith(_OLE):
        return kinds.LOCKED if _ENCRYPTED_STREAM in content else kinds.OLD_OFFICE
    if content.startswith(b"SQLite format 3\x00") and content[_MARK_AT] in _GEOPACKAGE_MARKS:
        return kinds.GEOPACKAGE
    return _sniff_text(content) or _sniff_signature(content)


def _sniff_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return kinds.UNKNOWN
    if any(info.flag_bits & _ENCRYPTED_MEMBER for info in infos):
        return kinds.LOCKED
    names = {info.filename for info in infos}
    if "xl/workbook.xml" in names:
        return kinds.XLSM if "xl/vbaProject.bin" in names else kinds.XLSX
    if "mimetype" in names and kinds.ODS.encode() in content[:256]:
        return kinds.ODS
    return kinds.SHAPEFILE if any(name.lower().endswith(".shp") for name in names) else kinds.ZIP


def _sniff_text(content: bytes) -> str:
    """Return the type of text; empty when the content is none."""
    if content.startswith(_WIDE_MARKS):
        return kinds.CSV if len(content) % 2 == 0 else ""
    sample = content[:_SAMPLE].removeprefix(_BYTE_ORDER_MARK)
    if content.startswith(b"%PDF-") or not _is_text(sample):
        return ""
    if _HTML.match(sample):
        return kinds.HTML
    if sample.lstrip().startswith(b"{") and _GEOJSON.search(content):
        return kinds.GEOJSON
    return kinds.CSV


def _is_text(sample: bytes) -> bool:
    control = sum(sample.count(bytes((code,))) for code in range(32) if code not in b"\t\n\r\x0c")
    if b"\x00" in sample:
        # UTF-16 without a mark: every other byte of plain text is zero.
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        return max(even, odd) > len(sample) * 2 // 5 and min(even, odd) == 0
    return control * 20 <= len(sample)


def _sniff_signature(content: bytes) -> str:
    try:
        return str(puremagic.from_string(content, mime=True)) or kinds.UNKNOWN
    except (puremagic.PureError, ValueError):
        return kinds.UNKNOWN
