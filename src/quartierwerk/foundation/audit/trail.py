"""Leave a trace: the ``deed`` decorator and ``record``.

A deed is a keyword-only function that takes ``actor``. The decorator gives it one transaction, marks
the row history with the deed's name, and makes sure that it leaves exactly one entry. Inside, the
deed calls ``record`` with its subject. The entry's number and hash are set under a lock that is held
until the transaction ends, so the chain has no gaps and no forks.
"""

import functools
import os
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

import pghistory
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from quartierwerk.foundation.audit.core.chain import START, chain_hash
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.slots.values import Subject

_CHAIN_LOCK = 7_341_001
HEAD_FILE = "trail-head.log"


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


@dataclass(slots=True)
class _Running:
    deed: str
    doer: Doer
    entries: int = 0


_running: ContextVar[_Running | None] = ContextVar("running_deed", default=None)


def deed[**Given, Result](name: str) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """Turn a function into the deed ``name``: one transaction, exactly one trail entry."""

    def decorate(function: Callable[Given, Result]) -> Callable[Given, Result]:
        @functools.wraps(function)
        def do(*args: Given.args, **kwargs: Given.kwargs) -> Result:
            doer: Any = kwargs["actor"]
            running = _Running(name, doer)
            token = _running.set(running)
            try:
                with transaction.atomic(), pghistory.context(deed=name, person=doer.person_id, name=doer.name, request=doer.request_id):
                    result = function(*args, **kwargs)
                    if running.entries != 1:
                        message = f"{name} left {running.entries} entries"
                        raise TraceError(message)
                    return result
            finally:
                _running.reset(token)

        do.deed_name = name  # type: ignore[attr-defined]
        return do

    return decorate


def record(subject: Subject, *, reason: str = "", facts: Mapping[str, Any] | None = None) -> TrailEntry:
    """Add the running deed's entry; it is part of the deed's transaction.

    Raises:
        TraceError: no deed is running.
    """
    running = _running.get()
    if running is None:
        message = "record() outside a deed"
        raise TraceError(message)
    running.entries += 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = TrailEntry.objects.order_by("-number").values_list("number", "entry_hash").first()
    entry = TrailEntry(
        number=last[0] + 1 if last else 1,
        at=timezone.now(),
        deed=running.deed,
        subject_kind=subject.kind,
        subject_code=subject.code,
        actor_id=running.doer.person_id,
        actor_name=running.doer.name,
        reason=reason,
        facts=dict(facts or {}),
        request_id=running.doer.request_id,
        previous_hash=last[1] if last else START,
    )
    entry.entry_hash = hash_of(entry)
    entry.save(force_insert=True)
    number, head = entry.number, entry.entry_hash
    transaction.on_commit(lambda: write_head(number, head))
    return entry


def hash_of(entry: TrailEntry) -> str:
    """Return the hash this entry must carry, given the hash before it."""
    content = {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "deed": entry.deed,
        "subject": [entry.subject_kind, entry.subject_code],
        "actor": [entry.actor_id, entry.actor_name],
        "reason": entry.reason,
        "facts": entry.facts,
        "request": entry.request_id,
    }
    return chain_hash(content, previous=entry.previous_hash, key=settings.TRAIL_KEY.encode())


def write_head(number: int, head: str) -> None:
    """Append number and hash of the newest entry to a file outside the database."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    # One short write in append mode: lines of several workers do not mix.
    descriptor = os.open(settings.DATA / HEAD_FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, f"{number} {head}\n".encode())
    finally:
        os.close(descriptor)
