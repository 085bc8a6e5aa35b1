"""Measures: list, sheet, money, place, photographs."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quartierwerk.concepts import actions, exports, forms, phrases, policy, presentation, queries
from quartierwerk.concepts.core.changes import AlreadyShownError, ChangedMeanwhileError, GoneMeanwhileError
from quartierwerk.concepts.core.measure_sheet import PhotoDetails
from quartierwerk.concepts.models import ActionConcept, Measure
from quartierwerk.concepts.pictures import measure_chart, place_map
from quartierwerk.concepts.queries.content import one_measure
from quartierwerk.concepts.views.frame import find_concept, find_measure, gone_is_not_found, keep_input, page
from quartierwerk.foundation.files import actions as files
from quartierwerk.foundation.files import phrases as file_phrases
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.geo import spots
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.ui.fields import handed_back
from quartierwerk.foundation.ui.tags.form_tags import filter_sentence
from quartierwerk.kernel.errors import DomainError

PER_PAGE = 50
YEARS_AHEAD = 10
CONFLICT = 409
TOO_LARGE = gettext_lazy("Die Datei ist zu groß.")


@needs(policy.READ_RELEASED_COPY)
def listing(request: ActorRequest, site: str) -> HttpResponseBase:
    """List the measures, filtered; the same list leaves as a spreadsheet."""
    concept = find_concept(request, site)
    today = timezone.localdate()
    filter_form = forms.MeasureFilter(request.GET or None, fields_list=concept.fields_list, on=today)
    found = queries.selected_measures(concept, filter_form.cleaned_data if filter_form.is_valid() else {})
    labels = rules.catalogue(concept.fields_list, on=today).labels_in(get_language() or "de")
    if kind := request.GET.get("format"):
        return exports.measure_list(
            found,
            labels=labels,
            title=_("Maßnahmen %(site)s") % {"site": site},
            filter_sentence=filter_sentence(filter_form),
            kind=kind,
            made_on=today,
        )
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    sums = queries.sums(found)
    listing = presentation.measure_listing(site, rows, labels=labels, sums=sums)
    return page(request, "measures", concept, tab="measures", rows=rows, listing=listing, filter_form=filter_form, sums=sums)


@needs(policy.READ_RELEASED_COPY)
def sheet(request: ActorRequest, site: str, slug: str) -> HttpResponse:
    """Show the measure sheet with its thread."""
    measure = find_measure(request, site, slug)
    today = timezone.localdate()
    content = one_measure(measure, on=today)
    return page(
        request,
        "measure",
        measure.concept,
        tab="measures",
        about=measure.subject,
        measure=measure,
        content=content,
        chart=measure_chart(content),
        map=place_map(measure.concept.site, measure, on=today),
        goals=measure.goals.select_related("parent").order_by("position"),
        photos=measure.photos.select_related("file").order_by("pk"),
        group=rules.catalogue("cost_groups", on=today).get(measure.cost_group),
    )


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def add(request: ActorRequest, site: str) -> HttpResponse:
    """Add a measure."""
    concept = find_concept(request, site)
    policy.may_edit(request.actor, concept).require()
    return _save(request, concept, None, initial={"investive": "yes", "state": "planned"})


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def edit(request: ActorRequest, site: str, slug: str) -> HttpResponse:
    """Change a measure's sheet."""
    measure = find_measure(request, site, slug)
    policy.may_edit(request.actor, measure.concept).require()
    return _save(request, measure.concept, measure, initial=forms.sheet_initial(measure))


def _save(request: ActorRequest, concept: ActionConcept, measure: Measure | None, *, initial: Mapping[str, Any]) -> HttpResponse:
    form = forms.SheetForm(
        request.POST or None,
        initial=dict(initial),
        fields_list=concept.fields_list,
        goals=list(queries.goals_of(concept)),
        on=timezone.localdate(),
    )
    known = measure.indicators.order_by("pk").values("name", "unit", "baseline", "target", "target_year") if measure else ()
    indicators = forms.IndicatorFormSet(request.POST or None, initial=list(known), prefix="indicators")
    theirs: list[tuple[str, str]] | None = None
    if form.is_valid() and indicators.is_valid():
        try:
            saved = actions.save_measure(
                concept=concept,
                measure=measure,
                sheet=form.sheet(indicators=forms.indicators_from(indicators)),
                expected_version=form.cleaned_data["version"],
                actor=request.actor,
            )
        except DomainError as problem:
            theirs = _refuse(request, form, problem)
        else:
            messages.success(request, _("Die Maßnahme %(measure)s ist gespeichert.") % {"measure": saved})
            return redirect(saved)
    status = 200 if theirs is None else CONFLICT
    context: dict[str, Any] = {"form": form, "indicators": indicators, "measure": measure, "theirs": theirs}
    return page(request, "edit_measure", concept, tab="measures", status=status, **context)


