"""The rules in force as a spreadsheet, with the day and the filter that are on screen."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from quartierwerk.foundation.rulebook.listing import Section
from quartierwerk.foundation.tables.exports import Export, ExportColumn, as_response, wanted_format
from quartierwerk.foundation.ui import figures


def rules(sections: Sequence[Section], *, on: date, only_assumed: bool, file_format: str, made_on: date) -> HttpResponseBase:
    """Return the rules as a download; an unknown kind of file is not found."""
    wanted = wanted_format(file_format)
    columns = (
        ExportColumn("topic", _("Thema")),
        ExportColumn("version", pgettext("rules", "Fassung")),
        ExportColumn("group", _("Liste")),
        ExportColumn("rule", _("Regel")),
        ExportColumn("content", _("Inhalt")),
        ExportColumn("status", _("Status")),
        ExportColumn("source", _("Quelle")),
        ExportColumn("address", _("Adresse der Quelle")),
    )
    day = _("Regeln am %(day)s") % {"day": figures.day(on)}
    sentence = f"{day}; {_('nur Angenommenes')}" if only_assumed else day
    export = Export(_("Regelwerk"), columns, _rows(sections), made_on, sentence)
    return as_response(export, file_format=wanted)


def _rows(sections: Sequence[Section]) -> Iterator[dict[str, object]]:
    for section in sections:
        for group in section.groups:
            for row in group.rows:
                yield {
                    "topic": section.title,
                    "version": section.rulebook.code,
                    "group": group.title,
                    "rule": row.label,
                    "content": row.content,
                    "status": row.status_word,
                    "source": row.source.title,
                    "address": row.source.url,
                }
