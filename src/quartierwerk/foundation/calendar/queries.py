"""Reading deadlines and follow-ups; nobody sees a day whose thing they may not know of."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from quartierwerk.foundation.calendar import policy
from quartierwerk.foundation.calendar.core.follow_ups import State
from quartierwerk.foundation.calendar.models import Feed, FollowUp, RegisteredDeadline
from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor
from quartierwerk.foundation.people.core.roles import ScopeKind
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.people.queries import active_person, people_within, scopes_of_subjects
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel.errors import NotPermittedError

PROGRAMME_SCOPE = f"{PROGRAMME.kind}:{PROGRAMME.code}"


def deadlines_visible_to(actor: Actor) -> QuerySet[RegisteredDeadline]:
    """Return the days the actor may know of, as their rooms say now, cancelled ones too, by day."""
    known = Q(pk__in=())
    for name, source in registry.deadlines.items():
        groups: Any = source.visible(actor)
        known |= Q(source=name) if groups is None else Q(source=name, group__in=groups)
    return RegisteredDeadline.objects.filter(known).order_by("on", "pk")


def deadlines_of_work(actor: Actor) -> QuerySet[RegisteredDeadline]:
    """Return the days of what the actor's mandates reach."""
    return deadlines_visible_to(actor).filter(_reached_by(actor))


def _reached_by(actor: Actor) -> Q:
    held = scopes_of_work(actor)
    return Q() if PROGRAMME_SCOPE in held else Q(scopes__overlap=sorted(held))


def scopes_of_work(actor: Actor) -> frozenset[str]:
    """Return the scopes of the actor's mandates as they stand with a deadline."""
    return frozenset(f"{mandate.scope.kind}:{mandate.scope.code}" for mandate in actor.mandates)


def deadlines_of_site(code: str, actor: Actor) -> QuerySet[RegisteredDeadline]:
    """Return the days of a site that the actor may know of."""
    return deadlines_visible_to(actor).filter(scopes__contains=[f"{ScopeKind.SITE}:{code}"])


def counted_by_day(rows: QuerySet[Any], first: date, last: date) -> dict[date, int]:
    """Return how many of the rows stand on each day of the span; days without any are absent."""
    return dict(rows.filter(on__range=(first, last)).order_by().values_list("on").annotate(number=Count("pk")))


def person_of(actor: Actor) -> Person:
    """Return the person behind the actor.

    Raises:
        NotPermittedError: there is none.
    """
    person = active_person(actor.person_id or 0)
    if person is None:
        raise NotPermittedError("not_signed_in")
    return person


def people_to_remind(subject: Subject, on: date) -> QuerySet[Person]:
    """Return before whom a thing can be laid, by name: those who have days to keep where it lies."""
    return people_within(scopes_of_subjects([(subject.kind, subject.code)])[subject], policy.PLAN.roles, on)


def follow_ups_of(person_id: int | None) -> QuerySet[FollowUp]:
    """Return the follow-ups that are laid before a person, in whatever state, by day."""
    return FollowUp.objects.filter(person=person_id).select_related("set_by").order_by("on", "pk")


def follow_ups_on(subject: Subject, actor: Actor) -> QuerySet[FollowUp]:
    """Return the open follow-ups on a thing that the actor may read: their own and those they set for others."""
    found = FollowUp.objects.filter(subject_kind=subject.kind, subject_code=subject.code, state=State.OPEN)
    return found.filter(Q(person=actor.person_id) | Q(set_by=actor.person_id)).select_related("person", "set_by").order_by("on", "pk")


def follow_ups_due(people: Iterable[int], on: date) -> QuerySet[FollowUp]:
    """Return the open follow-ups of these people that are due by the day, the oldest first."""
    return FollowUp.objects.filter(person__in=people, state=State.OPEN, on__lte=on).select_related("set_by").order_by("on", "pk")


def feeds_of(person_id: int | None) -> QuerySet[Feed]:
    """Return the addresses at which a person's calendar programs read, newest first."""
    return Feed.objects.filter(person=person_id).order_by("-made_on", "-pk")


def hashed(token: str) -> str:
    """Return what is kept of a token; the token is random and long, so that a plain hash of it cannot be searched for."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_with(token: str) -> Feed | None:
    """Return the calendar whose secret address this is, of a person whose account is open; none otherwise."""
    return Feed.objects.filter(token_hash=hashed(token), person__is_active=True).select_related("person").first()


def coming(first: date, last: date) -> Mapping[str, Sequence[RegisteredDeadline]]:
    """Return every day of the register in the span by the scopes it lies in, whoever may know of it; for ``of_work``."""
    found: dict[str, list[RegisteredDeadline]] = {}
    for each in RegisteredDeadline.objects.filter(is_cancelled=False, on__range=(first, last)).order_by("on", "pk"):
        for scope in each.scopes:
            found.setdefault(scope, []).append(each)
    return found


def of_work(days: Mapping[str, Sequence[RegisteredDeadline]], actor: Actor) -> list[RegisteredDeadline]:
    """Return those of the days that lie in a place the actor has a mandate for and that they may know of.

    A mandate for the whole programme names no place. Each source is asked once at most.
    """
    held = sorted(scopes_of_work(actor) - {PROGRAMME_SCOPE})
    reached = {each.pk: each for scope in held for each in days.get(scope, ())}
    open_to = {name: _groups_open_to(name, reached.values(), actor) for name in {each.source for each in reached.values()}}
    return [each for each in reached.values() if (groups := open_to[each.source]) is None or each.group in groups]


def _groups_open_to(name: str, deadlines: Iterable[RegisteredDeadline], actor: Actor) -> frozenset[str] | None:
    """Return which groups of these days the actor may know of; none for all of them."""
    source = registry.deadlines.get(name)
    groups: Any = source.visible(actor) if source else ()
    if groups is None:
        return None
    asked = RegisteredDeadline.objects.filter(pk__in=[each.pk for each in deadlines], source=name, group__in=groups)
    return frozenset(asked.values_list("group", flat=True))
