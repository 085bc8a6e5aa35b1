"""Measures requests inside the process: CPU of the site, CPU of its PostgreSQL backend, queries, bytes.

Requests go through the WSGI application with all its middleware, as the web server calls it, so nothing but the
socket is missing (0.03 ms a request). CPU time does not depend on what else the machine does, wall time would.
"""

import io
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

NANOSECONDS_PER_MILLISECOND = 1_000_000
MILLISECONDS_PER_SECOND = 1_000


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
        body.close()  # type: ignore[attr-defined]  # a mark for the report
        if answered != ["200 OK"]:
            raise RuntimeError(f"{address} answers {answered}")
        return content

    def read(self, address: str, session: str = "", *, times: int = 30, warm: int = 3) -> Reading:
        """Open a page again and again and return what it costs once everything that is kept is warm."""
        for _ in range(warm):
            content = self.open(address, session)
        site, database = [], []
        for _ in range(times):
            before, started = self._database_cpu(), time.process_time()
            self.open(address, session)
            site.append((time.process_time() - started) * MILLISECONDS_PER_SECOND)
            after = self._database_cpu()
            if before is not None and after is not None:
                database.append(after - before)
        statements = self._statements(address, session)
        return Reading(
            site_ms=statistics.median(site),
            database_ms=statistics.median(database) if database else None,
            queries=len(statements),
            repeated=len(statements) - len(set(statements)),
            size=len(content),
        )

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
