"""Public pages; they only read what is published."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quartierwerk.concepts import exports as concept_exports
from quartierwerk.concepts import queries as concepts
from quartierwerk.concepts.models import ConceptRevision
from quartierwerk.concepts.presentation import programme_thread
from quartierwerk.concepts.queries.photographs import photographs, public_photograph
from quartierwerk.concepts.queries.programme import programme_figures
from quartierwerk.foundation.documents.responses import as_response
from quartierwerk.foundation.files import queries as files
from quartierwerk.foundation.people.access import ActorRequest, public
from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.search.listing import results
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.foundation.ui.tags.form_tags import filter_sentence
from quartierwerk.places import exports as place_exports
from quartierwerk.places import maps
from quartierwerk.portal import presentation, queries

PER_PAGE = 50


@public
@require_safe
def start(request: ActorRequest) -> HttpResponse:
    """Show the programme: map, thread, both aims."""
    today = timezone.localdate()
    figures, listed = programme_figures(today), reverse("portal:sites")
    return render(
        request,
        "portal/start.html",
        {
            "figures": figures,
            "map": maps.programme_map(on=today, link=presentation.site_address),
            "thread": programme_thread(figures, sites=listed, grants=f"{listed}?sort=grant"),
            "fields": presentation.fields_of_programme(figures, on=today),
            "is_mixed": figures.invented_sites > 0,
        },
    )


@public
@require_safe
def search(request: ActorRequest) -> HttpResponse:
    """Show what the words find of what is public, whoever looks."""
    crumbs = [(_("Start"), reverse("portal:start")), (_("Suche"), "")]
    return render(request, "portal/search.html", {"crumbs": crumbs, **results(request.GET, PUBLIC, public=True)})


@public
@require_safe
def sites(request: ActorRequest) -> HttpResponse:
    """List and map all sites; the same list leaves as a spreadsheet."""
    today = timezone.localdate()
    form, found = place_exports.filtered_sites(request.GET, on=today)
    if kind := request.GET.get("format"):
        return place_exports.site_list(found, kind=kind, filter_sentence=filter_sentence(form))
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    listing = presentation.site_listing(rows, count=rows.paginator.count, on=today)
    return render(request, "portal/sites.html", {"rows": rows, "listing": listing, "form": form, "is_mixed": settings.EXAMPLE_PROGRAMME})


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Start"), "/"), (_("Standorte"), "/standorte/"), *more]


@public
@require_safe
def site(request: ActorRequest, site: str) -> HttpResponse:
    """Show one site: place, thread, both aims, measures, where its facts come from."""
    today = timezone.localdate()
    found = queries.site(site, today)
    if found is None:
        raise Http404
    revision = concepts.revision_in_force(site, today)
    page = presentation.site_page(found, revision, states=concepts.live_states(site) if revision else {}, on=today)
    return render(
        request,
        "portal/site.html",
        {
            "site": found,
            "page": page,
            "revision": revision,
            "thread": registry.thread_of(Subject("site", site), request.actor),
            "is_example": found.is_example,
            "crumbs": _crumbs((page.name, "")),
        },
    )


@public
@require_safe
def boundary(request: ActorRequest, site: str) -> HttpResponse:
    """Hand out the boundary versions as GeoJSON."""
    found = queries.site(site, timezone.localdate())
    if found is None:
        raise Http404
    return place_exports.boundaries_response(found)


def _in_force(site: str) -> ConceptRevision:
    revision = concepts.revision_in_force(site, timezone.localdate())
    if revision is None:
        raise Http404
    return revision


@public
@require_safe
def concept(request: ActorRequest, site: str) -> HttpResponse:
    """Show the concept in force as a page."""
    revision = _in_force(site)
    content = revision.content
    return render(
        request,
        "portal/concept.html",
        {
            "revision": revision,
            "content": content,
            "steps": concepts.steps_of(revision),
            "measures": presentation.measure_listing(presentation.lines(site, content, concepts.live_states(site))),
            "thread": registry.thread_of(Subject("site", site), request.actor),
            "overview": presentation.financing_chart(content),
            "schedule": presentation.schedule(content, today=timezone.localdate()),
            "is_example": content["site"]["is_example"],
            "crumbs": _crumbs((content["site"]["name"], presentation.site_address(site)), (_("Handlungskonzept"), "")),
        },
    )


@public
@require_safe
def concept_pdf(request: ActorRequest, site: str, number: int) -> HttpResponse:
    """Hand out a resolved concept as a document."""
    revision = concepts.resolved_revision(site, number)
    if revision is None:
        raise Http404
    made = concept_exports.revision_pdf(revision, concepts.steps_of(revision))
    return as_response(made, name=concept_exports.concept_file_name(site, number))


@public
@require_safe
def measure(request: ActorRequest, site: str, slug: str) -> HttpResponse:
    """Show one measure of the concept in force."""
    revision: Any = concepts.measure_in_force(site, slug, timezone.localdate())
    if revision is None or revision.one is None:
        raise Http404
    facts: dict[str, Any] = revision.site_facts
    page = presentation.measure_page(revision, state=concepts.live_states(site).get(slug))
    return render(
        request,
        "portal/measure.html",
        {
            "revision": revision,
            "measure": revision.one,
            "site_facts": facts,
            "page": page,
            "photos": photographs(site, slug),
            "is_example": facts["is_example"],
            "crumbs": _crumbs((facts["name"], presentation.site_address(site)), (f"{revision.one['code']} {revision.one['title']}", "")),
        },
    )


@public
@require_safe
def measure_pdf(request: ActorRequest, site: str, slug: str) -> HttpResponse:
    """Hand out a measure sheet of the concept in force."""
    revision = _in_force(site)
    if slug not in revision.content["measures"]:
        raise Http404
    made = concept_exports.revision_sheet_pdf(revision, concepts.steps_of(revision), slug)
    return as_response(made, name=concept_exports.measure_sheet_file_name(site, slug))


@public
@require_safe
def photo(request: ActorRequest, site: str, slug: str, sha256: str) -> HttpResponse:
    """Show a photograph of a measure."""
    found = public_photograph(site, slug, sha256, timezone.localdate())
    if found is None:
        raise Http404
    # Kept copies are asked about each time, so that a photograph is gone once it is taken away.
    response = get_conditional_response(request, etag=f'"{sha256}"') or HttpResponse(
        files.content(found.file), content_type=found.file.media_type
    )
    response["ETag"] = f'"{sha256}"'
    response["Cache-Control"] = "public, no-cache"
    return response
