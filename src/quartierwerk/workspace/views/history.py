"""The history of anything: who did what, when and why, and which rows it changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quartierwerk.foundation.audit import phrases, queries
from quartierwerk.foundation.audit.forms import HistoryFilter
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.audit.queries import RowChanges
from quartierwerk.foundation.people import policy
from quartierwerk.foundation.people import queries as people
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject, SubjectCard
from quartierwerk.foundation.tables.exports import Export, ExportColumn, ExportFormat, ExportKind, as_response, wanted_format
from quartierwerk.foundation.ui import figures

ROWS = 50


@dataclass(frozen=True, slots=True)
class DeedLine:
    """One deed as it stands on the page."""

    entry: TrailEntry
    sentence: str
    facts: tuple[phrases.ValueLine, ...]
    rows: tuple[phrases.RowLine, ...]
    more_rows: int


@needs(policy.READ_HISTORY)
@require_GET
def history(request: ActorRequest, kind: str, code: str) -> HttpResponse:
    """Show the deeds on a subject, newest first, each with the row changes it caused."""
    card = _card(request, Subject(kind, code))
    form = HistoryFilter(request.GET or None, doers=queries.doers_of(card.subject))
    page = Paginator(_filtered(card.subject, form), ROWS).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "card": card,
        "form": form,
        "page": page,
        "lines": _lines(page.object_list),
        "exports": [(each.value.upper(), _export_address(card.subject, each, kept.urlencode())) for each in ExportFormat],
    }
    return render(request, "workspace/history.html", context)


@needs(policy.READ_HISTORY)
@require_GET
def history_export(request: ActorRequest, kind: str, code: str, file_format: str) -> HttpResponseBase:
    """Hand out the deeds that the filter on screen leaves."""
    wanted = wanted_format(file_format)
    card = _card(request, Subject(kind, code))
    form = HistoryFilter(request.GET or None, doers=queries.doers_of(card.subject))
    export = Export(
        title=_("Verlauf {title}").format(title=card.title),
        columns=(
            ExportColumn("at", _("Zeitpunkt"), ExportKind.MOMENT),
            ExportColumn("person", _("Person")),
            ExportColumn("sentence", _("Vorgang")),
            ExportColumn("reason", _("Grund")),
            ExportColumn("facts", _("Angaben")),
        ),
        rows=_export_rows(_filtered(card.subject, form).iterator(chunk_size=500)),
        made_on=timezone.localdate(),
        filter_sentence=_filter_sentence(form),
    )
    return as_response(export, file_format=wanted)


def _card(request: ActorRequest, subject: Subject) -> SubjectCard:
    """Return the subject's card; what the actor may not know of is not found."""
    card = registry.describe([subject], request.actor).get(subject)
    if card is None:
        raise Http404
    around = people.scopes_of_subjects([(subject.kind, subject.code)])[subject]
    policy.may_read_history(request.actor, around).require()
    return card


def _filtered(subject: Subject, form: HistoryFilter) -> QuerySet[TrailEntry]:
    given = form.cleaned_data if form.is_valid() else {}
    return queries.entries_between(subject, actor_id=given.get("person"), since=given.get("since"), until=given.get("until"))


def _lines(entries: Iterable[TrailEntry]) -> list[DeedLine]:
    """Return the deeds with their row changes; deeds within one another share them, and the outer one shows them."""
    listed = list(entries)
    changes = queries.row_changes(entry.history_id for entry in listed if entry.history_id)
    return [_line(entry, changes.pop(entry.history_id, RowChanges()) if entry.history_id else RowChanges()) for entry in listed]


def _line(entry: TrailEntry, changes: RowChanges) -> DeedLine:
    rows = tuple(phrases.row_line(change) for change in changes.shown)
    return DeedLine(entry, phrases.sentence_of(entry), phrases.facts_of(entry), rows, changes.more)


def _export_address(subject: Subject, file_format: ExportFormat, query: str) -> str:
    address = reverse("workspace:history_export", args=(subject.kind, subject.code, file_format.value))
    return f"{address}?{query}" if query else address


def _export_rows(entries: Iterable[TrailEntry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield {
            "at": entry.at,
            "person": entry.actor_name,
            "sentence": phrases.sentence_of(entry),
            "reason": entry.reason,
            "facts": "; ".join(_in_words(line) for line in phrases.facts_of(entry)),
        }


def _in_words(line: phrases.ValueLine) -> str:
    return f"{line.name}: {line.old} → {line.new}" if line.old else f"{line.name}: {line.new}"


def _filter_sentence(form: HistoryFilter) -> str:
    """Return the filters in force as they stand in the file's head."""
    if not form.is_valid():
        return ""
    named = dict(form.fields["person"].choices)  # type: ignore[attr-defined]  # a choice field
    given = form.cleaned_data
    parts = [_("Person: {name}").format(name=named[given["person"]])] if given["person"] else []
    parts += [_("von {day}").format(day=figures.day(given["since"]))] if given["since"] else []
    parts += [_("bis {day}").format(day=figures.day(given["until"]))] if given["until"] else []
    return ", ".join(parts)
