"""All addresses of the site and one more: the floor, a page with one row."""

import functools

from django.http import HttpRequest, HttpResponse
from django.template import Template, engines
from django.urls import path

from quartierwerk.config.urls import urlpatterns as site_addresses
from quartierwerk.foundation.people.access import public
from quartierwerk.foundation.people.models import Organisation

FLOOR, FRAME = "/bench/boden/", "/bench/rahmen/"


@functools.cache
def _page() -> Template:
    return engines["django"].from_string('<!doctype html><html lang="de"><title>Boden</title><p>{{ row.code }} {{ row.kind }}</p></html>')


@functools.cache
def _framed() -> Template:
    return engines["django"].from_string(
        '{% extends "ui/portal.html" %}{% block content %}<p>{{ row.code }} {{ row.kind }}</p>{% endblock %}'
    )


@public
def floor(request: HttpRequest) -> HttpResponse:
    """Read one row by its key and answer with a page that shows it; nothing less could be called a page."""
    return HttpResponse(_page().render({"row": Organisation.objects.get(code="amt-1")}, request))


@public
def frame(request: HttpRequest) -> HttpResponse:
    """Show the same row inside the frame of the public pages: what the frame alone costs."""
    return HttpResponse(_framed().render({"row": Organisation.objects.get(code="amt-1")}, request))


urlpatterns = [path(FLOOR.removeprefix("/"), floor), path(FRAME.removeprefix("/"), frame), *site_addresses]
