"""Deeds on mandates: invite somebody, give, end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people import policy, queries
from quartierwerk.foundation.people.actions.persons import ACCOUNT, lock_managers, new_person, post_link, subject_of
from quartierwerk.foundation.people.core import mandates as rules
from quartierwerk.foundation.people.core.actor import SYSTEM, Actor, Scope
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.people.models import Mandate, Organisation, Person
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import LetterTo, LetterWords
from quartierwerk.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Grant:
    """What a mandate gives: the role, what it is bound to, for which organisation, and when."""

    role: Role
    scope: Scope
    period: Period
    organisation: Organisation | None = None


@deed("people:mandate:invite")
def invite(*, name: str, email: str, grant: Grant, write: Callable[[str, str], LetterWords] | None = None, actor: Actor) -> Person:
    """Give a mandate to whoever has this address; a person nobody knows yet is recorded first.

    A known person keeps name and address as they are. With ``write`` a letter tells them, with a link where they have no
    password yet; whoever invites learns from nothing which of the two it was.

    Raises:
        NotPermittedError, ScopeDoesNotFitRoleError, UnknownScopeError, MandateOverlapsError: as :func:`give`.
    """
    known = Person.objects.filter(email__iexact=email).first()
    _check(grant, person_id=known.pk if known else None, actor=actor)
    person = known or new_person(name=name, email=email)
    _save(person, grant)
    facts = _facts(grant) | {"person": person.name}
    record(subject_of(person), facts=facts)
    if write and person.is_active:
        _post(person, write, str(facts["scope_name"]), actor)
    return person


def _post(person: Person, write: Callable[[str, str], LetterWords], scope_name: str, actor: Actor) -> None:
    if person.has_usable_password():
        registry.post(LetterTo(ACCOUNT, person.pk, lambda: write("", scope_name)), actor)
    else:
        post_link(person, lambda link: write(link, scope_name), actor)


@deed("people:mandate:give")
def give(*, person: Person, grant: Grant, actor: Actor) -> Mandate:
    """Give the person a mandate.

    Raises:
        NotPermittedError: the actor's power does not reach that far, or it is the actor's own mandate.
        ScopeDoesNotFitRoleError: the role is not held in such a scope.
        UnknownScopeError: there is no such site, municipality, body or call.
        MandateOverlapsError: the person holds it for part of the time already.
    """
    _check(grant, person_id=person.pk, actor=actor)
    mandate = _save(person, grant)
    record(subject_of(person), facts=_facts(grant) | {"person": person.name})
    return mandate


@deed("people:mandate:end")
def end(*, mandate: Mandate, ends_on: date, reason: str, today: date, actor: Actor) -> None:
    """End a mandate after this day, also for who stands in; one that never held a day is taken away.

    Raises:
        NotPermittedError: the actor's power does not reach that far, or it is the actor's own mandate.
        MandateEndsTooEarlyError: the day lies more than a day before the beginning.
        LastManagerError: nobody would be left who manages people.
    """
    role, scope = Role(mandate.role), queries.scope_of(mandate)
    within = queries.scopes_around([scope])[scope] | {scope}
    policy.may_give_mandate(actor, role=role, within=within, person_id=mandate.person_id).require()
    withdrawn = rules.never_was(mandate.begins_on, ends_on)
    lock_managers()
    # An end that lies ahead counts like one today: nobody would notice on that day.
    if role in policy.MANAGE.roles and not queries.managers_besides(mandate.person_id, on=today, without_mandate=mandate.pk):
        raise rules.LastManagerError
    facts = {"role": mandate.role, "scope": f"{scope.kind}/{scope.code}", "scope_name": _name(scope), "person": mandate.person.name}
    before = mandate.ends_on
    if withdrawn:
        mandate.delete()
    else:
        mandate.ends_on = ends_on
        mandate.save(update_fields=["ends_on"])
    same = Mandate.objects.filter(role=mandate.role, scope_kind=mandate.scope_kind, scope_code=mandate.scope_code)
    stop(same.filter(deputy_for=mandate.person_id), ends_on=ends_on)
    record(subject_of(mandate.person), reason=reason, facts=facts | {"ends_on": [before and before.isoformat(), ends_on.isoformat()]})


def stop(mandates: Iterable[Mandate], *, ends_on: date) -> None:
    """Let the mandates end after this day; those that end earlier stay, and those that never held a day are taken away."""
    for mandate in mandates:
        if mandate.begins_on > ends_on:
            mandate.delete()
        elif mandate.ends_on is None or mandate.ends_on > ends_on:
            mandate.ends_on = ends_on
            mandate.save(update_fields=["ends_on"])


def _check(grant: Grant, *, person_id: int | None, actor: Actor) -> None:
    rules.check_role_fits(grant.role, grant.scope.kind)
    within = queries.scopes_around([grant.scope])[grant.scope]
    # Power comes first: whoever may not give here does not learn whether the thing exists.
    policy.may_give_mandate(actor, role=grant.role, within=within | {grant.scope}, person_id=person_id).require()
    if not within:
        raise rules.UnknownScopeError(grant.scope.kind, grant.scope.code)


def _save(person: Person, grant: Grant) -> Mandate:
    Person.objects.select_for_update().get(pk=person.pk)
    held = Mandate.objects.filter(person=person, role=grant.role, scope_kind=grant.scope.kind, scope_code=grant.scope.code)
    rules.check_no_overlap(
        grant.period, (Period(begins_on, ends_on) for begins_on, ends_on in held.order_by("begins_on").values_list("begins_on", "ends_on"))
    )
    return Mandate.objects.create(
        person=person,
        organisation=grant.organisation,
        role=grant.role,
        scope_kind=grant.scope.kind,
        scope_code=grant.scope.code,
        begins_on=grant.period.begins_on,
        ends_on=grant.period.ends_on,
    )


def _name(scope: Scope) -> str:
    """Return what the scope is called today; the trail keeps it although the name may change."""
    card = queries.describe_scopes([scope], SYSTEM).get(scope)
    return card.title if card else f"{scope.kind}/{scope.code}"


def _facts(grant: Grant) -> dict[str, object]:
    return {
        "role": grant.role.value,
        "scope": f"{grant.scope.kind}/{grant.scope.code}",
        "scope_name": _name(grant.scope),
        "begins_on": grant.period.begins_on.isoformat(),
        "ends_on": grant.period.ends_on and grant.period.ends_on.isoformat(),
    }
