"""The list of measures as a spreadsheet, with the filter that is on screen."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from quartierwerk.concepts.models import Measure
from quartierwerk.foundation.tables.exports import Export, ExportColumn, ExportKind, as_response, wanted_format


def measure_list(
    measures: Iterable[Measure], *, labels: Mapping[str, str], title: str, filter_sentence: str, kind: str, made_on: date
) -> HttpResponseBase:
    """Return the list as a download; an unknown kind of file is not found."""
    wanted = wanted_format(kind)
    columns = (
        ExportColumn("code", _("Nummer")),
        ExportColumn("title", _("Titel")),
        ExportColumn("aim", _("Ziel des Programms")),
        ExportColumn("main_field", _("Hauptfeld")),
        ExportColumn("state", pgettext("measure", "Stand")),
        ExportColumn("priority", _("Priorität")),
        ExportColumn("starts_on", _("Beginn"), ExportKind.DAY),
        ExportColumn("ends_on", _("Ende"), ExportKind.DAY),
        ExportColumn("carrier", _("Träger")),
        ExportColumn("goals", _("Ziele")),
        ExportColumn("cost", _("Kosten"), ExportKind.CENTS),
        ExportColumn("financing", _("Finanzierung"), ExportKind.CENTS),
    )
    export = Export(title, columns, _rows(measures, labels), made_on, filter_sentence)
    return as_response(export, file_format=wanted)


def _rows(measures: Iterable[Measure], labels: Mapping[str, str]) -> Iterator[dict[str, object]]:
    found: list[Any] = list(measures)  # each carries the sums of queries.with_sums
    prefetch_related_objects(found, "parties", "goals")
    for measure in found:
        yield {
            "code": measure.code,
            "title": measure.title,
            "aim": measure.get_aim_display(),
            "main_field": labels.get(measure.main_field, measure.main_field),
            "state": measure.get_state_display(),
            "priority": measure.priority,
            "starts_on": measure.starts_on,
            "ends_on": measure.ends_on,
            "carrier": "; ".join(party.name for party in measure.parties.all() if party.part == "carrier"),
            "goals": "; ".join(sorted(goal.code for goal in measure.goals.all())),
            "cost": measure.cost_cents,
            "financing": measure.financing_cents,
        }
