"""Writes the log as one JSON object on each line, without personal data; `log_lines` says what may stand there."""

import json
import logging
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from quartierwerk.foundation.keeping.core import log_lines
from quartierwerk.foundation.keeping.core.log_lines import Said

MOST_PLACES = 30
# The request whose work is being done, so that every line of it carries the same number as its trail.
current_request: ContextVar[str] = ContextVar("current_request", default="")


class JsonFormatter(logging.Formatter):
    """Turns a record into a line; ``facts`` of the record are written as they are, so only our own code may set them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        facts: dict[str, Any] = getattr(record, "facts", {})
        parts = (
            ("at", datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")),
            ("level", record.levelname.lower()),
            ("logger", record.name),
            ("message", log_lines.cleaned(Said(record.name, record.msg, record.args))),
            ("request", facts.get("request") or _request_of(record)),
            *((name, value) for name, value in facts.items() if name != "request"),
            *_job(record),
            *_error(record),
        )
        return json.dumps(log_lines.line(parts), ensure_ascii=False)


def _request_of(record: logging.LogRecord) -> str:
    """Return the number of the request: Django logs an answer when the work on it is over, and hands the request along."""
    return str(getattr(getattr(record, "request", None), "request_id", "") or current_request.get())


def _job(record: logging.LogRecord) -> Iterator[tuple[str, Any]]:
    """Yield what the library of background jobs adds to its lines: what happened to which job, without what it was given."""
    if record.name.partition(".")[0] != "procrastinate":
        return
    yield "action", str(getattr(record, "action", ""))
    job = getattr(record, "job", None)
    if isinstance(job, dict):
        yield from ((f"job_{name}", job.get(name)) for name in ("id", "task_name", "queue") if isinstance(job.get(name), str | int))


def _error(record: logging.LogRecord) -> Iterator[tuple[str, Any]]:
    problem = record.exc_info[1] if record.exc_info else None
    if problem is None:
        return
    yield "error", " < ".join(type(each).__qualname__ for each in _chain(problem))
    # The database names its own rule, and quotes nobody.
    rule = getattr(getattr(problem.__cause__ or problem, "diag", None), "constraint_name", None)
    yield "constraint", rule if isinstance(rule, str) else ""
    frames = traceback.extract_tb(problem.__traceback__)[-MOST_PLACES:]
    yield "places", [log_lines.place(frame.filename, frame.lineno, frame.name) for frame in frames]


def _chain(problem: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = problem
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
