"""Reading who gets the letter of the day, and what waits for whom."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from quartierwerk.foundation.mail import queries
from quartierwerk.foundation.mail.core.digests import Waiting
from quartierwerk.foundation.mail.core.fallback import Reach, reader_for
from quartierwerk.foundation.mail.models import Language, MailSettings, OutgoingMail
from quartierwerk.foundation.people import queries as people
from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor, HeldMandate, Scope
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.people.models import Mandate, Person
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import DigestItem

type Readers = dict[int, tuple[Person, Actor]]


def digest_readers(on: date) -> Readers:
    """Return everybody who holds or held a mandate, as an actor on that day, in two queries."""
    held: dict[int, list[HeldMandate]] = {}
    for mandate in Mandate.objects.filter(people.in_force(on)).order_by("pk"):
        held.setdefault(mandate.person_id, []).append(HeldMandate(Role(mandate.role), people.scope_of(mandate)))
    ever = Person.objects.filter(Exists(Mandate.objects.filter(person=OuterRef("pk")))).order_by("pk")
    return {person.pk: (person, Actor(person_id=person.pk, name=person.name, mandates=tuple(held.get(person.pk, ())))) for person in ever}


def reach_of(readers: Readers, *, on: date) -> dict[int, Reach]:
    """Return for each person what decides whether a letter reaches them on that day."""
    dead = queries.dead_among([person.email for person, _actor in readers.values() if person.email], on=on)
    away = set(MailSettings.objects.filter(absent_from__lte=on, absent_until__gte=on).order_by("pk").values_list("person_id", flat=True))
    return {
        number: Reach(
            number,
            is_active=person.is_active,
            has_mandate=bool(actor.mandates),
            has_address=bool(person.email),
            has_bounced=person.email in dead,
            is_absent=number in away,
        )
        for number, (person, actor) in readers.items()
    }


def fallbacks() -> dict[int, int]:
    """Return who reads for whom."""
    chosen = MailSettings.objects.filter(fallback__isnull=False).order_by("pk")
    return {person: fallback for person, fallback in chosen.values_list("person_id", "fallback_id") if fallback is not None}


def managers_of(scopes: Collection[Scope], readers: Readers) -> Sequence[int]:
    """Return who manages one of these scopes: area officers there, then the programme ministry."""
    local = [
        number
        for number, (_person, actor) in readers.items()
        if any(mandate.role is Role.AREA_OFFICER and mandate.scope in scopes for mandate in actor.mandates)
    ]
    programme = [
        number
        for number, (_person, actor) in readers.items()
        if any(mandate.role is Role.PROGRAMME_MINISTRY and mandate.scope == PROGRAMME for mandate in actor.mandates)
    ]
    return [*local, *programme]


def last_digest_of(person_id: int) -> tuple[str, date | None]:
    """Return what a person's last digest held and its day; nothing before the first."""
    found = OutgoingMail.objects.filter(person_id=person_id, digest_on__isnull=False).order_by("-digest_on", "-pk")
    return found.values_list("fingerprint", "digest_on").first() or ("", None)


def languages_of(readers: Readers) -> dict[int, str]:
    """Return the language in which each of these people is written to."""
    chosen = dict(MailSettings.objects.order_by("pk").values_list("person_id", "language"))
    return {number: chosen.get(number, Language.GERMAN.value) for number in readers}


def waiting_by_reader(readers: Readers, *, on: date) -> Mapping[int, Sequence[Waiting]]:
    """Return what each reader is to be told on that day, their own things and those of whom they stand in for.

    What nobody can be told of waits for nobody; it still stands on the desks of those it is for.
    """
    reach, chosen = reach_of(readers, on=on), fallbacks()
    found: dict[int, list[Waiting]] = {}
    items = [(number, item) for number, given in _items(readers, on=on).items() if number in readers for item in given]
    scopes = people.scopes_of_subjects({(item.subject.kind, item.subject.code) for _number, item in items})
    for number, item in items:
        managers = [reach[manager] for manager in managers_of(scopes[item.subject], readers)]
        reader = reader_for(reach[number], fallback=reach.get(chosen.get(number, 0)), managers=managers)
        if reader is not None:
            for_name = "" if reader.instead_because is None else readers[number][0].name
            found.setdefault(reader.person_id, []).append(Waiting(item, for_name))
    return found


def _items(readers: Readers, *, on: date) -> dict[int, list[DigestItem]]:
    """Ask every room once what waits for all these people."""
    actors = [actor for _person, actor in readers.values()]
    found: dict[int, list[DigestItem]] = {}
    for provider in registry.digest_items:
        for number, items in provider(actors, on).items():
            found.setdefault(number, []).extend(items)
    return found
