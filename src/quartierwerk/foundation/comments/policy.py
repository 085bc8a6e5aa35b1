"""Who may read and write comments on a thing."""

from collections.abc import Collection

from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor, Permission, Scope
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.kernel.verdict import Verdict

# Comments are talk among those who work on a thing. Residents and juries have their own ways to be heard.
TALK = Permission.of("comments.talk", *(set(Role) - {Role.RESIDENT, Role.JUROR, Role.BODY_MEMBER}))


def may_talk(actor: Actor, within: Collection[Scope]) -> Verdict:
    """Answer whether the actor may read and write comments on a thing that lies within these scopes; nobody talks about the unknown."""
    return actor.may(TALK, {*within, PROGRAMME}) if within else Verdict.no("outside_scope")


def may_withdraw(actor: Actor, *, author_id: int) -> Verdict:
    """Answer whether the actor may withdraw the comment: only who wrote it."""
    return Verdict.yes() if actor.person_id == author_id else Verdict.no("not_the_author")
