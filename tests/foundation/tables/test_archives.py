"""The archive of a spreadsheet: what is copied out of it, and what is refused before it costs memory."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.tables import archives
from quartierwerk.foundation.tables.errors import UnreadableFileError
from quartierwerk.foundation.tables.limits import Limits

SHEET = "xl/worksheets/sheet1.xml"


def packed(parts, method=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def excel_parts(parts, limits=None):
    limits = limits or Limits()
    return archives.excel_parts(archives.open_archive(packed(parts), limits=limits), limits=limits)


def code_of(call):
    with pytest.raises(UnreadableFileError) as caught:
        call()
    return caught.value.code


def test_only_what_holds_cells_is_copied_out():
    parts = {
        SHEET: "<a/>", "xl/_rels/workbook.xml.rels": "<b/>", "xl/media/bild.xml": "<c/>", "xl/drawings/d.xml": "<d/>",
        "xl/charts/c.xml": "<e/>", "xl/pivotTables/p.xml": "<f/>", "xl/vbaProject.bin": "x", "docProps/thumbnail.jpeg": "x",
    }  # fmt: skip

    assert excel_parts(parts) == {SHEET: b"<a/>", "xl/_rels/workbook.xml.rels": b"<b/>"}


def test_of_an_open_document_only_content_and_manifest_are_copied_out():
    archive = archives.open_archive(packed({"mimetype": "m", "content.xml": "<a/>", "styles.xml": "<b/>"}), limits=Limits())

    assert archives.open_document_parts(archive, limits=Limits()) == {"mimetype": b"m", "content.xml": b"<a/>"}


def test_an_open_document_with_a_password_is_refused():
    manifest = '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'
    archive = archives.open_archive(packed({"content.xml": "x", "META-INF/manifest.xml": manifest}), limits=Limits())

    assert code_of(lambda: archives.open_document_parts(archive, limits=Limits())) == "password_protected"


def test_an_encrypted_part_is_refused():
    content = bytearray(packed({SHEET: "<a/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    archive = archives.open_archive(bytes(content), limits=Limits())

    assert code_of(lambda: archives.excel_parts(archive, limits=Limits())) == "password_protected"


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + b"\x00" * 3, b"kein Archiv"])
def test_what_is_no_archive_is_damaged(content):
    assert code_of(lambda: archives.open_archive(content, limits=Limits())) == "damaged"


def test_an_archive_of_too_many_members_is_refused():
    content = packed({f"{number}.xml": "" for number in range(4)})

    assert code_of(lambda: archives.open_archive(content, limits=Limits(archive_members=3))) == "too_many_parts"
    assert len(archives.open_archive(content, limits=Limits(archive_members=4)).infolist()) == 4


@pytest.mark.parametrize(
    ("limits", "refused"),
    [
        (Limits(unpacked_bytes=2_999), True),
        (Limits(unpacked_bytes=3_000), False),
        (Limits(ratio=2, ratio_matters_from_bytes=1_999), True),
        (Limits(ratio=2, ratio_matters_from_bytes=2_000), False),
        (Limits(ratio=1_000, ratio_matters_from_bytes=0), False),
    ],
)
def test_parts_that_unpack_too_large_are_refused_by_their_declared_sizes(limits, refused):
    parts = {SHEET: "a" * 2_000, "xl/workbook.xml": "b" * 1_000}

    if refused:
        assert code_of(lambda: excel_parts(parts, limits)) == "unpacks_too_large"
    else:
        assert sum(map(len, excel_parts(parts, limits).values())) == 3_000


def test_the_ratio_counts_from_the_packed_size():
    stored = archives.open_archive(packed({SHEET: "a" * 2_000}, zipfile.ZIP_STORED), limits=Limits())

    parts = archives.excel_parts(stored, limits=Limits(ratio=1, ratio_matters_from_bytes=0))

    assert len(parts[SHEET]) == 2_000


def test_what_is_not_needed_does_not_count():
    assert excel_parts({SHEET: "<a/>", "xl/media/gross.xml": "x" * 5_000}, Limits(unpacked_bytes=100)) == {SHEET: b"<a/>"}


@pytest.mark.parametrize("text", ["<!DOCTYPE a>", "<!doctype a>", '<a><!ENTITY b "c"></a>'])
def test_a_part_that_declares_something_is_refused(text):
    assert code_of(lambda: excel_parts({SHEET: text})) == "declares_entities"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_part_in_another_encoding_hides_nothing(encoding):
    assert code_of(lambda: excel_parts({SHEET: "<!DOCTYPE a>".encode(encoding)})) == "damaged"


def test_a_part_whose_bytes_are_damaged_is_refused():
    content = bytearray(packed({SHEET: "<a/>" * 100}, zipfile.ZIP_STORED))
    content[content.index(b"<a/>") + 1] ^= 1
    archive = archives.open_archive(bytes(content), limits=Limits())

    assert code_of(lambda: archives.excel_parts(archive, limits=Limits())) == "damaged"


@given(st.dictionaries(st.sampled_from([f"xl/part{number}.xml" for number in range(6)]), st.binary(max_size=50), max_size=5))
def test_what_is_packed_anew_holds_these_parts_and_nothing_else(parts):
    archive = zipfile.ZipFile(io.BytesIO(archives.repack(parts)))

    assert {name: archive.read(name) for name in archive.namelist()} == parts
