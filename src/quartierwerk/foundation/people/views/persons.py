"""Pages on persons and their mandates."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quartierwerk.foundation.people import forms, phrases, policy, queries, wording
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.foundation.people.actions import mandates as mandate_deeds
from quartierwerk.foundation.people.actions import persons as person_deeds
from quartierwerk.foundation.people.core.mandates import GIVEN_BY_AREA_OFFICERS
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.people.models import Mandate, Person
from quartierwerk.foundation.people.views.deeds import form_page
from quartierwerk.kernel.errors import DomainError

ROWS = 50


@needs(policy.READ)
@require_GET
def persons(request: ActorRequest) -> HttpResponse:
    """List the people the actor may know of, with their mandates in force."""
    today = timezone.localdate()
    form = forms.PeopleFilter(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    people = queries.selected_people(request.actor, today, text=given.get("q", ""), role=given.get("role", ""))
    page = Paginator(people, ROWS).get_page(request.GET.get("page"))
    people_shown: list[Any] = list(page)
    cards = _cards([mandate for somebody in people_shown for mandate in somebody.held], request)
    context = {
        "form": form,
        "page": page,
        "rows": [(somebody, _mandate_lines(somebody.held, cards)) for somebody in people_shown],
        "may_manage": policy.may_manage(request.actor),
        "may_invite": request.actor.holds_somewhere(policy.INVITE),
    }
    return render(request, "people/persons.html", context)


def _cards(mandates: list[Mandate], request: ActorRequest) -> Any:
    return queries.describe_scopes({queries.scope_of(mandate) for mandate in mandates}, request.actor)


def _mandate_lines(mandates: list[Mandate], cards: Any) -> list[dict[str, Any]]:
    return [
        {
            "mandate": mandate,
            "role": phrases.role_label(mandate.role),
            "scope": phrases.scope_label(queries.scope_of(mandate), cards),
            "organisation": getattr(mandate, "organisation_name", None) or "",
            "end_address": reverse("people:end_mandate", args=mandate_key(mandate)),
        }
        for mandate in mandates
    ]


def mandate_key(mandate: Mandate) -> tuple[str, str, str, str, str]:
    """Return what a mandate's address is made of."""
    return mandate.person.code, mandate.role, mandate.scope_kind, mandate.scope_code, mandate.begins_on.isoformat()


def _person(request: ActorRequest, code: str) -> Person:
    return get_object_or_404(queries.visible_to(request.actor), code=code)


@needs(policy.READ)
@require_GET
def person(request: ActorRequest, code: str) -> HttpResponse:
    """Show a person with the mandates in force, ahead and past."""
    somebody, today = _person(request, code), timezone.localdate()
    visible = queries.mandates_visible_to(request.actor).filter(person=somebody).select_related("person", "deputy_for")
    mandates: list[Any] = list(
        visible.annotate(organisation_name=queries.name_on(today, "organisation_id")).order_by("-begins_on", "role", "pk")
    )
    past = [mandate for mandate in mandates if mandate.ends_on and mandate.ends_on < today]
    cards = _cards(mandates, request)
    context = {
        "person": somebody,
        "current": _mandate_lines([mandate for mandate in mandates if mandate not in past], cards),
        "past": _mandate_lines(past, cards),
        "today": today,
        "may_manage": policy.may_manage(request.actor),
        "may_give": somebody.pk != request.actor.person_id and request.actor.holds_somewhere(policy.INVITE),
        "may_arrange": policy.may_arrange_absence(request.actor, somebody.pk),
        "may_read_history": policy.may_read_history(request.actor, ()),
    }
    return render(request, "people/person.html", context)


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def record_person(request: ActorRequest) -> HttpResponse:
    """Record a person."""
    policy.may_manage(request.actor).require()
    return form_page(
        request,
        forms.PersonForm(request.POST or None),
        do=lambda given: person_deeds.record_person(**given, actor=request.actor),
        done=_("Die Person ist erfasst."),
        back=reverse("people:persons"),
        title=_("Person erfassen"),
        label=_("Erfassen"),
    )


def _mandate_options(request: ActorRequest, today: date) -> dict[str, Any]:
    """Return what the actor can choose from; the deed asks again."""
    everywhere = bool(policy.may_manage(request.actor))
    cards = queries.scope_choices(request.actor)
    around = queries.scopes_of_subjects((card.subject.kind, card.subject.code) for card in cards)
    own = {mandate.scope for mandate in request.actor.mandates if mandate.role in policy.GIVE_LOCALLY.roles}
    within_power = [card for card in cards if everywhere or around[card.subject] & own]
    return {
        "roles": forms.role_choices(list(Role) if everywhere else list(GIVEN_BY_AREA_OFFICERS)),
        "scopes": forms.scope_choices(within_power, programme=everywhere),
        "organisations": queries.organisations(today),
    }


def _grant(given: dict[str, Any]) -> mandate_deeds.Grant:
    return mandate_deeds.Grant(given["role"], given["scope"], given["period"], given["organisation"])


