"""The site's profile and the forms that keep it true."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quartierwerk.foundation.people.access import ActorRequest, needs, signed_in
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.kernel.errors import DomainError, NotPermittedError
from quartierwerk.places import actions, phrases, policy, queries
from quartierwerk.places.core import plausibility, stages
from quartierwerk.places.forms import ContactForm, DescriptionForm, FigureForm, NameForm, StageForm
from quartierwerk.places.models import Site, SiteContact, SiteName
from quartierwerk.places.views.frame import find_site, page


@signed_in
@require_safe
def profile(request: ActorRequest, site: str) -> HttpResponse:
    """Show what is known of the site, each fact with source and day, and what does not fit together."""
    today = timezone.localdate()
    found = queries.whole_site(site, today)
    if found is None:
        raise Http404
    measures = list(found.overall_measures.all())
    facts = queries.site_facts(found, measures[0] if measures else None)
    doubts = plausibility.doubts_on(facts, thresholds=queries.thresholds(today), today=today)
    return page(
        request,
        "profile",
        found,
        tab="profile",
        measures=measures,
        labels=queries.stage_labels(today),
        people=queries.in_charge_of(found, today),
        doubts=[phrases.doubt(doubt) for doubt in doubts],
    )


@needs(policy.SET_STAGE)
@require_http_methods(["GET", "POST"])
def set_stage(request: ActorRequest, site: str) -> HttpResponse:
    """Note that the newest overall measure reached a stage."""
    found = find_site(site)
    policy.may_set_stage(request.actor, found).require()
    measure = queries.newest_measure(found)
    if measure is None:
        raise Http404
    now = timezone.now()
    machine = rules.stage_machine(on=timezone.localdate(now))
    labels = queries.stage_labels(timezone.localdate(now))
    allowed = stages.next_stages(machine, queries.last_stage(measure))
    form = StageForm(request.POST or None, stages=[(stage, labels.get(stage, stage)) for stage in allowed])

    def do() -> object:
        return actions.set_stage(
            overall_measure=measure, step=form.step, machine=machine, actor=request.actor, now=now, source=form.source_ref
        )

    return _answer(request, found, form, do, (_("Stufe setzen"), _("Die Stufe ist eingetragen.")))


@needs(policy.EDIT_SITE)
@require_http_methods(["GET", "POST"])
def record_figure(request: ActorRequest, site: str) -> HttpResponse:
    """Note area, inhabitants or dwellings as a source states them."""
    found = find_site(site)
    policy.may_edit_site(request.actor, found).require()
    form = FigureForm(request.POST or None)

    def do() -> object:
        return actions.record_figure(site=found, stated=form.stated, actor=request.actor, source=form.source_ref)

    return _answer(request, found, form, do, (_("Angabe eintragen"), _("Die Angabe ist eingetragen.")))


@needs(policy.EDIT_SITE)
@require_http_methods(["GET", "POST"])
def name_site(request: ActorRequest, site: str) -> HttpResponse:
    """Give the site a new name, or note an alias."""
    found = find_site(site)
    policy.may_edit_site(request.actor, found).require()
    form = NameForm(request.POST or None)

    def do() -> object:
        given = form.cleaned_data
        named = {"name": given["name"], "begins_on": given["begins_on"], "source": form.source_ref, "actor": request.actor}
        if given["kind"] == SiteName.Kind.OFFICIAL:
            return actions.rename(site=found, **named)
        return actions.add_alias(site=found, **named)

    return _answer(request, found, form, do, (_("Name eintragen"), _("Der Name ist eingetragen.")))


@needs(policy.EDIT_SITE)
@require_http_methods(["GET", "POST"])
def describe(request: ActorRequest, site: str) -> HttpResponse:
    """Set the short description."""
    found = find_site(site)
    policy.may_edit_site(request.actor, found).require()
    form = DescriptionForm(request.POST or None, initial={"description": found.description})

    def do() -> object:
        return actions.describe(site=found, description=form.cleaned_data["description"], actor=request.actor)

    return _answer(request, found, form, do, (_("Kurzbeschreibung ändern"), _("Die Kurzbeschreibung ist geändert.")))


@needs(policy.EDIT_SITE)
@require_http_methods(["GET", "POST"])
def add_contact(request: ActorRequest, site: str) -> HttpResponse:
    """Publish where people can ask."""
    found = find_site(site)
    policy.may_edit_site(request.actor, found).require()
    form = ContactForm(request.POST or None)

    def do() -> object:
        return actions.add_contact(site=found, details=form.details, actor=request.actor)

    return _answer(request, found, form, do, (_("Ansprechstelle eintragen"), _("Die Ansprechstelle ist eingetragen.")))


@needs(policy.EDIT_SITE)
@require_http_methods(["GET", "POST"])
def edit_contact(request: ActorRequest, site: str, position: int) -> HttpResponse:
    """Correct where people can ask."""
    found = find_site(site)
    policy.may_edit_site(request.actor, found).require()
    contact = _find_contact(found, position)
    form = ContactForm(request.POST or None, initial=model_to_dict(contact))

    def do() -> object:
        return actions.edit_contact(contact=contact, details=form.details, actor=request.actor)

    return _answer(request, found, form, do, (_("Ansprechstelle ändern"), _("Die Ansprechstelle ist geändert.")))


@needs(policy.EDIT_SITE)
@require_POST
def remove_contact(request: ActorRequest, site: str, position: int) -> HttpResponse:
    """Take a contact off the site."""
    found = find_site(site)
    actions.remove_contact(contact=_find_contact(found, position), actor=request.actor)
    messages.success(request, _("Die Ansprechstelle ist entfernt."))
    return redirect(found)


def _find_contact(site: Site, position: int) -> SiteContact:
    return get_object_or_404(site.contacts.select_related("site__municipality"), position=position)


def _answer(request: ActorRequest, site: Site, form: forms.Form, do: Callable[[], object], words: tuple[str, str]) -> HttpResponse:
    """Do the one deed when the form is right and say so; otherwise show the form with every reason.

    ``words`` are the title of the page and what is said when it is done.
    """
    title, done = words
    if form.is_valid():
        try:
            do()
        except NotPermittedError:
            raise
        except DomainError as problem:
            form.add_error(None, phrases.refusal(problem, on=timezone.localdate()))
        else:
            messages.success(request, done)
            return redirect(site)
    context: dict[str, Any] = {"form": form, "title": title}
    return page(request, "form", site, tab="profile", **context)