def _refuse(request: ActorRequest, form: forms.SheetForm | forms.MoneyForm, problem: DomainError) -> list[tuple[str, str]] | None:
    """Say in the form why it was refused; after a conflict return what somebody else saved, and let the next try count."""
    theirs = forms.overtaken(form) if isinstance(problem, ChangedMeanwhileError) else None
    form.add_error(None, phrases.refusal(problem))
    if isinstance(problem, ChangedMeanwhileError):
        keep_input(form, request, version=problem.found)
    return theirs


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def money(request: ActorRequest, site: str, slug: str) -> HttpResponse:
    """Plan cost and financing by year and source."""
    measure = find_measure(request, site, slug)
    policy.may_edit(request.actor, measure.concept).require()
    costs = {f"cost_{cost.budget_year}": cost.amount_cents for cost in measure.planned_costs.all()}
    parts = {f"{part.source_code}_{part.budget_year}": part.amount_cents for part in measure.planned_financing.all()}
    form = forms.MoneyForm(
        request.POST or None,
        initial={**costs, **parts, "version": measure.version},
        years=_years(measure, {int(name.rsplit("_", 1)[1]) for name in (*costs, *parts)}),
        sources=_sources(part.source_code for part in measure.planned_financing.all()),
    )
    theirs: list[tuple[str, str]] | None = None
    if form.is_valid():
        try:
            actions.plan_money(measure=measure, money=form.money(), expected_version=form.cleaned_data["version"], actor=request.actor)
        except DomainError as problem:
            theirs = _refuse(request, form, problem)
        else:
            messages.success(request, _("Kosten und Finanzierung sind gespeichert."))
            return redirect(measure)
    status = 200 if theirs is None else CONFLICT
    return page(request, "money", measure.concept, tab="measures", status=status, form=form, measure=measure, theirs=theirs)


def _years(measure: Measure, known: set[int]) -> list[int]:
    """Return every year from the first planned or known to the last; a year with an amount is never left out."""
    years = known | {day.year for day in (measure.starts_on, measure.ends_on) if day}
    first = min(years, default=timezone.localdate().year)
    last = min(max(years, default=first + 4), first + 3 * YEARS_AHEAD)
    return sorted(known | set(range(first, last + 1)))


def _sources(used: Iterable[str]) -> dict[str, str]:
    """Return the sources in force with their labels, and those in use that are no longer in force."""
    labels = rules.catalogue("financing_sources", on=timezone.localdate()).labels_in(get_language() or "de")
    return {**labels, **{code: code for code in used if code not in labels}}


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
@gone_is_not_found
def place(request: ActorRequest, site: str, slug: str) -> HttpResponse:
    """Say where the measure is."""
    measure = find_measure(request, site, slug)
    policy.may_edit(request.actor, measure.concept).require()
    form = forms.PlaceForm(**_posted(request), initial=_coordinates(measure))
    if getattr(request, "upload_too_large", False):
        form.add_error("file", TOO_LARGE)
    elif form.is_valid():
        try:
            geometry = _geometry(form.cleaned_data)
        except DomainError as problem:
            form.add_error(None, phrases.refusal(problem))
        else:
            actions.place_measure(measure=measure, geometry=geometry, actor=request.actor)
            messages.success(request, _("Der Ort ist gespeichert."))
            return redirect(measure)
    return page(
        request,
        "place",
        measure.concept,
        tab="measures",
        form=form,
        measure=measure,
        map=place_map(measure.concept.site, measure, on=timezone.localdate()),
    )


def _posted(request: ActorRequest) -> dict[str, Any]:
    """Return what was posted, also where an upload was given up and nothing arrived."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def _coordinates(measure: Measure) -> dict[str, float]:
    """Return longitude and latitude of a measure that is a point."""
    if not measure.geometry or measure.geometry["type"] != "Point":
        return {}
    longitude, latitude = measure.geometry["coordinates"][:2]
    return {"longitude": round(longitude, 7), "latitude": round(latitude, 7)}


def _geometry(given: Mapping[str, Any]) -> dict[str, Any] | None:
    if given["nowhere"]:
        return None
    if given["file"]:
        return spots.read_spot(given["file"].read())
    point = {"type": "Point", "coordinates": [float(given["longitude"]), float(given["latitude"])]}
    return spots.read_spot(json.dumps(point).encode())


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
@gone_is_not_found
def photos(request: ActorRequest, site: str, slug: str) -> HttpResponse:
    """Add a photograph, or take one away."""
    measure = find_measure(request, site, slug)
    policy.may_edit(request.actor, measure.concept).require()
    if "remove" in request.POST:
        shown = measure.photos.select_related("measure__concept__site__municipality")
        photo = get_object_or_404(shown, pk=handed_back(request.POST["remove"]))
        actions.remove_photo(photo=photo, reason="", actor=request.actor)
        return redirect("concepts:photos", site, slug)
    form = forms.PhotoForm(**_posted(request))
    if getattr(request, "upload_too_large", False):
        form.add_error("file", TOO_LARGE)
    elif form.is_valid():
        given = dict(form.cleaned_data)
        upload = given.pop("file")
        try:
            file = files.store(content=upload.read(), name=upload.name, purpose=Purpose.PHOTO, actor=request.actor)
            actions.add_photo(measure=measure, file=file, details=PhotoDetails(**given), actor=request.actor)
        except (AlreadyShownError, GoneMeanwhileError) as problem:
            form.add_error("file", phrases.refusal(problem))
        except DomainError as problem:
            form.add_error("file", file_phrases.sentence(problem))
        else:
            messages.success(request, _("Das Foto ist gespeichert."))
            return redirect(measure)
    return page(
        request,
        "photos",
        measure.concept,
        tab="measures",
        form=form,
        measure=measure,
        photos=measure.photos.select_related("file").order_by("pk"),
    )


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
@gone_is_not_found
def remove(request: ActorRequest, site: str, slug: str) -> HttpResponse:
    """Take a measure out of the working copy, with a reason."""
    measure = find_measure(request, site, slug)
    policy.may_edit(request.actor, measure.concept).require()
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST" and reason:
        actions.remove_measure(measure=measure, reason=reason, actor=request.actor)
        messages.success(request, _("Die Maßnahme ist aus dem Arbeitsstand entfernt. Beschlossene Fassungen behalten sie."))
        return redirect("concepts:measures", site)
    return page(request, "remove_measure", measure.concept, tab="measures", measure=measure, missing=request.method == "POST")
