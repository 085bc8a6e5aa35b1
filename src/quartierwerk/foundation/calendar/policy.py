"""Who may look into the calendar, set follow-ups and read a calendar elsewhere."""

from collections.abc import Container

from quartierwerk.foundation.people.core.actor import Actor, Permission
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel.verdict import Verdict

# Whoever has a task in the programme has days to keep, jurors and members of bodies too.
PLAN = Permission.of("calendar.plan", *(set(Role) - {Role.RESIDENT}))


def may_set(actor: Actor, subject: Subject, *, known: Container[Subject]) -> Verdict:
    """Answer whether the actor may set a follow-up on the subject; ``known`` are the subjects they may know of."""
    if not actor.holds_somewhere(PLAN):
        return Verdict.no("role_missing" if actor.is_signed_in else "not_signed_in")
    return Verdict.yes() if subject in known else Verdict.no("outside_scope")


def may_change(actor: Actor, *, person_id: int, set_by_id: int) -> Verdict:
    """Answer whether the actor may move or end the follow-up: whom it reminds, and who set it."""
    return Verdict.yes() if actor.person_id is not None and actor.person_id in {person_id, set_by_id} else Verdict.no("not_theirs")


def may_end(actor: Actor, *, person_id: int) -> Verdict:
    """Answer whether the actor may end the calendar address: only whose it is."""
    return Verdict.yes() if actor.person_id is not None and actor.person_id == person_id else Verdict.no("not_theirs")
