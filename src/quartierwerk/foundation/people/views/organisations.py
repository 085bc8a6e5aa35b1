"""Pages on organisations, their names and responsibilities."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quartierwerk.foundation.people import forms, phrases, policy, queries
from quartierwerk.foundation.people.access import ActorRequest, needs, signed_in
from quartierwerk.foundation.people.actions import organisations as deeds
from quartierwerk.foundation.people.models import Organisation
from quartierwerk.foundation.people.views.deeds import form_page

ROWS = 50


@signed_in
@require_GET
def organisations(request: ActorRequest) -> HttpResponse:
    """List the organisations under their names of today."""
    form = forms.OrganisationFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    found = queries.named_organisations(timezone.localdate(), text=given.get("q", ""), kind=given.get("kind", ""))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    return render(request, "people/organisations.html", {"form": form, "page": page, "may_manage": policy.may_manage(request.actor)})


def _organisation(code: str) -> Organisation:
    return get_object_or_404(queries.organisations(timezone.localdate()).select_related("parent"), code=code)


@signed_in
@require_GET
def organisation(request: ActorRequest, code: str) -> HttpResponse:
    """Show an organisation with its dated names and responsibilities, its parts, and who acts for it."""
    body, today = _organisation(code), timezone.localdate()
    context = {
        "organisation": body,
        "names": body.names.order_by("-begins_on", "pk"),
        "responsibilities": body.responsibilities.order_by("-begins_on", "pk"),
        "parts": queries.organisations(today).filter(parent=body),
        "people": _people(request, body),
        "may_manage": policy.may_manage(request.actor),
        "may_read_history": policy.may_read_history(request.actor, ()),
    }
    return render(request, "people/organisation.html", context)


def _people(request: ActorRequest, body: Organisation) -> list[tuple[Any, str, str]]:
    if not request.actor.holds_somewhere(policy.READ):
        return []
    visible = queries.mandates_visible_to(request.actor).filter(queries.in_force(timezone.localdate()), organisation=body)
    held = list(visible.select_related("person").order_by("person__name", "role", "pk"))
    cards = queries.describe_scopes({queries.scope_of(mandate) for mandate in held}, request.actor)
    return [(mandate.person, phrases.role_label(mandate.role), phrases.scope_label(queries.scope_of(mandate), cards)) for mandate in held]


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def record_organisation(request: ActorRequest) -> HttpResponse:
    """Record an organisation."""
    policy.may_manage(request.actor).require()
    today = timezone.localdate()
    return form_page(
        request,
        forms.OrganisationForm(request.POST or None, initial=forms.first_day(today), organisations=queries.organisations(today)),
        do=lambda given: deeds.record_organisation(**given, actor=request.actor),
        done=_("Die Organisation ist erfasst."),
        back=reverse("people:organisations"),
        title=_("Organisation erfassen"),
        label=_("Erfassen"),
    )


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def rename(request: ActorRequest, code: str) -> HttpResponse:
    """Give an organisation another name from a day on."""
    policy.may_manage(request.actor).require()
    body = _organisation(code)
    return form_page(
        request,
        forms.RenameForm(request.POST or None, initial=forms.first_day(timezone.localdate())),
        do=lambda given: deeds.rename(organisation=body, **given, actor=request.actor),
        done=_("Der neue Name ist eingetragen."),
        back=reverse("people:organisation", args=(code,)),
        title=_("Organisation umbenennen"),
        label=_("Umbenennen"),
        lead=_("Der alte Name bleibt für die Zeit davor stehen."),
    )


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def give_responsibility(request: ActorRequest, code: str) -> HttpResponse:
    """Write down a responsibility."""
    policy.may_manage(request.actor).require()
    body = _organisation(code)
    return form_page(
        request,
        forms.ResponsibilityForm(request.POST or None, initial=forms.first_day(timezone.localdate())),
        do=lambda given: deeds.give_responsibility(
            organisation=body, task=given["task"], source=given["source"], period=given["period"], actor=request.actor
        ),
        done=_("Die Zuständigkeit ist eingetragen."),
        back=reverse("people:organisation", args=(code,)),
        title=_("Zuständigkeit eintragen"),
        label=_("Eintragen"),
    )
