"""Reading people and their mandates."""

from datetime import date

from django.db.models import Q, QuerySet

from quartierwerk.foundation.people.core.actor import Actor, HeldMandate, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Mandate, Person


def in_force(on: date) -> Q:
    """Return the condition "this dated row holds on that day"."""
    return Q(begins_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def mandates_in_force(person_id: int, on: date) -> QuerySet[Mandate]:
    """Return what the person may act as on that day."""
    return Mandate.objects.filter(in_force(on), person_id=person_id).order_by("id")


def actor_for(person: Person, *, on: date, request_id: str = "") -> Actor:
    """Return the person as an actor with the mandates in force on that day."""
    held = tuple(
        HeldMandate(Role(mandate.role), Scope(ScopeKind(mandate.scope_kind), mandate.scope_code))
        for mandate in mandates_in_force(person.pk, on)
    )
    return Actor(person_id=person.pk, name=person.name, mandates=held, request_id=request_id)
