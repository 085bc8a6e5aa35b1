"""Look into a spreadsheet's archive and copy out the parts that are needed, within bounds.

Spreadsheets of today are ZIP archives of XML. The reader of cells is handed a fresh archive made
here, so that it sees exactly the bytes that were measured and checked, whatever the original says
about itself twice.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from quartierwerk.foundation.tables.errors import UnreadableFileError
from quartierwerk.foundation.tables.limits import Limits

_ENCRYPTED = 0x1
_NOT_NEEDED = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/externalLinks/", "xl/pivot", "xl/theme/", "xl/embeddings/")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype")


def open_archive(content: bytes, *, limits: Limits) -> zipfile.ZipFile:
    """Return the archive with a bounded number of members.

    Raises:
        UnreadableFileError: it is damaged, or has too many members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as problem:
        raise UnreadableFileError("damaged") from problem
    if len(archive.infolist()) > limits.archive_members:
        raise UnreadableFileError("too_many_parts", limit=limits.archive_members)
    return archive


def excel_parts(archive: zipfile.ZipFile, *, limits: Limits) -> dict[str, bytes]:
    """Return the parts of an Excel workbook that hold cells.

    Raises:
        UnreadableFileError: damaged, encrypted, too large unpacked, or with declarations of its own.
    """
    names = [name for name in archive.namelist() if name.endswith((".xml", ".rels")) and not name.startswith(_NOT_NEEDED)]
    return _read_parts(archive, names, limits=limits)


def open_document_parts(archive: zipfile.ZipFile, *, limits: Limits) -> dict[str, bytes]:
    """Return the parts of an OpenDocument spreadsheet that hold cells.

    Raises:
        UnreadableFileError: damaged, encrypted, too large unpacked, or with declarations of its own.
    """
    names = [name for name in ("mimetype", "META-INF/manifest.xml", "content.xml") if name in archive.namelist()]
    parts = _read_parts(archive, names, limits=limits)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise UnreadableFileError("password_protected")
    return parts


def repack(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive that holds these parts and nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _read_parts(archive: zipfile.ZipFile, names: Iterable[str], *, limits: Limits) -> dict[str, bytes]:
    infos = [archive.getinfo(name) for name in dict.fromkeys(names)]
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise UnreadableFileError("password_protected")
    _check_sizes(infos, limits=limits)
    return {info.filename: _read_part(archive, info) for info in infos}


def _check_sizes(infos: Iterable[zipfile.ZipInfo], *, limits: Limits) -> None:
    """Refuse by declared sizes; reading a member stops at its declared size, so none can exceed it."""
    total = 0
    for info in infos:
        total += info.file_size
        swollen = info.file_size > limits.ratio * max(info.compress_size, 1)
        if total > limits.unpacked_bytes or (swollen and info.file_size > limits.ratio_matters_from_bytes):
            raise UnreadableFileError("unpacks_too_large", limit=limits.unpacked_bytes)


def _read_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        content = archive.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as problem:
        raise UnreadableFileError("damaged") from problem
    if any(declaration in content for declaration in _DECLARATIONS):
        raise UnreadableFileError("declares_entities")
    if b"\x00" in content:
        raise UnreadableFileError("damaged")
    return content