@needs(policy.INVITE)
@require_http_methods(["GET", "POST"])
def invite(request: ActorRequest) -> HttpResponse:
    """Give a mandate to somebody by their address."""
    today = timezone.localdate()
    form = forms.InvitationForm(request.POST or None, initial=forms.first_day(today), **_mandate_options(request, today))
    return form_page(
        request,
        form,
        do=lambda given: mandate_deeds.invite(
            name=given["name"],
            email=given["email"],
            grant=_grant(given),
            write=wording.invitation(inviter=request.actor.name, role=given["role"]),
            actor=request.actor,
        ),
        done=_("Das Mandat ist vergeben. Ein Brief an diese Adresse sagt, wie es weitergeht."),
        back=reverse("people:persons"),
        title=_("Person einladen"),
        label=_("Einladen"),
        lead=_("Wer noch kein Konto hat, bekommt mit dem Brief einen Link und gibt sich damit ein Passwort."),
    )


@needs(policy.INVITE)
@require_http_methods(["GET", "POST"])
def give_mandate(request: ActorRequest, code: str) -> HttpResponse:
    """Give a person a mandate."""
    somebody, today = _person(request, code), timezone.localdate()
    form = forms.MandateForm(request.POST or None, initial=forms.first_day(today), **_mandate_options(request, today))
    return form_page(
        request,
        form,
        do=lambda given: mandate_deeds.give(person=somebody, grant=_grant(given), actor=request.actor),
        done=_("Das Mandat ist vergeben."),
        back=reverse("people:person", args=(code,)),
        title=_("Mandat für {name}").format(name=somebody.name),
        label=_("Mandat geben"),
    )


@needs(policy.INVITE)
@require_http_methods(["GET", "POST"])
def end_mandate(request: ActorRequest, /, code: str, **key: Any) -> HttpResponse:
    """End a person's mandate; ``key`` is role, scope and first day."""
    visible = queries.mandates_visible_to(request.actor).select_related("person")
    mandate = get_object_or_404(visible, person__code=code, **key)
    today = timezone.localdate()
    return form_page(
        request,
        forms.MandateEndForm(request.POST or None, initial={"ends_on": today}),
        do=lambda given: mandate_deeds.end(mandate=mandate, **given, today=today, actor=request.actor),
        done=_("Das Mandat ist beendet."),
        back=reverse("people:person", args=(code,)),
        title=_("Mandat von {name} beenden").format(name=mandate.person.name),
        label=_("Beenden"),
        lead=phrases.role_label(mandate.role),
    )


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def set_address(request: ActorRequest, code: str) -> HttpResponse:
    """Change the address a person signs in with."""
    somebody = _managed(request, code)
    return form_page(
        request,
        forms.AddressForm(request.POST or None, initial={"email": somebody.email}),
        do=lambda given: person_deeds.set_address(
            person=somebody, **given, told=wording.address_changed(changer=request.actor.name), actor=request.actor
        ),
        done=_("Die Adresse ist geändert."),
        back=reverse("people:person", args=(code,)),
        title=_("Anmelde-Adresse von {name}").format(name=somebody.name),
        label=_("Adresse ändern"),
    )


def _managed(request: ActorRequest, code: str) -> Person:
    policy.may_manage(request.actor).require()
    return _person(request, code)


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def issue_link(request: ActorRequest, code: str) -> HttpResponse:
    """Make the link with which a person sets a password: send it by letter, or show it this once."""
    somebody = _managed(request, code)
    if not somebody.is_active or not somebody.email:
        raise Http404
    form = forms.LinkForm(request.POST or None)
    link = ""
    if form.is_valid():
        reason, sender = form.cleaned_data["reason"], request.actor.name
        if form.cleaned_data["by_mail"] == "mail":
            return _send_link(request, somebody, reason)
        told = wording.link_made(maker=sender, reason=reason)
        path = person_deeds.issue_link(person=somebody, reason=reason, told=told, actor=request.actor)
        link = request.build_absolute_uri(path)
    response = render(request, "people/way_in.html", {"form": form, "person": somebody, "link": link})
    response["Cache-Control"] = "no-store"
    return response


def _send_link(request: ActorRequest, somebody: Person, reason: str) -> HttpResponse:
    try:
        person_deeds.send_link(person=somebody, reason=reason, write=wording.link_from(sender=request.actor.name), actor=request.actor)
    except DomainError as problem:
        messages.error(request, phrases.sentence(problem))
    else:
        messages.success(request, _("Der Brief mit dem Link liegt im Postausgang."))
    return redirect("people:person", code=somebody.code)


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def deactivate(request: ActorRequest, code: str) -> HttpResponse:
    """Close a person's access."""
    somebody = _managed(request, code)
    if not somebody.is_active:
        raise Http404
    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        do=lambda given: person_deeds.deactivate(person=somebody, **given, today=timezone.localdate(), actor=request.actor),
        done=_("Der Zugang ist gesperrt."),
        back=reverse("people:person", args=(code,)),
        title=_("Zugang von {name} sperren").format(name=somebody.name),
        label=_("Sperren"),
        lead=_("Die Person kann sich nicht mehr anmelden, offene Sitzungen enden sofort. Ihre Mandate bleiben stehen."),
    )


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def reactivate(request: ActorRequest, code: str) -> HttpResponse:
    """Open a person's access again."""
    somebody = _managed(request, code)
    if somebody.is_active:
        raise Http404
    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        do=lambda given: person_deeds.reactivate(person=somebody, **given, actor=request.actor),
        done=_("Der Zugang ist wieder offen."),
        back=reverse("people:person", args=(code,)),
        title=_("Zugang von {name} öffnen").format(name=somebody.name),
        label=_("Öffnen"),
    )
