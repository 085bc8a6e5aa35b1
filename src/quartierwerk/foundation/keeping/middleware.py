"""Gives every request its number, and writes one line about it when it is answered."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from quartierwerk.foundation.keeping import logs, metrics
from quartierwerk.foundation.keeping.core.requests import known_method, sane_id

HEADER = "X-Request-ID"
WATCHING = frozenset({"keeping:alive", "keeping:ready", "keeping:metrics"})
BROKEN = 500
_log = logging.getLogger(__name__)


class RequestMiddleware:
    """Stands outermost: ``request.request_id`` ties together log, trail and answer.

    A number the proxy gave is taken where it is one; the path, the query and who asks are written nowhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, its number in the response head."""
        number = sane_id(request.headers.get(HEADER, "")) or uuid.uuid4().hex
        request.request_id = number  # type: ignore[attr-defined]  # ActorRequest promises it to views
        token, asked, begun = logs.current_request.set(number), _Counter(), time.perf_counter()
        try:
            with connection.execute_wrapper(asked):
                response = self.get_response(request)
        finally:
            logs.current_request.reset(token)
        response[HEADER] = number
        _tell(request, response, seconds=time.perf_counter() - begun, queries=asked.count)
        return response


class _Counter:
    """Counts the questions put to the database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *question: Any) -> Any:
        self.count += 1
        return execute(*question)


def _tell(request: HttpRequest, response: HttpResponse, *, seconds: float, queries: int) -> None:
    route, method = route_of(request), known_method(request.method or "")
    metrics.count(route=route, method=method, status=response.status_code, seconds=seconds, queries=queries)
    if route in WATCHING and response.status_code < BROKEN:
        return
    facts = {
        "request": request.request_id,  # type: ignore[attr-defined]  # ActorRequest promises it to views
        "method": method,
        "route": route,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000),
        "queries": queries,
    }
    _log.info("answered", extra={"facts": facts})


def route_of(request: HttpRequest) -> str:
    """Return the name of the route, never the address: that may hold a one-time token."""
    match = request.resolver_match
    if match is not None:
        return match.view_name
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "unknown"
