"""Who may know of people, record them, and hand out mandates."""

from collections.abc import Collection

from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor, Permission, Scope
from quartierwerk.foundation.people.core.mandates import GIVEN_BY_AREA_OFFICERS
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.kernel.verdict import Verdict

MANAGE = Permission.of("people.manage", Role.OPERATOR, Role.PROGRAMME_MINISTRY)
READ_ALL = Permission.of("people.read_all", *MANAGE.roles, Role.SERVICE_AGENCY_LEAD, Role.AUDITOR)
GIVE_LOCALLY = Permission.of("people.give_locally", Role.AREA_OFFICER)
READ = Permission.of("people.read", *READ_ALL.roles, *GIVE_LOCALLY.roles)
INVITE = Permission.of("people.invite", *MANAGE.roles, *GIVE_LOCALLY.roles)
READ_HISTORY = Permission.of(
    "audit.read_history",
    *MANAGE.roles,
    Role.FUNDING_BANK,
    Role.SERVICE_AGENCY_LEAD,
    Role.AREA_OFFICER,
    Role.DEPARTMENT_CONTACT,
    Role.TREASURY,
    Role.AUDIT_OFFICE,
    Role.AUDITOR,
)

EVERYWHERE = frozenset({PROGRAMME})


def may_manage(actor: Actor) -> Verdict:
    """Answer whether the actor may record people and organisations and change how people sign in."""
    return actor.may(MANAGE, EVERYWHERE)


def may_read_all(actor: Actor) -> Verdict:
    """Answer whether the actor may know of everybody."""
    return actor.may(READ_ALL, EVERYWHERE)


def may_give_mandate(actor: Actor, *, role: Role, within: Collection[Scope], person_id: int | None) -> Verdict:
    """Answer whether the actor may give or end this role in a thing that lies within these scopes.

    Reasons: ``own_mandate`` (nobody decides on their own power), ``role_not_yours`` (the role reaches
    further than the actor's own), and those of :meth:`Actor.may`.
    """
    if person_id is not None and person_id == actor.person_id:
        return Verdict.no("own_mandate")
    if may_manage(actor):
        return Verdict.yes()
    locally = actor.may(GIVE_LOCALLY, set(within) - EVERYWHERE)
    if locally and role not in GIVEN_BY_AREA_OFFICERS:
        return Verdict.no("role_not_yours")
    return locally


def may_arrange_absence(actor: Actor, person_id: int) -> Verdict:
    """Answer whether the actor may name or dismiss somebody who stands in for this person: the person, or who manages people."""
    if actor.person_id == person_id:
        return Verdict.yes()
    return may_manage(actor)


def may_read_history(actor: Actor, within: Collection[Scope]) -> Verdict:
    """Answer whether the actor may read the history of a thing that lies within these scopes."""
    return actor.may(READ_HISTORY, {*within, PROGRAMME})
