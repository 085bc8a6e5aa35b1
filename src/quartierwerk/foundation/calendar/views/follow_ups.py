"""Follow-ups on a thing: set, move, end, take in from a calendar file."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from quartierwerk.foundation.calendar import actions, forms, offers, phrases, policy, queries
from quartierwerk.foundation.calendar.core import follow_ups as rules
from quartierwerk.foundation.calendar.core import reading
from quartierwerk.foundation.calendar.models import FollowUp
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject, SubjectCard
from quartierwerk.kernel.errors import DomainError


def _card(request: ActorRequest, subject: Subject) -> SubjectCard:
    card = registry.describe([subject], request.actor).get(subject)
    if card is None:
        raise Http404
    policy.may_set(request.actor, subject, known={subject}).require()
    return card


@needs(policy.PLAN)
@require_http_methods(["GET", "POST"])
def follow_ups(request: ActorRequest, kind: str, code: str) -> HttpResponse:
    """Show the actor's follow-ups on a subject, and set another one."""
    subject, today = Subject(kind, code), timezone.localdate()
    card = _card(request, subject)
    people = queries.people_to_remind(subject, today).exclude(pk=queries.person_of(request.actor).pk)
    form = forms.FollowUpForm(request.POST or None, people=people)
    if form.is_valid():
        given = form.cleaned_data
        person = given["person"] or queries.person_of(request.actor)
        try:
            actions.set_follow_up(
                subject=subject, person=person, on=given["on"], note=given["note"], actor=request.actor, now=timezone.now()
            )
        except DomainError as problem:
            form.add_error(_field_of(problem), phrases.sentence(problem))
        else:
            messages.success(request, _("Die Wiedervorlage steht im Kalender."))
            return redirect(offers.address_of_follow_ups(subject))
    context = {"card": card, "subject": subject, "form": form, "rows": queries.follow_ups_on(subject, request.actor), "today": today}
    return render(request, "calendar/follow_ups.html", context)


def _field_of(problem: DomainError) -> str | None:
    if isinstance(problem, rules.DayPassedError | rules.TooFarError):
        return "on"
    return "person" if isinstance(problem, rules.NotForThemError) else "note"


def _theirs(request: ActorRequest, number: int) -> FollowUp:
    """Return the follow-up; one that is neither the actor's nor set by them is not found."""
    found = get_object_or_404(FollowUp.objects.select_related("person"), pk=number)
    if not policy.may_change(request.actor, person_id=found.person_id, set_by_id=found.set_by_id):
        raise Http404
    return found


@needs(policy.PLAN)
@require_http_methods(["GET", "POST"])
def move(request: ActorRequest, number: int) -> HttpResponse:
    """Lay the subject before the person on another day."""
    found = _theirs(request, number)
    form = forms.MoveForm(request.POST or None, initial={"on": found.on})
    if form.is_valid():
        try:
            actions.move(follow_up=found, on=form.cleaned_data["on"], actor=request.actor, now=timezone.now())
        except DomainError as problem:
            form.add_error("on", phrases.sentence(problem))
        else:
            messages.success(request, _("Die Wiedervorlage ist verschoben."))
            return redirect("calendar:mine")
    return render(request, "calendar/move.html", {"follow_up": found, "form": form, "card": _known(request, found)})


def _known(request: ActorRequest, found: FollowUp) -> SubjectCard | None:
    subject = offers.subject_of(found)
    return registry.describe([subject], request.actor).get(subject)


@needs(policy.PLAN)
@require_POST
def end(request: ActorRequest, number: int) -> HttpResponse:
    """Let the follow-up wait no longer."""
    found = _theirs(request, number)
    withdrawn = "zurueck" in request.POST
    try:
        actions.end(follow_up=found, actor=request.actor, now=timezone.now(), withdrawn=withdrawn)
    except DomainError as problem:
        messages.error(request, phrases.sentence(problem))
    else:
        messages.success(request, _("Die Wiedervorlage ist zurückgezogen.") if withdrawn else _("Die Wiedervorlage ist erledigt."))
    known = _known(request, found)
    return redirect(offers.address_of_follow_ups(offers.subject_of(found)) if known and "hier" in request.POST else "calendar:mine")


@needs(policy.PLAN)
@require_http_methods(["GET", "POST"])
def take_in(request: ActorRequest, kind: str, code: str) -> HttpResponse:
    """Take appointments of a calendar file over as follow-ups: first the file, then the choice."""
    subject = Subject(kind, code)
    card = _card(request, subject)
    context = {"card": card, "subject": subject, "form": forms.CalendarFileForm(), "choice": None}
    if "chosen" in request.POST or "offered" in request.POST:
        return _take_over(request, subject, context)
    if request.method == "POST":
        form = forms.CalendarFileForm(request.POST, request.FILES)
        context["form"] = form
        if form.is_valid():
            try:
                context["choice"] = forms.AppointmentsForm(found=_ahead(form.cleaned_data["file"].read(reading.MOST_BYTES + 1)))
            except DomainError as problem:
                form.add_error("file", phrases.sentence(problem))
    return render(request, "calendar/take_in.html", context)


def _ahead(file: bytes) -> list[reading.Appointment]:
    """Return the appointments of the file that still lie ahead.

    Raises:
        NoAppointmentsError: there is none.
    """
    found = [each for each in reading.appointments(file) if each.on >= timezone.localdate()]
    if not found:
        raise reading.NoAppointmentsError
    return found


def _take_over(request: ActorRequest, subject: Subject, context: dict[str, object]) -> HttpResponse:
    choice = forms.AppointmentsForm(request.POST, found=_handed_back(request.POST.getlist("offered")))
    if choice.is_valid():
        try:
            number = actions.take_in(subject=subject, days=choice.days(), actor=request.actor, now=timezone.now())
        except DomainError as problem:
            choice.add_error("chosen", phrases.sentence(problem))
        else:
            told = ngettext("Ein Termin ist übernommen.", "%(number)s Termine sind übernommen.", number)
            messages.success(request, told % {"number": number})
            return redirect(offers.address_of_follow_ups(subject))
    return render(request, "calendar/take_in.html", context | {"choice": choice})


def _handed_back(offered: list[str]) -> list[reading.Appointment]:
    """Return the appointments a form hands back; what is none is left out."""
    found = []
    for value in offered[: reading.MOST_EVENTS]:
        try:
            day = date.fromisoformat(value[:10])
        except ValueError:
            continue
        found.append(reading.Appointment(day, value[11:]))
    return found
