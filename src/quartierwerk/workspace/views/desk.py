"""My desk and the programme at a glance."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from quartierwerk.concepts.presentation import programme_thread
from quartierwerk.concepts.queries.programme import programme_figures
from quartierwerk.foundation.people.access import ActorRequest, needs, signed_in
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.ui.tags.form_tags import filter_sentence
from quartierwerk.places import exports as place_exports
from quartierwerk.places import maps
from quartierwerk.places import queries as places
from quartierwerk.workspace import policy, presentation, queries

PER_PAGE = 50


@signed_in
@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """Show what waits for the person, and their sites."""
    waiting = [item for provider in registry.desk for item in provider(request.actor)]
    waiting.sort(key=lambda item: (not item.urgent, item.due_on is None, item.due_on, item.title))
    today = timezone.localdate()
    sites = queries.my_sites(request.actor, on=today)
    return render(request, "workspace/desk.html", {"waiting": waiting, "sites": sites, "labels": places.stage_labels(today)})


@needs(policy.SEE_PROGRAMME)
@require_safe
def programme(request: ActorRequest) -> HttpResponse:
    """Show all sites with phase, money and concept; the same list leaves as a spreadsheet."""
    today = timezone.localdate()
    form, found = place_exports.filtered_sites(request.GET, on=today)
    if kind := request.GET.get("format"):
        return place_exports.site_list(found, kind=kind, filter_sentence=filter_sentence(form))
    figures = programme_figures(today)
    here = reverse("workspace:programme")
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "workspace/programme.html",
        {
            "rows": rows,
            "form": form,
            "listing": presentation.programme_listing(rows, on=today),
            "figures": figures,
            "thread": programme_thread(figures, sites=here, grants=f"{here}?sort=grant"),
            "is_mixed": settings.EXAMPLE_PROGRAMME,
            "map": maps.programme_map(on=today),
        },
    )
