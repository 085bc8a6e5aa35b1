"""All sites as a list, a map and files."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quartierwerk.foundation.people.access import ActorRequest, signed_in
from quartierwerk.places import exports, maps, presentation

PER_PAGE = 50


@signed_in
@require_safe
def sites(request: ActorRequest) -> HttpResponse:
    """List the sites; the same selection leaves as a spreadsheet."""
    today = timezone.localdate()
    form, found = exports.filtered_sites(request.GET, on=today)
    if kind := request.GET.get("format"):
        return exports.site_list(found, kind=kind)
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    listing = presentation.site_listing(rows, count=rows.paginator.count, on=today)
    return render(request, "places/sites.html", {"rows": rows, "listing": listing, "form": form})


@signed_in
@require_safe
def site_map(request: ActorRequest) -> HttpResponse:
    """Show the sites of the same selection on the map."""
    today = timezone.localdate()
    form, found = exports.filtered_sites(request.GET, on=today)
    drawn = maps.programme_map(on=today, sites=found if request.GET else None)
    return render(request, "places/map.html", {"map": drawn, "form": form})


@signed_in
@require_safe
def boundaries(_request: ActorRequest) -> HttpResponse:
    """Hand out all boundaries in force as GeoJSON."""
    return exports.all_boundaries_response(timezone.localdate())
