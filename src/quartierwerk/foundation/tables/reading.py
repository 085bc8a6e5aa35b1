"""Read a spreadsheet's bytes into sheets of plain values; what is wrong with a cell is kept beside it."""

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import python_calamine

from quartierwerk.foundation.tables import archives, delimited
from quartierwerk.foundation.tables.core.cells import CellProblem, CellValue, Refusal
from quartierwerk.foundation.tables.errors import UnreadableFileError
from quartierwerk.foundation.tables.limits import STANDARD, Limits
from quartierwerk.foundation.tables.sheet_scan import SheetScan, elements, scan_excel_sheet, scan_open_document

_ARCHIVE = b"PK\x03\x04"
_EMPTY_ARCHIVE = b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_KNOWN_BEGINNINGS = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"), (b"\x1f\x8b", "GZIP"), (b"7z\xbc\xaf", "7-Zip"), (b"Rar!", "RAR"),
)  # fmt: skip
_HTML_BEGINNINGS = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<head")
_RELATION_ID = "id"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's values row by row; ``first_row`` is the number people see beside the first of them."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    first_row: int = 1
    troubles: Mapping[tuple[int, int], Refusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets of a file, and what people should know about the rest."""

    sheets: tuple[Sheet, ...]
    notes: tuple[CellProblem, ...] = ()


def read(content: bytes, *, file_name: str, limits: Limits = STANDARD) -> Workbook:
    """Return the sheets of an XLSX, ODS or CSV file; the content decides which it is, not the name.

    Raises:
        UnreadableFileError: it is none of these, is damaged, locked, or larger than the limits.
    """
    if not content.strip():
        raise UnreadableFileError("empty_file")
    if len(content) > limits.packed_bytes:
        raise UnreadableFileError("file_too_large", limit=limits.packed_bytes)
    if content.startswith(_OLD_OFFICE):
        raise UnreadableFileError("password_protected" if _ENCRYPTED_STREAM in content else "old_format")
    if content.startswith((_ARCHIVE, _EMPTY_ARCHIVE)):
        return _read_archive(content, limits=limits)
    _refuse_other_kinds(content)
    title = posixpath.splitext(posixpath.basename(file_name.replace("\\", "/")))[0] or "CSV"
    rows = delimited.read_rows(content, limits=limits)
    return Workbook((_with_formulas_refused(title, rows),))


def _refuse_other_kinds(content: bytes) -> None:
    for beginning, kind in _KNOWN_BEGINNINGS:
        if content.startswith(beginning):
            raise UnreadableFileError("other_kind", kind=kind)
    if content[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_HTML_BEGINNINGS):
        raise UnreadableFileError("web_page")


def _with_formulas_refused(title: str, rows: tuple[tuple[str, ...], ...]) -> Sheet:
    """Take the protecting apostrophe off text that looks like a formula; a bare formula has no result in a CSV."""
    troubles: dict[tuple[int, int], Refusal] = {}
    plain: list[tuple[CellValue, ...]] = []
    for row_number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if cell.startswith("=") and len(cell) > 1:
                troubles[row_number, column] = Refusal("formula_without_result")
        plain.append(tuple(delimited.without_protection(cell) for cell in row))
    return Sheet(title, tuple(plain), troubles=troubles)


def _read_archive(content: bytes, *, limits: Limits) -> Workbook:
    with archives.open_archive(content, limits=limits) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return _read_excel(archive, names, limits=limits)
        if "mimetype" in names and "content.xml" in names:
            return _read_open_document(archive, limits=limits)
    if "xl/workbook.bin" in names:
        raise UnreadableFileError("old_format")
    raise UnreadableFileError("other_kind", kind="ZIP")


def _read_excel(archive: zipfile.ZipFile, names: set[str], *, limits: Limits) -> Workbook:
    if "xl/vbaProject.bin" in names:
        raise UnreadableFileError("has_macros")
    parts = archives.excel_parts(archive, limits=limits)
    targets = _sheet_parts(parts)
    if len(targets) > limits.sheets:
        raise UnreadableFileError("too_many_sheets", limit=limits.sheets)
    scans = {name: scan_excel_sheet(name, parts[part], limits=limits) for name, part in targets.items() if part in parts}
    return _read_cells(archives.repack(parts), scans)


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the path of each sheet's XML by the sheet's name."""
    relations = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for attributes in elements(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), "Relationship")
    }
    found: dict[str, str] = {}
    for attributes in elements(parts["xl/workbook.xml"], "sheet"):
        relation = next((value for name, value in attributes.items() if name.rpartition(":")[2] == _RELATION_ID and ":" in name), "")
        target = relations.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        found[attributes.get("name", "")] = path
    return found


def _read_open_document(archive: zipfile.ZipFile, *, limits: Limits) -> Workbook:
    parts = archives.open_document_parts(archive, limits=limits)
    if not parts["mimetype"].startswith(_OPEN_DOCUMENT):
        raise UnreadableFileError("other_kind", kind="OpenDocument")
    scans = scan_open_document(parts["content.xml"], limits=limits)
    if len(scans) > limits.sheets:
        raise UnreadableFileError("too_many_sheets", limit=limits.sheets)
    return _read_cells(archives.repack(parts), {scan.name: scan for scan in scans})


def _read_cells(content: bytes, scans: Mapping[str, SheetScan]) -> Workbook:
    sheets: list[Sheet] = []
    notes: list[CellProblem] = []
    workbook = _guarded(lambda: python_calamine.load_workbook(io.BytesIO(content)))
    for seen in workbook.sheets_metadata:
        scan = scans.get(seen.name)
        if scan is None or seen.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if seen.visible != python_calamine.SheetVisibleEnum.Visible:
            notes.append(CellProblem(seen.name, 0, "", "", "hidden_sheet"))
            continue
        if scan.hidden_rows:
            notes.append(CellProblem(seen.name, scan.hidden_rows[0], "", "", "hidden_rows", {"rows": tuple(scan.hidden_rows)}))
        sheets.append(_read_sheet(workbook, scan))
    return Workbook(tuple(sheets), tuple(notes))


def _read_sheet(workbook: python_calamine.CalamineWorkbook, scan: SheetScan) -> Sheet:
    rows = _guarded(lambda: workbook.get_sheet_by_name(scan.name).to_python(skip_empty_area=False)) if scan.last_row else []
    return Sheet(scan.name, tuple(tuple(row) for row in rows), troubles=scan.troubles)


def _guarded[Result](work: Callable[[], Result]) -> Result:
    """Do something with the foreign parser; whatever breaks in it means that the file is damaged.

    Raises:
        UnreadableFileError: the parser gave up.
    """
    try:
        return work()
    except python_calamine.PasswordError as problem:
        raise UnreadableFileError("password_protected") from problem
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as problem:
        # A panic of the compiled parser is no Exception.
        raise UnreadableFileError("damaged") from problem
