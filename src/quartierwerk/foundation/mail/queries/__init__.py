"""Reading the outbox, and who is reached how."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from quartierwerk.foundation.mail.core import bounces as rules
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.states import MailState
from quartierwerk.foundation.mail.models import Bounce, MailBatch, MailSettings, OutgoingMail, Suppression
from quartierwerk.foundation.people import queries as people
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.people.models import Mandate, Person
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject

NOT_GIVEN = (MailState.HELD, MailState.WITHDRAWN)
_LISTED = ("text", "html", "mentions", "answer")


def outbox(*, state: str = "", kind: str = "", text: str = "") -> QuerySet[OutgoingMail]:
    """Return the letters with their readers, the newest first, without what they say."""
    found = OutgoingMail.objects.select_related("person", "batch").defer(*_LISTED)
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(Q(address__icontains=text) | Q(person__name__icontains=text))
    return found.order_by("-pk")


def letters_to(person_id: int) -> QuerySet[OutgoingMail]:
    """Return the letters to a person, the newest first, without what they say.

    What somebody holds back to check it, or has taken back, its reader does not know of.
    """
    found = OutgoingMail.objects.filter(person_id=person_id).exclude(state__in=NOT_GIVEN)
    return found.defer(*_LISTED).order_by("-pk")


def numbers() -> dict[str, int]:
    """Return how many letters are in each state."""
    counted = OutgoingMail.objects.order_by().values_list("state").annotate(number=Count("pk"))
    return dict(counted)


def batches() -> QuerySet[MailBatch, Any]:
    """Return all batches with how many letters they have, the newest first."""
    return MailBatch.objects.select_related("prepared_by", "released_by").annotate(number=Count("letters")).order_by("-pk")


def batches_to_release() -> QuerySet[MailBatch, tuple[str, str]]:
    """Return code and title of the batches somebody has to check, the oldest first."""
    waiting = MailBatch.objects.filter(released_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.order_by("pk").values_list("code", "title")


def letters_of(batch: MailBatch) -> QuerySet[OutgoingMail]:
    """Return the letters of a batch with their readers, by name."""
    return batch.letters.select_related("person").order_by("person__name", "address", "pk")


def letter_reported(message_id: str) -> OutgoingMail | None:
    """Return the letter a delivery report gives back, or none where it names none of ours."""
    return OutgoingMail.objects.filter(message_id=message_id).first() if message_id else None


def open_bounces() -> QuerySet[Bounce]:
    """Return what came back and is not settled, the newest first."""
    return Bounce.objects.filter(is_settled=False).select_related("mail__person").defer("mail__text", "mail__html").order_by("-pk")


def dead_among(addresses: Collection[str], *, on: date) -> frozenset[str]:
    """Return the addresses from which letters come back."""
    known: dict[str, list[rules.PastBounce]] = {}
    found = Bounce.objects.filter(address__in=addresses, is_settled=False).order_by("pk")
    for address, kind, received in found.values_list("address", "kind", "received"):
        past = rules.PastBounce(rules.BounceKind(kind), timezone.localdate(received))
        known.setdefault(address, []).append(past)
    return frozenset(address for address, past in known.items() if rules.is_dead(past, on=on))


def unwanted_by(person_id: int) -> frozenset[MailKind]:
    """Return the kinds of letters a person does not want."""
    kinds = Suppression.objects.filter(person_id=person_id).order_by("pk").values_list("kind", flat=True)
    return frozenset(MailKind(kind) for kind in kinds)


def settings_of(person_id: int) -> MailSettings:
    """Return how the person wants to be written to; whoever has said nothing gets the default, which is not saved."""
    return MailSettings.objects.filter(person_id=person_id).first() or MailSettings(person_id=person_id)


def language_of(person_id: int | None) -> str:
    """Return the language in which a person is written to."""
    return settings_of(person_id).language if person_id else MailSettings._meta.get_field("language").default  # noqa: SLF001 -- Django's documented model interface


def may_still_know(letter: OutgoingMail, *, on: date) -> bool:
    """Tell whether the letter's reader may know of everything it mentions, on this day."""
    subjects = [Subject(kind, code) for kind, code in letter.mentions]
    if not subjects:
        return True
    if letter.person is None:
        return False
    return visible_among(subjects, people.actor_for(letter.person, on=on)) == set(subjects)


def visible_among(subjects: Iterable[Subject], actor: Actor) -> frozenset[Subject]:
    """Return the things the actor may know of; each kind is asked once."""
    return frozenset(registry.describe(subjects, actor))


def colleagues_of(actor: Actor, *, on: date) -> QuerySet[Person]:
    """Return who could read for the actor: active people with an address who hold a mandate in one of the actor's scopes."""
    scopes = Q(pk__in=[])
    for mandate in actor.mandates:
        scopes |= Q(scope_kind=mandate.scope.kind, scope_code=mandate.scope.code)
    held = Mandate.objects.filter(people.in_force(on), scopes, person=OuterRef("pk"))
    found = Person.objects.filter(Exists(held), is_active=True, email__isnull=False)
    return found.exclude(pk=actor.person_id or 0).order_by("name", "pk")


def people_in_role(role: Role, *, on: date) -> QuerySet[Person]:
    """Return the active people with an address who hold a role anywhere."""
    held = Mandate.objects.filter(people.in_force(on), role=role, person=OuterRef("pk"))
    return Person.objects.filter(Exists(held), is_active=True, email__isnull=False).order_by("name", "pk")


def clearable(*, before: datetime) -> QuerySet[OutgoingMail]:
    """Return letters that are over since before then and still hold their words."""
    over = ("sent", "failed", "bounced", "withdrawn")
    return OutgoingMail.objects.filter(state__in=over, changed__lt=before, is_cleared=False).order_by("pk")
