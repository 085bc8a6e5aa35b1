"""Pages for somebody who is away for a time, or leaves."""

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quartierwerk.foundation.people import forms, phrases, policy, queries
from quartierwerk.foundation.people.access import ActorRequest, needs, signed_in
from quartierwerk.foundation.people.actions import absence as deeds
from quartierwerk.foundation.people.models import Mandate, Person
from quartierwerk.foundation.people.views.deeds import form_page
from quartierwerk.kernel.errors import DomainError


@signed_in
@require_http_methods(["GET", "POST"])
def mine(request: ActorRequest) -> HttpResponse:
    """Show who stands in for me and whom I stand in for, and let me name somebody."""
    return _deputies(request, get_object_or_404(Person, pk=request.actor.person_id or 0), back=reverse("people:absence"))


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def deputies(request: ActorRequest, code: str) -> HttpResponse:
    """Show who stands in for a person, and let who manages people name somebody."""
    person = get_object_or_404(queries.visible_to(request.actor), code=code)
    return _deputies(request, person, back=reverse("people:deputies", args=(code,)))


def _deputies(request: ActorRequest, person: Person, *, back: str) -> HttpResponse:
    today = timezone.localdate()
    form = forms.DeputyForm(request.POST or None, initial=forms.first_day(today), colleagues=queries.colleagues_of(person, today))
    if form.is_valid():
        try:
            deputy = form.cleaned_data["deputy"]
            deeds.deputise(person=person, deputy=deputy, during=form.during(), today=today, actor=request.actor)
        except DomainError as problem:
            form.add_error(None, phrases.sentence(problem))
        else:
            messages.success(request, _("%(name)s vertritt in dieser Zeit.") % {"name": deputy.name})
            return redirect(back)
    context = {
        "person": person,
        "is_mine": person.pk == request.actor.person_id,
        "form": form,
        "deputies": _stretches(queries.deputies_of(person, today), "person"),
        "deputised": _stretches(queries.deputised_by(person, today), "deputy_for"),
    }
    return render(request, "people/absence.html", context)


def _stretches(held: QuerySet[Mandate], other: str) -> list[tuple[Person, date, date | None, list[str]]]:
    """Return each stretch of standing in once: the other person, its days, and the roles."""
    grouped = groupby(held, key=lambda mandate: (getattr(mandate, other), mandate.begins_on, mandate.ends_on))
    return [(*stretch, [phrases.role_label(mandate.role) for mandate in mandates]) for stretch, mandates in grouped]


@signed_in
@require_POST
def end(request: ActorRequest, code: str, deputy: str) -> HttpResponse:
    """Let somebody stand in no longer; the deed knows who may."""
    people = {found.code: found for found in Person.objects.filter(code__in=(code, deputy))}
    if len({code, deputy} & set(people)) < len({"person", "deputy"}):
        raise Http404
    try:
        deeds.end_deputising(person=people[code], deputy=people[deputy], today=timezone.localdate(), actor=request.actor)
    except DomainError as problem:
        messages.error(request, phrases.sentence(problem))
    else:
        messages.success(request, _("Die Vertretung ist beendet."))
    is_mine = request.actor.person_id in {person.pk for person in people.values()}
    return redirect("people:absence") if is_mine else redirect("people:deputies", code)


@needs(policy.MANAGE)
@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, code: str) -> HttpResponse:
    """Give mandates and open work of a person who leaves to somebody else."""
    person = get_object_or_404(queries.visible_to(request.actor), code=code)
    today = timezone.localdate()
    everybody = Person.objects.filter(is_active=True).exclude(pk=person.pk).order_by("name", "pk")
    return form_page(
        request,
        forms.HandOverForm(request.POST or None, initial=forms.first_day(today), colleagues=everybody),
        do=lambda given: deeds.hand_over(person=person, **given, today=today, actor=request.actor),
        done=_("Die Aufgaben sind übergeben."),
        back=reverse("people:person", args=(code,)),
        title=_("Aufgaben von {name} übergeben").format(name=person.name),
        label=_("Übergeben"),
        lead=_("Mandate und offene Wiedervorlagen gehen an die Nachfolge. Sitze in Gremien und Jurys enden; sie vergibt das Gremium."),
    )
