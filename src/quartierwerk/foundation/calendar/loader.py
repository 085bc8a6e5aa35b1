"""Brings deadlines into the register: a group of a source at a time, as the trail tells of changes.

Of two writers one waits: a lock of the database is held until the transaction ends.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from quartierwerk.foundation.audit import queries as trail
from quartierwerk.foundation.calendar.models import RegisteredDeadline, RegisterState
from quartierwerk.foundation.people.queries import scopes_of_subjects
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Deadline, Subject

_LOCK = 7_341_003
_TOLD = ("group", "title", "on", "address", "scopes", "is_cancelled")


@transaction.atomic
def rebuild() -> int:
    """Bring every group of every source up to date, cancel what no source tells any more, and return how many days stand."""
    _lock()
    number, now = trail.newest_number(), timezone.now()
    for name, source in registry.deadlines.items():
        groups = set(source.groups(None))
        for group in sorted(groups):
            _bring(name, group, source.deadlines(group), now)
        _cancel(RegisteredDeadline.objects.filter(source=name).exclude(group__in=groups), now)
    _cancel(RegisteredDeadline.objects.exclude(source__in=dict(registry.deadlines.items())), now)
    RegisterState.objects.update_or_create(pk=1, defaults={"trail_number": number})
    return RegisteredDeadline.objects.filter(is_cancelled=False).count()


@transaction.atomic
def refresh() -> int:
    """Bring up to date what the trail tells of since the last time; return how many groups were read."""
    _lock()
    state = RegisterState.objects.first()
    if state is None:
        rebuild()
        return len(list(registry.deadlines))
    number, now = trail.newest_number(), timezone.now()
    sources = dict(registry.deadlines.items())
    changed = trail.subjects_changed(after=state.trail_number, until=number)
    groups = {(name, group) for name, source in sources.items() for subject in changed for group in source.groups(subject)}
    for name, group in sorted(groups):
        _bring(name, group, sources[name].deadlines(group), now)
    RegisterState.objects.filter(pk=1).update(trail_number=number)
    return len(groups)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _bring(source: str, group: str, deadlines: Iterable[Deadline], now: datetime) -> None:
    """Make the group's days those that are told: a changed one counts up, one that comes back keeps its UID."""
    told = {(each.subject.kind, each.subject.code): each for each in deadlines}
    kinds, codes = {kind for kind, _code in told}, {code for _kind, code in told}
    found = RegisteredDeadline.objects.filter(source=source)
    held = {(row.subject_kind, row.subject_code): row for row in found.filter(subject_kind__in=kinds, subject_code__in=codes)}
    scopes = scopes_of_subjects(told)
    new, changed = [], []
    for (kind, code), each in told.items():
        known = {
            "group": group, "title": each.title, "on": each.on, "address": each.address, "is_cancelled": False,
            "scopes": sorted(f"{scope.kind}:{scope.code}" for scope in scopes[Subject(kind, code)]),
        }  # fmt: skip
        row = held.get((kind, code))
        if row is None:
            new.append(RegisteredDeadline(source=source, subject_kind=kind, subject_code=code, changed=now, **known))
        elif any(getattr(row, name) != value for name, value in known.items()):
            for name, value in known.items():
                setattr(row, name, value)
            row.sequence, row.changed = row.sequence + 1, now
            changed.append(row)
    RegisteredDeadline.objects.bulk_create(new)
    RegisteredDeadline.objects.bulk_update(changed, [*_TOLD, "sequence", "changed"])
    gone = [row.pk for row in found.filter(group=group, is_cancelled=False) if (row.subject_kind, row.subject_code) not in told]
    _cancel(found.filter(pk__in=gone), now)


def _cancel(rows: QuerySet[RegisteredDeadline], now: datetime) -> None:
    rows.filter(is_cancelled=False).update(is_cancelled=True, sequence=F("sequence") + 1, changed=now)
