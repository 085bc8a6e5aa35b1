"""Turns a refusal that no page caught into a page that says why."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quartierwerk.foundation.ui import phrases
from quartierwerk.kernel.errors import NotPermittedError


class RefusalMiddleware:
    """Answers 403 with a sentence where a policy said no."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Show the refusal; leave every other exception to Django."""
        if not isinstance(problem, NotPermittedError):
            return None
        return render(request, "ui/refused.html", {"sentence": phrases.not_permitted(problem)}, status=403)
