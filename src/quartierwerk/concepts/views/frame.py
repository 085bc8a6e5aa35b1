"""What every page of the room begins with: the concept the actor may see, inside the site's dossier."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from quartierwerk.concepts import policy, queries
from quartierwerk.concepts.core.changes import GoneMeanwhileError
from quartierwerk.concepts.models import ActionConcept, Measure
from quartierwerk.foundation.people.access import ActorRequest
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.places import queries as places


def find_concept(request: ActorRequest, site: str) -> ActionConcept:
    """Return the site's working copy, or 404 where the actor may not know of it."""
    return _or_404(queries.working_copy(site, request.actor))


def find_resolved(request: ActorRequest, site: str) -> ActionConcept:
    """Return the site's concept for reading its revisions, or 404 where there is nothing the actor may know of."""
    return get_object_or_404(queries.concepts_known_to(request.actor), site__code=site)


def find_measure(request: ActorRequest, site: str, slug: str) -> Measure:
    """Return a measure of the working copy, or 404."""
    return _or_404(queries.measure_of_working_copy(site, slug, request.actor))


def _or_404[Found](found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found


def gone_is_not_found[**Given](
    view: Callable[Concatenate[ActorRequest, Given], HttpResponse],
) -> Callable[Concatenate[ActorRequest, Given], HttpResponse]:
    """Answer 404 where somebody took the thing away while the request was on its way."""

    @functools.wraps(view)
    def answer(request: ActorRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except GoneMeanwhileError as problem:
            raise Http404 from problem

    return answer


def keep_input(form: forms.BaseForm, request: ActorRequest, **instead: object) -> None:
    """Let a refused form go on with what was typed, and with these values instead of the posted ones."""
    posted = request.POST.copy()
    for name, value in instead.items():
        posted[name] = str(value)
    form.data = posted


def page(
    request: ActorRequest,
    template: str,
    concept: ActionConcept,
    *,
    tab: str,
    about: Subject | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Answer with a page inside the dossier of the concept's site, under the thread of what it is about."""
    frame = {
        "concept": concept,
        "site": concept.site,
        "dossier": places.dossier(concept.site, request.actor, about=about),
        "current_tab": tab,
        "is_example": concept.site.is_example,
        "may_edit": policy.may_edit(request.actor, concept),
    }
    return render(request, f"concepts/{template}.html", {**frame, **context}, status=status)
