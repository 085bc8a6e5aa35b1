"""Reading the trail and the row history, and verifying both."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from quartierwerk.foundation.audit import verifiers
from quartierwerk.foundation.audit.core.changes import ChangeKind, FieldChange, changed_fields
from quartierwerk.foundation.audit.core.findings import Finding
from quartierwerk.foundation.audit.core.heads import HEADS, Heads, read_heads
from quartierwerk.foundation.audit.core.verification import Entry, examine
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.audit.trail import content_of
from quartierwerk.foundation.slots.values import Subject

BATCH = 2000
CHANGES_PER_DEED = 20


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a deed did to one row."""

    model: type[models.Model]
    kind: ChangeKind
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RowChanges:
    """The first changes of a deed, and how many there were in all."""

    shown: tuple[RowChange, ...] = ()
    total: int = 0

    @property
    def more(self) -> int:
        """Return how many are not shown."""
        return self.total - len(self.shown)


def newest_number() -> int:
    """Return the number of the newest entry, nought for an empty trail."""
    return TrailEntry.objects.aggregate(newest=models.Max("number"))["newest"] or 0


def subjects_changed(*, after: int, until: int) -> set[Subject]:
    """Return what the entries with numbers above ``after`` and up to ``until`` are about."""
    entries = TrailEntry.objects.filter(number__gt=after, number__lte=until)
    return {Subject(kind, code) for kind, code in entries.values_list("subject_kind", "subject_code").distinct()}


def entries_for(subject: Subject) -> QuerySet[TrailEntry]:
    """Return the subject's entries, newest first."""
    return TrailEntry.objects.filter(subject_kind=subject.kind, subject_code=subject.code).order_by("-number")


def entries_between(
    subject: Subject, *, actor_id: int | None = None, since: date | None = None, until: date | None = None
) -> QuerySet[TrailEntry]:
    """Return the subject's entries, newest first: those of one person, from a day and to a day, both of them whole."""
    entries = entries_for(subject)
    if actor_id:
        entries = entries.filter(actor_id=actor_id)
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    return entries


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def doers_of(subject: Subject) -> list[tuple[int, str]]:
    """Return number and name of everybody with a deed on the subject, by name, each under the latest name."""
    rows = entries_for(subject).filter(actor_id__isnull=False).order_by("actor_id", "-number").distinct("actor_id")
    return sorted(((number, name) for number, name in rows.values_list("actor_id", "actor_name") if number), key=lambda row: row[1])


def row_changes(history_ids: Iterable[UUID]) -> dict[UUID, RowChanges]:
    """Return what happened to rows under these numbers, in two queries whatever their count."""
    wanted = sorted(set(history_ids))
    picked = _pick(wanted) if wanted else []
    if not picked:
        return {}
    states = _states(picked)
    totals = {history_id: total for _table, _number, history_id, total in picked}
    shown: dict[UUID, list[RowChange]] = {}
    for table, number, history_id, _total in picked:
        shown.setdefault(history_id, []).append(_row_change(table, states[table, number]))
    return {history_id: RowChanges(tuple(shown[history_id]), total) for history_id, total in totals.items()}


@cache
def event_models() -> Mapping[str, Any]:
    """Return the models of the row history by their table."""
    return MappingProxyType({model._meta.db_table: model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")})  # noqa: SLF001 -- Django's documented model interface


def _pick(history_ids: list[UUID]) -> list[tuple[str, int, UUID, int]]:
    """Return table, number, history number and total of the first changes under each history number."""
    each = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {name} AS tbl, pgh_id, pgh_context_id, pgh_created_at FROM {table} WHERE pgh_context_id = ANY(%(wanted)s)").format(
            name=sql.Literal(table), table=sql.Identifier(table)
        )
        for table in event_models()
    )
    ranked = sql.SQL(
        "SELECT tbl, pgh_id, pgh_context_id, total FROM (SELECT tbl, pgh_id, pgh_context_id,"
        " row_number() OVER w AS place, count(*) OVER (PARTITION BY pgh_context_id) AS total FROM ({each}) AS found"
        " WINDOW w AS (PARTITION BY pgh_context_id ORDER BY tbl, pgh_id)) AS ranked"
        " WHERE place <= %(most)s ORDER BY pgh_context_id, place"
    ).format(each=each)
    with connection.cursor() as cursor:
        cursor.execute(ranked, {"wanted": history_ids, "most": CHANGES_PER_DEED})
        found: list[tuple[str, int, UUID, int]] = cursor.fetchall()
        return found


