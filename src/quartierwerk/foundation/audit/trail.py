"""Leave a trace: the ``deed`` decorator and ``record``.

A deed is a keyword-only function that takes ``actor``. The decorator gives it one transaction, marks
the row history with the deed's name, and makes sure that it leaves exactly one entry. Inside, the
deed calls ``record`` with its subject. The entry itself is written when the deed's work is done:
number and hash are set under a lock that is held until the transaction ends, so the chain has no gaps
and no forks, and others wait for the end of the work only, not for the work.

After the commit, number and hash of the entry also go to a file outside the database, the *head*.
"""

import functools
import logging
import os
import uuid
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Protocol

import pghistory
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from quartierwerk.foundation.audit.core.chain import START, chain_hash, plain
from quartierwerk.foundation.audit.core.heads import HEADS, head_line
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.slots.values import Subject

_CHAIN_LOCK = 7_341_001
_log = logging.getLogger(__name__)


class Doer(Protocol):
    """Whoever does a deed."""

    @property
    def person_id(self) -> int | None:
        """The person's number, none for the system itself."""
        ...

    @property
    def name(self) -> str:
        """The name the trail keeps."""
        ...

    @property
    def request_id(self) -> str:
        """What ties together all that one click caused."""
        ...


class TraceError(RuntimeError):
    """A deed left no entry, or more than one: a bug."""


@dataclass(frozen=True, slots=True)
class _Note:
    subject: Subject
    reason: str
    facts: dict[str, object]


@dataclass(slots=True)
class _Running:
    deed: str
    doer: Doer
    notes: list[_Note] = field(default_factory=list)


_running: ContextVar[_Running | None] = ContextVar("running_deed", default=None)


def deed[**Given, Result](name: str) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """Turn a function into the deed ``name``: one transaction, exactly one trail entry."""

    def decorate(function: Callable[Given, Result]) -> Callable[Given, Result]:
        @functools.wraps(function)
        def do(*args: Given.args, **kwargs: Given.kwargs) -> Result:
            doer: Any = kwargs["actor"]
            running = _Running(name, doer)
            outermost = _running.get() is None
            token = _running.set(running)
            marks = {"deed": name, "person": doer.person_id, "name": doer.name, "request": doer.request_id}
            try:
                with transaction.atomic(), pghistory.context(**marks) as history:
                    result = function(*args, **kwargs)
                    _write(running, history.id)
                if outermost and connection.in_atomic_block:
                    _close_history()
                return result
            finally:
                _running.reset(token)

        do.deed_name = name  # type: ignore[attr-defined]  # a mark on the function
        return do

    return decorate


def record(subject: Subject, *, reason: str = "", facts: Mapping[str, Any] | None = None) -> None:
    """Say what the running deed's entry is about; it is written when the deed's work is done.

    Raises:
        TraceError: no deed is running.
    """
    running = _running.get()
    if running is None:
        message = "record() outside a deed"
        raise TraceError(message)
    running.notes.append(_Note(subject, reason, plain(facts or {})))


def _write(running: _Running, history_id: uuid.UUID) -> None:
    """Add the deed's entry to the chain, within the deed's transaction.

    Raises:
        TraceError: the deed recorded nothing, or more than once.
    """
    if len(running.notes) != 1:
        message = f"{running.deed} left {len(running.notes)} entries"
        raise TraceError(message)
    note = running.notes[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = TrailEntry.objects.order_by("-number").values_list("number", "entry_hash").first()
    entry = TrailEntry(
        number=last[0] + 1 if last else 1,
        at=timezone.now(),
        deed=running.deed,
        subject_kind=note.subject.kind,
        subject_code=note.subject.code,
        actor_id=running.doer.person_id,
        actor_name=running.doer.name,
        reason=note.reason,
        facts=note.facts,
        request_id=running.doer.request_id,
        history_id=history_id,
        previous_hash=last[1] if last else START,
    )
    content = {**content_of(entry), "number": entry.number}
    entry.entry_hash = chain_hash(content, previous=entry.previous_hash, key=settings.TRAIL_KEY.encode())
    entry.save(force_insert=True)
    number, head = entry.number, entry.entry_hash
    transaction.on_commit(lambda: write_head(number, head))


def _close_history() -> None:
    """Let row changes that follow in the same transaction belong to no deed, rather than to the last one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")


def content_of(entry: TrailEntry) -> dict[str, object]:
    """Return what the entry's hash covers, without its number."""
    return {
        "at": entry.at.astimezone(UTC).isoformat(),
        "deed": entry.deed,
        "subject": [entry.subject_kind, entry.subject_code],
        "actor": [entry.actor_id, entry.actor_name],
        "reason": entry.reason,
        "facts": entry.facts,
        "request": entry.request_id,
        "history": str(entry.history_id or ""),
    }


def write_head(number: int, head: str) -> None:
    """Append number and hash of an entry to the file outside the database.

    The deed is done by now. If the line cannot be written the log says so, verification counts the
    entry as not witnessed yet, and the next head that can be written covers it.
    """
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        # One short write in append mode: lines of several workers do not mix.
        descriptor = os.open(settings.DATA / HEADS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, head_line(number, head).encode())
        finally:
            os.close(descriptor)
    except OSError:
        _log.exception("The head of trail entry %s could not be written", number)
