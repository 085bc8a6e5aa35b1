"""Spreadsheets to be read in tests, made cell by cell."""

import io
import zipfile

import openpyxl
import xlsxwriter

SHEET_PATH = "xl/worksheets/sheet1.xml"


def excel(sheets, *, prepare=None):
    """Return an XLSX with these sheets (name to rows); ``prepare`` may add to the open workbook."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"default_date_format": "dd.mm.yyyy", "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
    if prepare is not None:
        prepare(book)
    book.close()
    return content.getvalue()


def by_openpyxl(change):
    """Return an XLSX made by openpyxl, which writes formulas without results."""
    book = openpyxl.Workbook()
    change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content, path, change):
    """Return the archive with one member changed (or added, when it was missing)."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in dict.fromkeys([*source.namelist(), path]):
            old = source.read(name) if name in source.namelist() else b""
            archive.writestr(name, change(old) if name == path else old)
    return target.getvalue()


_CELLS = {
    "string": '<table:table-cell office:value-type="string"{more}><text:p>{value}</text:p></table:table-cell>',
    "float": '<table:table-cell office:value-type="float" office:value="{value}"{more}><text:p>{value}</text:p></table:table-cell>',
}


def cell(value, more=""):
    """Return a cell of an OpenDocument sheet as XML."""
    return _CELLS["string" if isinstance(value, str) else "float"].format(value=value, more=more)


def open_document(rows, *, name="Tabelle1", mimetype="application/vnd.oasis.opendocument.spreadsheet"):
    """Return an ODS with one sheet; each row is XML of its cells."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"'
        for prefix, kind in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    body = "".join(row if row.startswith("<table:table-row") else f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} xmlns:calcext="urn:x" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="{name}">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    manifest = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return packed.getvalue()
