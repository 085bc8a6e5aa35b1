"""Deeds on follow-ups and calendars read elsewhere."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.calendar import policy, queries
from quartierwerk.foundation.calendar.core import follow_ups as rules
from quartierwerk.foundation.calendar.core.follow_ups import State
from quartierwerk.foundation.calendar.models import Feed, FollowUp
from quartierwerk.foundation.people.actions.persons import subject_of
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.core.refusals import NothingToDoError
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.people.queries import actor_for
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject


@deed("calendar:followup:set")
def set_follow_up(*, subject: Subject, person: Person, on: date, note: str, actor: Actor, now: datetime) -> FollowUp:
    """Lay the subject before the person again on the day.

    Raises:
        NotPermittedError: the actor may not know of the subject.
        NotForThemError: the person may not.
        DayPassedError, TooFarError, NoteMissingError, NoteTooLongError: as the rules say.
    """
    policy.may_set(actor, subject, known=registry.describe([subject], actor)).require()
    found = _set(subject, person, on, note, actor, now)
    record(subject, facts={"for_whom": person.name, "due_on": on.isoformat()})
    return found


@deed("calendar:followup:take_in")
def take_in(*, subject: Subject, days: Sequence[tuple[date, str]], actor: Actor, now: datetime) -> int:
    """Lay the subject before the actor on each of the days, with its note, and return how many; all of them or none.

    Raises:
        NotPermittedError: the actor may not know of the subject.
        NothingToDoError: no day is given.
        DayPassedError, TooFarError, NoteMissingError, NoteTooLongError: as the rules say, for any of them.
    """
    policy.may_set(actor, subject, known=registry.describe([subject], actor)).require()
    if not days:
        raise NothingToDoError
    person = queries.person_of(actor)
    for on, note in days:
        _set(subject, person, on, note, actor, now)
    record(subject, facts={"number": len(days)})
    return len(days)


def _set(subject: Subject, person: Person, on: date, note: str, actor: Actor, now: datetime) -> FollowUp:
    today = timezone.localdate(now)
    day, words = rules.checked_day(on, today=today), rules.checked_note(note)
    themselves = actor if person.pk == actor.person_id else actor_for(person, on=today)
    if not (person.is_active and policy.may_set(themselves, subject, known=registry.describe([subject], themselves)).allowed):
        raise rules.NotForThemError
    return FollowUp.objects.create(
        subject_kind=subject.kind,
        subject_code=subject.code,
        person=person,
        set_by=queries.person_of(actor),
        on=day,
        note=words,
        set_at=now,
        changed=now,
    )


@deed("calendar:followup:move")
def move(*, follow_up: FollowUp, on: date, actor: Actor, now: datetime) -> None:
    """Lay it before the person on another day.

    Raises:
        NotPermittedError: it is neither theirs nor set by them.
        NothingToDoError: it does not wait any more, or stands on that day already.
        DayPassedError, TooFarError: as the rules say.
    """
    held = _waiting(follow_up, actor)
    day = rules.checked_day(on, today=timezone.localdate(now))
    if held.on == day:
        raise NothingToDoError
    _change(held, now, on=day)
    record(_subject_of(held), facts={"due_on": day.isoformat()})


@deed("calendar:followup:end")
def end(*, follow_up: FollowUp, actor: Actor, now: datetime, withdrawn: bool = False) -> None:
    """Let it wait no longer: it is done, or withdrawn.

    Raises:
        NotPermittedError: it is neither theirs nor set by them.
        NothingToDoError: it does not wait any more.
    """
    held = _waiting(follow_up, actor)
    _change(held, now, state=State.WITHDRAWN if withdrawn else State.DONE)
    record(_subject_of(held), facts={"withdrawn": True} if withdrawn else {})


def _waiting(follow_up: FollowUp, actor: Actor) -> FollowUp:
    held = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    policy.may_change(actor, person_id=held.person_id, set_by_id=held.set_by_id).require()
    if held.state != State.OPEN:
        raise NothingToDoError
    return held


def _change(follow_up: FollowUp, now: datetime, *, on: date | None = None, state: State = State.OPEN) -> None:
    follow_up.on = on or follow_up.on
    follow_up.state, follow_up.sequence, follow_up.changed = state, follow_up.sequence + 1, now
    follow_up.save(update_fields=["on", "state", "sequence", "changed"])


def _subject_of(follow_up: FollowUp) -> Subject:
    return Subject(follow_up.subject_kind, follow_up.subject_code)


@deed("calendar:feed:open")
def open_feed(*, site: str, actor: Actor, today: date) -> str:
    """Let a calendar program read the actor's calendar, or the named site's, and return the token; it is shown once.

    Raises:
        NotPermittedError: the actor may not know of the site.
    """
    subject = Subject("site", site)
    known = registry.describe([subject], actor) if site else {subject}
    policy.may_set(actor, subject, known=known).require()
    person = queries.person_of(actor)
    token = secrets.token_urlsafe(32)
    Feed.objects.create(person=person, site=site, token_hash=queries.hashed(token), made_on=today)
    record(subject_of(person), facts={"site": site} if site else {})
    return token


@deed("calendar:feed:close")
def close_feed(*, feed: Feed, actor: Actor) -> None:
    """Close the address; whoever still asks there gets nothing.

    Raises:
        NotPermittedError: it is somebody else's.
        NothingToDoError: it is closed already.
    """
    policy.may_end(actor, person_id=feed.person_id).require()
    if not Feed.objects.filter(pk=feed.pk).delete()[0]:
        raise NothingToDoError
    record(subject_of(feed.person))
