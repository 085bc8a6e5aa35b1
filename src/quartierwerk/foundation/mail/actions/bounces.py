"""Deeds on letters that came back."""

from datetime import datetime

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.mail import policy
from quartierwerk.foundation.mail.actions.writing import locked, move, subject_of
from quartierwerk.foundation.mail.core.bounces import BounceKind, Report, classify
from quartierwerk.foundation.mail.core.refusals import NothingToSendError, WrongStateError
from quartierwerk.foundation.mail.core.states import MailState
from quartierwerk.foundation.mail.models import Bounce, OutgoingMail
from quartierwerk.foundation.people.core.actor import Actor

LONGEST_STATUS = 20


@deed("mail:letter:report_bounce")
def report_bounce(*, mail: OutgoingMail, report: Report, now: datetime, actor: Actor) -> Bounce:
    """Keep what a delivery report says about a letter; a hard one ends the letter.

    Raises:
        NotPermittedError: the actor is not the system.
        NothingToSendError: the report is about another address, is no bad news, or is known already.
    """
    policy.may_send(actor).require()
    mail = locked(mail)
    kind = classify(report)
    if kind is None or report.recipient != mail.address:
        raise NothingToSendError
    bounce, is_new = Bounce.objects.get_or_create(
        mail=mail,
        kind=kind.value,
        status=report.status[:LONGEST_STATUS],
        diagnostic=report.diagnostic,
        defaults={"address": mail.address, "received": now},
    )
    if not is_new:
        raise NothingToSendError
    # A letter that is only delayed still arrives.
    if mail.state in {MailState.SENT, MailState.FAILED} and report.action.strip().lower() == "failed":
        move(mail, MailState.BOUNCED, now=now, note=kind.value, answer=report.diagnostic)
        mail.save(update_fields=["state", "note", "changed", "answer"])
    record(subject_of(mail), facts={"letter_kind": mail.kind, "bounce": kind.value, "status": bounce.status})
    return bounce


@deed("mail:letter:mark_bounced")
def mark_bounced(*, mail: OutgoingMail, reason: str, now: datetime, actor: Actor) -> Bounce:
    """Keep that a human found out that the address of a sent letter does not work.

    Raises:
        NotPermittedError: the actor does not run the outbox.
        WrongStateError: the letter is neither sent nor failed.
    """
    policy.may_run(actor).require()
    mail = locked(mail)
    move(mail, MailState.BOUNCED, now=now, note=BounceKind.HARD.value)
    mail.save(update_fields=["state", "note", "changed"])
    bounce = Bounce.objects.create(mail=mail, address=mail.address, kind=BounceKind.HARD, received=now)
    record(subject_of(mail), reason=reason, facts={"letter_kind": mail.kind})
    return bounce


@deed("mail:address:settle")
def settle_address(*, bounce: Bounce, reason: str, actor: Actor) -> None:
    """Let letters go to an address again, because it works again.

    Raises:
        NotPermittedError: the actor does not run the outbox.
        WrongStateError: it was settled already.
    """
    policy.may_run(actor).require()
    changed = Bounce.objects.filter(address=bounce.address, is_settled=False).update(is_settled=True)
    if not changed:
        raise WrongStateError("settled", "settled")
    record(subject_of(bounce.mail), reason=reason, facts={"bounces": changed})
