"""Measures requests inside the process: CPU of the site, CPU of its PostgreSQL backend, queries, bytes.

Requests go through the WSGI application with all its middleware, as the web server calls it, so nothing but the
socket is missing (0.03 ms a request). CPU time does not depend on what else the machine does, wall time would.
"""

import io
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

NANOSECONDS_PER_MILLISECOND = 1_000_000
MILLISECONDS_PER_SECOND = 1_000
WARM = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page costs: medians of CPU milliseconds, number of queries, bytes of the answer."""

    site_ms: float
    database_ms: float | None
    queries: int
    repeated: int
    size: int

    @property
    def cpu_ms(self) -> float:
        """Return the CPU of site and database together."""
        return self.site_ms + (self.database_ms or 0.0)


@dataclass(slots=True)
class _Samples:
    """What was measured so far."""

    site: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    size: int = 0

    def reading(self) -> Reading:
        return Reading(
            site_ms=statistics.median(self.site),
            database_ms=statistics.median(self.database) if self.database else None,
            queries=len(self.statements),
            repeated=len(self.statements) - len(set(self.statements)),
            size=self.size,
        )


class Meter:
    """Opens pages of the site in this process."""

    def __init__(self) -> None:
        self.application: Callable[..., Iterable[bytes]] = get_wsgi_application()
        self.backend: Path | None = None

    def open(self, address: str, session: str = "") -> bytes:
        """Return the answer's body.

        Raises:
            RuntimeError: the page does not open.
        """
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_ACCEPT_LANGUAGE": "de",
            "HTTP_COOKIE": f"sessionid={session}" if session else "", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        answered: list[str] = []

        def start_response(status: str, _headers: object, _problem: object = None) -> None:
            answered.append(status)

        body = self.application(environ, start_response)
        content = b"".join(body)
        body.close()  # type: ignore[attr-defined]  # a mark on the function
        if answered != ["200 OK"]:
            raise RuntimeError(f"{address} answers {answered}")
        return content

    def read_all(self, pages: Sequence[tuple[str, str]], *, rounds: int = 3, times: int = 10) -> list[Reading | RuntimeError]:
        """Open pages (address and session) in rounds, and return what each costs once everything that is kept is warm.

        Rounds spread what else the machine does over all pages alike. A page that does not open is its error.
        """
        samples: list[_Samples | RuntimeError] = [_Samples() for _page in pages]
        for _round in range(rounds):
            for at, (address, session) in enumerate(pages):
                found = samples[at]
                try:
                    if isinstance(found, _Samples):
                        self._sample(found, address, session, times)
                except RuntimeError as problem:
                    samples[at] = problem
        return [each if isinstance(each, RuntimeError) else each.reading() for each in samples]

    def _sample(self, found: "_Samples", address: str, session: str, times: int) -> None:
        for _ in range(WARM):
            found.size = len(self.open(address, session))
        for _ in range(times):
            before, started = self._database_cpu(), time.process_time()
            self.open(address, session)
            found.site.append((time.process_time() - started) * MILLISECONDS_PER_SECOND)
            after = self._database_cpu()
            if before is not None and after is not None:
                found.database.append(after - before)
        found.statements = found.statements or self._statements(address, session)

    def _statements(self, address: str, session: str) -> list[str]:
        """Return the SQL of one request with its placeholders, so that the same query on another row counts as repeated."""
        statements: list[str] = []

        def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 -- Django's signature
            statements.append(sql if isinstance(sql, str) else repr(sql))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            self.open(address, session)
        return statements

    def _database_cpu(self) -> float | None:
        """Return the milliseconds of CPU the backend of our connection has used so far, where the system tells."""
        if self.backend is None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
        try:
            return int(self.backend.read_text().split()[0]) / NANOSECONDS_PER_MILLISECOND
        except (OSError, ValueError, IndexError):
            return None
