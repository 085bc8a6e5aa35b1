"""Deeds when somebody is away for a time, or leaves."""

from datetime import date, timedelta

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people import policy, queries
from quartierwerk.foundation.people.actions.mandates import stop
from quartierwerk.foundation.people.actions.persons import lock_managers, subject_of
from quartierwerk.foundation.people.core import absence as rules
from quartierwerk.foundation.people.core.absence import Held
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.core.mandates import LastManagerError
from quartierwerk.foundation.people.core.refusals import NothingToDoError
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.people.models import Mandate, Person
from quartierwerk.foundation.slots import registry
from quartierwerk.kernel.period import Period

DAY = timedelta(days=1)


@deed("people:absence:deputise")
def deputise(*, person: Person, deputy: Person, during: Period, today: date, actor: Actor) -> list[Mandate]:
    """Let a colleague hold the person's mandates while the person is away; afterwards they end by themselves.

    Raises:
        NotPermittedError: the actor is neither the person nor manages people.
        SamePersonError, OpenAbsenceError, NothingToPassOnError: as the rules say.
        NothingToDoError: the other is no colleague whom these mandates could be passed to.
    """
    policy.may_arrange_absence(actor, person.pk).require()
    if person.pk == deputy.pk:
        raise rules.SamePersonError
    if during.ends_on is None:
        raise rules.OpenAbsenceError
    _lock(person, deputy)
    if not queries.colleagues_of(person, today).filter(pk=deputy.pk).exists() and not policy.may_manage(actor):
        raise NothingToDoError
    found = rules.passed_on(_held(person), during=during, already=_held(deputy))
    made = [_give(deputy, mandate, deputy_for=person) for mandate in found]
    record(
        subject_of(person),
        facts={
            "person": person.name,
            "deputy": deputy.name,
            "begins_on": during.begins_on.isoformat(),
            "ends_on": during.ends_on.isoformat(),
        },
    )
    return made


@deed("people:absence:end")
def end_deputising(*, person: Person, deputy: Person, today: date, actor: Actor) -> None:
    """Let nobody stand in for the person any more: what the deputy holds for them ended yesterday.

    Raises:
        NotPermittedError: the actor is neither of the two and does not manage people.
        NothingToDoError: the other holds nothing for the person.
    """
    if actor.person_id != deputy.pk:
        policy.may_arrange_absence(actor, person.pk).require()
    _lock(person, deputy)
    held = Mandate.objects.filter(person=deputy, deputy_for=person, ends_on__gte=today)
    if not held.exists():
        raise NothingToDoError
    stop(held, ends_on=today - DAY)
    record(subject_of(person), facts={"person": person.name, "deputy": deputy.name, "ends_on": (today - DAY).isoformat()})


@deed("people:absence:hand_over")
def hand_over(*, person: Person, successor: Person, begins_on: date, reason: str, today: date, actor: Actor) -> None:
    """Give mandates and open work of somebody who leaves to a successor from a day on.

    The person's mandates end the day before, personal roles too, which nobody inherits; who stood in for the
    person does so no longer from that day on. What the successor holds already stays as it is.

    Raises:
        NotPermittedError: the actor does not manage people.
        SamePersonError, NothingToPassOnError: as the rules say.
        LastManagerError: nobody who can sign in would be left to manage people.
    """
    policy.may_manage(actor).require()
    if person.pk == successor.pk:
        raise rules.SamePersonError
    lock_managers()
    _lock(person, successor)
    found = rules.passed_on(_held(person), during=Period(begins_on), already=_held(successor))
    stop(Mandate.objects.filter(person=person), ends_on=begins_on - DAY)
    stop(Mandate.objects.filter(deputy_for=person), ends_on=begins_on - DAY)
    for mandate in found:
        _give(successor, mandate)
    managed = policy.MANAGE.roles & {mandate.role for mandate in found}
    if managed and not queries.managers_besides(person.pk, on=max(begins_on, today)):
        raise LastManagerError
    work = {name: number for name, take in registry.handovers.items() if (number := take(person.pk, successor.pk))}
    record(
        subject_of(person),
        reason=reason,
        facts={"person": person.name, "successor": successor.name, "begins_on": begins_on.isoformat(), "mandates": len(found), **work},
    )


def _lock(*people: Person) -> None:
    list(Person.objects.select_for_update().filter(pk__in=[person.pk for person in people]).order_by("pk"))


def _held(person: Person) -> list[Held]:
    rows = Mandate.objects.filter(person=person).order_by("pk")
    return [
        Held(Role(row.role), queries.scope_of(row), Period(row.begins_on, row.ends_on), row.organisation_id, row.deputy_for_id is not None)
        for row in rows
    ]


def _give(person: Person, mandate: Held, *, deputy_for: Person | None = None) -> Mandate:
    return Mandate.objects.create(
        person=person,
        organisation_id=mandate.organisation,
        role=mandate.role,
        scope_kind=mandate.scope.kind,
        scope_code=mandate.scope.code,
        begins_on=mandate.period.begins_on,
        ends_on=mandate.period.ends_on,
        deputy_for=deputy_for,
    )
