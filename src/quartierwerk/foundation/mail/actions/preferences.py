"""Deeds on how somebody wants to be written to."""

from datetime import date, datetime

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.mail import policy, queries
from quartierwerk.foundation.mail.core.kinds import MailKind, may_unsubscribe
from quartierwerk.foundation.mail.core.refusals import CannotUnsubscribeError, NotWantedError, OwnFallbackError
from quartierwerk.foundation.mail.core.wishes import Wishes
from quartierwerk.foundation.mail.models import MailSettings, Suppression
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots.values import Subject


@deed("mail:person:unsubscribe")
def unsubscribe(*, person: Person, kind: MailKind, now: datetime, actor: Actor) -> None:
    """Let no more letters of this kind go to the person; whoever has the link in the letter may do it without signing in.

    Raises:
        NotPermittedError: the actor is neither the person nor the system.
        CannotUnsubscribeError: letters of this kind are owed.
        NotWantedError: the person has unsubscribed already.
    """
    policy.may_set_wishes(actor, person_id=person.pk).require()
    if not may_unsubscribe(kind):
        raise CannotUnsubscribeError
    _row, is_new = Suppression.objects.get_or_create(person=person, kind=kind.value, defaults={"since": now})
    if not is_new:
        raise NotWantedError
    record(Subject("person", person.code), facts={"letter_kind": kind.value})


@deed("mail:person:set_wishes")
def set_wishes(*, wishes: Wishes, now: datetime, actor: Actor) -> MailSettings:
    """Let the actor be written to in this way.

    Raises:
        NotPermittedError: nobody is signed in.
        CannotUnsubscribeError: a kind is named that nobody can choose.
        OwnFallbackError: the actor names themselves, or somebody who shares no scope with them.
    """
    policy.may_set_wishes(actor, person_id=actor.person_id).require()
    if not all(may_unsubscribe(kind) for kind in wishes.wanted):
        raise CannotUnsubscribeError
    person = Person.objects.select_for_update().get(pk=actor.person_id or 0)
    _check_fallback(wishes, on=now.date(), actor=actor)
    absence = wishes.absence
    given, _is_new = MailSettings.objects.update_or_create(
        person=person,
        defaults={
            "language": wishes.language,
            "absent_from": absence.begins_on if absence else None,
            "absent_until": absence.ends_on if absence else None,
            "fallback_id": wishes.fallback_id,
        },
    )
    unwanted = [kind for kind in MailKind if may_unsubscribe(kind) and kind not in wishes.wanted]
    Suppression.objects.filter(person=person).exclude(kind__in=unwanted).delete()
    Suppression.objects.bulk_create([Suppression(person=person, kind=kind, since=now) for kind in unwanted], ignore_conflicts=True)
    # When somebody is away is nobody's business after they are back; the trail is never deleted.
    record(Subject("person", person.code), facts={"language": wishes.language, "unwanted": [kind.value for kind in unwanted]})
    return given


def _check_fallback(wishes: Wishes, *, on: date, actor: Actor) -> None:
    if wishes.fallback_id and not queries.colleagues_of(actor, on=on).filter(pk=wishes.fallback_id).exists():
        raise OwnFallbackError
