"""Who may see how the programme runs, and may do something about it."""

from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor, Permission
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.kernel.verdict import Verdict

OPERATE = Permission.of("keeping.operate", Role.OPERATOR)


def may_operate(actor: Actor) -> Verdict:
    """Answer whether the actor may repeat failed work and ask for a check."""
    return actor.may(OPERATE, {PROGRAMME})


def may_report(actor: Actor) -> Verdict:
    """Answer whether the actor may report a problem: everybody who is signed in."""
    return Verdict.yes() if actor.is_signed_in else Verdict.no("not_signed_in")


def may_record(actor: Actor) -> Verdict:
    """Answer whether the actor may record that something was kept, brought back or checked: only the programme itself."""
    return Verdict.yes() if actor.is_system else Verdict.no("role_missing")
