"""Any list as a spreadsheet: XLSX with formats and frozen headings, or CSV that German Excel opens as it is."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import xlsxwriter
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from quartierwerk.foundation.tables.core.values import fold, format_cents, format_date, format_number
from quartierwerk.foundation.tables.delimited import protected

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
_LONGEST_CELL = 32_767
_NARROWEST, _WIDEST = 10, 48
_CENTS = 100


class ExportKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CENTS = "cents"
    NUMBER = "number"
    YEAR = "year"
    SHARE = "share"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"


class ExportFormat(StrEnum):
    """The two ways a list leaves."""

    XLSX = "xlsx"
    CSV = "csv"


def wanted_format(name: str) -> ExportFormat:
    """Return the kind of file an address asks for; a kind there is not is a page there is not.

    Raises:
        Http404: no list leaves in this form.
    """
    if name not in set(ExportFormat):
        raise Http404
    return ExportFormat(name)


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of a list: the key in each row, its heading and what it holds."""

    key: str
    header: str
    kind: ExportKind = ExportKind.TEXT


@dataclass(frozen=True, slots=True)
class Export:
    """A list about to leave: title, the filter that is on screen in words, columns and rows."""

    title: str
    columns: Sequence[ExportColumn]
    rows: Iterable[Mapping[str, object]]
    made_on: date
    filter_sentence: str = ""


_NUMBER_FORMATS = {
    ExportKind.CENTS: '#,##0.00\u00a0"€"',
    ExportKind.NUMBER: "#,##0.###",
    ExportKind.YEAR: "0",
    ExportKind.SHARE: "0.0\u00a0%",
    ExportKind.DAY: "dd.mm.yyyy",
    ExportKind.MOMENT: "dd.mm.yyyy hh:mm",
}


def as_response(export: Export, *, file_format: ExportFormat) -> HttpResponseBase:
    """Return the list as a download."""
    words = [fold(word) for word in export.title.split()]
    name = f"{'-'.join(word for word in words if word) or 'liste'}-{export.made_on.isoformat()}.{file_format}"
    if file_format is ExportFormat.CSV:
        response = StreamingHttpResponse(csv_chunks(export), content_type=CSV_TYPE)
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return response
    return FileResponse(write_xlsx(export), as_attachment=True, filename=name, content_type=XLSX_TYPE)


def csv_chunks(export: Export) -> Iterator[bytes]:
    """Return the list as UTF-8 with byte order mark, parted by semicolons, row by row; no cell becomes a formula."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    yield "\ufeff".encode()
    writer.writerow([protected(column.header) for column in export.columns])
    for row in export.rows:
        writer.writerow([as_text(row.get(column.key), column.kind) for column in export.columns])
        yield _taken(line)
    yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    content = line.getvalue().encode("utf-8", "replace")
    line.seek(0)
    line.truncate()
    return content


def as_text(value: object, kind: ExportKind) -> str:
    """Return a value as German text that no spreadsheet program takes for a formula."""
    if value is None or value == "":
        return ""
    if kind is ExportKind.YES_NO:
        return _("ja") if value else _("nein")
    if isinstance(value, datetime):
        return f"{_without_zone(value):%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return format_date(value)
    return _number_as_text(value, kind) or protected(str(value))


def _number_as_text(value: object, kind: ExportKind) -> str:
    if kind is ExportKind.CENTS and isinstance(value, int):
        return format_cents(value).removesuffix("\u00a0€")
    if kind in {ExportKind.NUMBER, ExportKind.SHARE} and isinstance(value, int | float | Decimal):
        return format_number(Decimal(str(value)))
    return ""


def write_xlsx(export: Export) -> io.BytesIO:
    """Return the list as a workbook, ready to be read from its beginning; rows are not kept in memory."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    book.set_properties({"title": export.title})
    sheet = book.add_worksheet(_sheet_name(export.title))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {kind: book.add_format({"num_format": number_format}) for kind, number_format in _NUMBER_FORMATS.items()}
    for place, column in enumerate(export.columns):
        width = min(max(len(column.header) + 2, _NARROWEST), _WIDEST)
        sheet.set_column(place, place, width, formats.get(column.kind))
    first = _write_head(sheet, export, bold)
    for number, row in enumerate(export.rows, first):
        for place, column in enumerate(export.columns):
            _write_cell(sheet, number, place, row.get(column.key), kind=column.kind)
    book.close()
    target.seek(0)
    return target


def _write_head(sheet: Any, export: Export, bold: Any) -> int:
    """Write title, filter and day, then the headings, which stay in view; return the first row for values."""
    lines = [export.title, export.filter_sentence, _("Stand %(day)s") % {"day": format_date(export.made_on)}]
    above = [line for line in lines if line]
    for number, line in enumerate(above):
        sheet.write_string(number, 0, _cell_text(line))
    headings = len(above) + 1
    for place, column in enumerate(export.columns):
        sheet.write_string(headings, place, _cell_text(column.header), bold)
    sheet.freeze_panes(headings + 1, 0)
    sheet.repeat_rows(headings)
    return headings + 1


def _write_cell(sheet: Any, row: int, place: int, value: object, *, kind: ExportKind) -> None:
    if value is None or value == "":
        return
    if kind is ExportKind.YES_NO:
        sheet.write_string(row, place, _("ja") if value else _("nein"))
    elif kind is ExportKind.CENTS and isinstance(value, int):
        sheet.write_number(row, place, value / _CENTS)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, _without_zone(value))
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool) and kind is not ExportKind.TEXT:
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, _cell_text(str(value)))


def _cell_text(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:_LONGEST_CELL]


def _without_zone(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def _sheet_name(title: str) -> str:
    bare = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()
    return bare[:31] or "Liste"
