import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.files.core import media_types as kinds
from quartierwerk.foundation.files.sniffing import sniff
from tests.foundation.files import pictures
from tests.foundation.tables import books

GEOJSON = b'{"type": "FeatureCollection", "features": []}'


def archive(*names):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return packed.getvalue()


def locked_archive():
    content = bytearray(archive("xl/workbook.xml"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (books.excel({"S": [["a"]]}), kinds.XLSX),
        (books.open_document([]), kinds.ODS),
        (archive("xl/workbook.xml", "xl/vbaProject.bin"), kinds.XLSM),
        (archive("grenze.SHP", "grenze.dbf"), kinds.SHAPEFILE),
        (archive("brief.txt"), kinds.ZIP),
        (locked_archive(), kinds.LOCKED),
        (b"PK\x03\x04" + b"x" * 50, kinds.UNKNOWN),
        (b"", kinds.EMPTY),
        (b" \r\n", kinds.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, kinds.OLD_OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), kinds.LOCKED),
        (b"SQLite format 3\x00" + b"\x00" * 52 + b"GPKG" + b"\x00" * 20, kinds.GEOPACKAGE),
        ("Nummer;Größe\n".encode(), kinds.CSV),
        ("Nummer;Größe\n".encode("cp1252"), kinds.CSV),
        ("Nummer;Größe\n".encode("utf-16"), kinds.CSV),
        ("Nummer;Groesse\n".encode("utf-16-le"), kinds.CSV),
        (GEOJSON, kinds.GEOJSON),
        (b"\xef\xbb\xbf" + GEOJSON, kinds.GEOJSON),
        (b'{"type": "etwas"}', kinds.CSV),
        (b"\n<!DOCTYPE HTML><p>", kinds.HTML),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", kinds.HTML),
        (b"%PDF-1.7\n1 0 obj\n", kinds.PDF),
        (pictures.picture("JPEG"), kinds.JPEG),
        (pictures.picture("PNG"), kinds.PNG),
        (pictures.picture("WEBP"), kinds.WEBP),
        (bytes(range(256)) * 4, kinds.UNKNOWN),
    ],
)
def test_the_content_tells_the_media_type(content, media_type):
    assert sniff(content) == media_type


@given(st.binary(max_size=3000))
def test_any_bytes_have_a_media_type(content):
    assert "/" in sniff(content)


@given(
    st.sampled_from(
        [
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"RIFF",
            b"SQLite format 3\x00",
            b"%PDF-",
        ]
    ),
    st.binary(max_size=300),
)
def test_any_bytes_after_a_known_beginning_have_a_media_type(beginning, rest):
    assert "/" in sniff(beginning + rest)
