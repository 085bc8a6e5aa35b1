"""Who may look into the outbox, hold, release and read letters."""

from quartierwerk.foundation.mail.core.kinds import MailKind, holds_a_key
from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor, Permission
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.kernel.verdict import Verdict

RUN = Permission.of("mail.run", Role.OPERATOR, Role.PROGRAMME_MINISTRY)
READ = Permission.of("mail.read", *RUN.roles, Role.AUDITOR)
_EVERYWHERE = frozenset({PROGRAMME})


def may_run(actor: Actor) -> Verdict:
    """Answer whether the actor may hold, release, withdraw and repeat letters, and prepare batches."""
    return actor.may(RUN, _EVERYWHERE)


def may_see_outbox(actor: Actor) -> Verdict:
    """Answer whether the actor may see which letters there are, to whom, and how they fared; not what they say."""
    return actor.may(READ, _EVERYWHERE)


def may_read_letter(actor: Actor, *, kind: MailKind, reader_id: int | None, is_example: bool) -> Verdict:
    """Answer whether the actor may read what a letter says.

    Everybody reads the own letters, but for a key to their account, which belongs into the mailbox only. Whoever runs
    the outbox reads what is written to many or by the programme. A digest is put together from what its reader may
    know of, and is read by nobody else. In the example programme, where no letter leaves, keys can be read.

    Reasons: ``holds_a_key``, ``personal``, and those of :meth:`Actor.may`.
    """
    if holds_a_key(kind):
        return may_run(actor) if is_example else Verdict.no("holds_a_key")
    if reader_id is not None and reader_id == actor.person_id:
        return Verdict.yes()
    if kind is MailKind.DIGEST:
        return Verdict.no("personal") if may_see_outbox(actor) else may_see_outbox(actor)
    return may_see_outbox(actor)


def may_send(actor: Actor) -> Verdict:
    """Answer whether the actor may take letters out, settle them and keep reports: the worker only, nobody by hand."""
    return Verdict.yes() if actor.is_system else Verdict.no("worker_only")


def may_set_wishes(actor: Actor, *, person_id: int | None) -> Verdict:
    """Answer whether the actor may say how this person is written to: the person, or the holder of a link in a letter."""
    if actor.is_system:
        return Verdict.yes()
    if not actor.is_signed_in:
        return Verdict.no("not_signed_in")
    return Verdict.yes() if actor.person_id == person_id else Verdict.no("not_yours")
