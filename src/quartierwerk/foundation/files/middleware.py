"""Turns away requests that carry more than the site takes, before anything of them is read.

The form library would otherwise unpack the whole body first, also for somebody who is not signed in and
whose request is refused a moment later.
"""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_MEGABYTE = 1024 * 1024
# Whoever is not signed in has forms to send, but never a file.
LARGEST_OF_STRANGERS = _MEGABYTE
# Up to here an upload that is too large is read off and answered by its form, with what was typed beside it.
LARGEST_ANSWERED = 512 * _MEGABYTE
TOO_LARGE = 413
_DIGITS = 18


class RequestSizeMiddleware:
    """Answers 413 to a request that announces more than its sender may send; must come before the check of the form's token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or turn it away."""
        announced = _announced(request)
        if announced > LARGEST_OF_STRANGERS and announced > _largest(request):
            return render(request, "413.html", status=TOO_LARGE)
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    # What is no number is taken for nothing by Django as well, and then nothing of the body is read.
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length[:_DIGITS]) if length.isdecimal() else 0


def _largest(request: HttpRequest) -> int:
    return LARGEST_ANSWERED if SESSION_KEY in request.session else LARGEST_OF_STRANGERS
