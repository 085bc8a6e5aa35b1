"""One's own calendar and a site's: a month at a time, or all that waits."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quartierwerk.foundation.calendar import offers, policy, queries
from quartierwerk.foundation.calendar.core import months
from quartierwerk.foundation.calendar.core.follow_ups import State
from quartierwerk.foundation.calendar.models import FollowUp, RegisteredDeadline
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.foundation.ui import figures

ROWS = 50


class Counted(NamedTuple):
    """How much stands on a day."""

    on: date
    deadlines: int
    follow_ups: int


@needs(policy.PLAN)
@require_safe
def mine(request: ActorRequest) -> HttpResponse:
    """Show the actor's follow-ups and the days of what their mandates reach."""
    today = timezone.localdate()
    own = queries.follow_ups_of(request.actor.person_id).filter(state=State.OPEN)
    month, day = _asked(request, today)
    context = _month(month, day, queries.deadlines_of_work(request.actor), own, today)
    span = (day, day) if day else (month.first, month.last)
    context |= {
        "overdue": offers.cards_of(own.filter(on__lt=today)[:ROWS], request.actor),
        "follow_ups": offers.cards_of(own.filter(on__range=(max(span[0], today), span[1]))[:ROWS], request.actor),
        "page": _page(request, context["deadlines"]),
    }
    return render(request, "calendar/calendar.html", context)


@needs(policy.PLAN)
@require_safe
def site(request: ActorRequest, code: str) -> HttpResponse:
    """Show the days of a site that the actor may know of."""
    subject = Subject("site", code)
    card = registry.describe([subject], request.actor).get(subject)
    if card is None:
        raise Http404
    today = timezone.localdate()
    month, day = _asked(request, today)
    context = _month(month, day, queries.deadlines_of_site(code, request.actor), FollowUp.objects.none(), today)
    context |= {"card": card, "page": _page(request, context["deadlines"]), "set_address": offers.address_of_follow_ups(subject)}
    return render(request, "calendar/calendar.html", context)


def _asked(request: HttpRequest, today: date) -> tuple[months.Month, date | None]:
    """Return the month the address asks for, and the day in it, if any."""
    try:
        day = date.fromisoformat(request.GET.get("tag", ""))
    except ValueError:
        return months.month_of(request.GET.get("monat", ""), today=today), None
    month = months.month_of(day.isoformat()[:7], today=today)
    return month, day if month.first <= day <= month.last else None


def _month(
    month: months.Month, day: date | None, rows: QuerySet[RegisteredDeadline], own: QuerySet[FollowUp], today: date
) -> dict[str, Any]:
    """Return the picture of the month and the days that are listed below it."""
    first, last = months.span(month)
    standing = rows.filter(is_cancelled=False)
    deadlines, follow_ups = queries.counted_by_day(standing, first, last), queries.counted_by_day(own, first, last)
    counted = [Counted(on, deadlines.get(on, 0), follow_ups.get(on, 0)) for on in sorted({*deadlines, *follow_ups})]
    listed = standing.filter(on=day) if day else standing.filter(on__range=(month.first, month.last))
    return {
        "month": month,
        "day": day,
        "weeks": months.weeks(month, counted, today=today),
        "weekdays": figures.weekdays(),
        "earlier": month.moved(-1).code,
        "later": month.moved(1).code,
        "this": months.month_of("", today=today).code,
        "deadlines": listed,
        "next_on": None if listed.exists() else standing.filter(on__gte=today).values_list("on", flat=True).first(),
    }


def _page(request: HttpRequest, rows: QuerySet[RegisteredDeadline]) -> Mapping[str, Any]:
    """Return a page of the days, each with what it is called."""
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    labels = {name: source.label() for name, source in registry.deadlines.items()}
    return {"page": page, "lines": [(each, labels.get(each.source, "")) for each in page]}