def _states(picked: list[tuple[str, int, UUID, int]]) -> dict[tuple[str, int], tuple[str, dict[str, Any], dict[str, Any] | None]]:
    """Return label, state and earlier state of each picked change."""
    numbers: dict[str, list[int]] = {}
    for table, number, _history_id, _total in picked:
        numbers.setdefault(table, []).append(number)
    each = sql.SQL(" UNION ALL ").join(
        sql.SQL(
            "SELECT {name}, e.pgh_id, e.pgh_label, {after}, (SELECT {before} FROM {table} b WHERE b.pgh_obj_id = e.pgh_obj_id"
            " AND b.pgh_id < e.pgh_id ORDER BY b.pgh_id DESC LIMIT 1) FROM {table} e WHERE e.pgh_id = ANY({numbers})"
        ).format(
            name=sql.Literal(table),
            table=sql.Identifier(table),
            after=_state(table, "e"),
            before=_state(table, "b"),
            numbers=sql.Literal(wanted),
        )
        for table, wanted in numbers.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(each)
        return {(table, number): (label, _read(after), _read(before)) for table, number, label, after, before in cursor.fetchall()}


def _state(table: str, alias: str) -> sql.Composable:
    """Return the row as JSON, structured columns as their digest only: they may be large."""
    row: sql.Composable = sql.SQL("to_jsonb({})").format(sql.Identifier(alias))
    for field in event_models()[table]._meta.concrete_fields:  # noqa: SLF001 -- Django's documented model interface
        if isinstance(field, models.JSONField):
            column = str(field.column)
            digest = sql.SQL("jsonb_build_object({}, md5({}::text))").format(sql.Literal(column), sql.Identifier(alias, column))
            row = sql.SQL("{} || {}").format(row, digest)
    return row


def _read(state: Any) -> Any:
    return json.loads(state) if isinstance(state, str) else state


def _row_change(table: str, state: tuple[str, dict[str, Any], dict[str, Any] | None]) -> RowChange:
    label, after, before = state
    model = event_models()[table].pgh_tracked_model
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 -- Django's documented model interface
    kind = ChangeKind(label)
    return RowChange(model, kind, changed_fields(kind, before=before, after=after, fields=columns))


def heads_outside() -> Heads:
    """Return what the file outside the database witnesses."""
    try:
        with (settings.DATA / HEADS).open(encoding="ascii", errors="replace", newline="\n") as lines:
            return read_heads(lines)
    except FileNotFoundError:
        return Heads({})


def verify_trail(progress: verifiers.Progress) -> Iterator[Finding]:
    """Yield what is wrong with the trail; entries are read in batches.

    The heads are read first: an entry that is written meanwhile is then newer than the heads, never the other way round.
    """
    heads = heads_outside()
    result = examine(_entries(progress), key=settings.TRAIL_KEY.encode(), heads=heads)
    if result.unwitnessed and heads.witnessed:
        told = _("trail: Die neuesten %(n)s Einträge haben noch keinen Kopf außerhalb der Datenbank; der nächste Vorgang schreibt einen.")
        progress(told % {"n": result.unwitnessed})
    yield from result.findings


def _entries(progress: verifiers.Progress) -> Iterator[Entry]:
    rows = TrailEntry.objects.order_by("number").iterator(chunk_size=BATCH)
    for count, row in enumerate(rows, start=1):
        yield Entry(row.number, content_of(row), row.previous_hash, row.entry_hash)
        if count % BATCH == 0:
            progress(_("trail: %(n)s Einträge") % {"n": count})


def findings(progress: verifiers.Progress = verifiers.silent) -> Iterator[Finding]:
    """Yield everything that any room's verification finds, the trail's first."""
    yield from verifiers.all_findings(progress)
