"""The gallery: every component with example values, for people who build pages and for tests."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from quartierwerk.foundation.ui import assets, gallery


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """Show what staff pages are made of."""
    return render(request, "ui/gallery_workspace.html", gallery.workspace())


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead those who ask for the sign of the site without reading the page to it."""
    response = redirect(assets.address("logo.svg"))
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """Show what public pages are made of."""
    return render(request, "ui/gallery_portal.html", gallery.portal())
