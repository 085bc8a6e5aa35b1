"""Deeds on single letters: queue, hold, release, withdraw, repeat."""

from datetime import datetime

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.mail import policy
from quartierwerk.foundation.mail.actions.writing import LetterDraft, locked, move, new_message_id, subject_of, write
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.refusals import NothingToSendError, WrongStateError
from quartierwerk.foundation.mail.core.states import CAN_BE_REPEATED, MailState
from quartierwerk.foundation.mail.models import OutgoingMail, new_code
from quartierwerk.foundation.people.core.actor import Actor


@deed("mail:letter:queue")
def queue(*, new: LetterDraft, now: datetime, actor: Actor) -> OutgoingMail:
    """Let a letter wait in the outbox.

    Raises:
        NotPermittedError: the actor neither is the system nor runs the outbox.
        NoAddressError, BadAddressError, BrokenHeaderError, NotWantedError: as :func:`writing.write`.
    """
    policy.may_run(actor).require()
    mail = write(new, state=MailState.WAITING, now=now, queued_by=actor.person_id)
    mail.save(force_insert=True)
    record(subject_of(mail), facts={"letter_kind": mail.kind, "letter_state": mail.state})
    return mail


@deed("mail:letter:hold")
def hold(*, mail: OutgoingMail, now: datetime, actor: Actor) -> None:
    """Stop a waiting letter; it stays in the outbox until somebody releases it.

    Raises:
        NotPermittedError: the actor does not run the outbox.
        WrongStateError: the letter does not wait.
    """
    policy.may_run(actor).require()
    mail = locked(mail)
    move(mail, MailState.HELD, now=now)
    mail.save(update_fields=["state", "note", "changed"])
    record(subject_of(mail), facts={"letter_kind": mail.kind})


@deed("mail:letter:release")
def release(*, mail: OutgoingMail, now: datetime, actor: Actor) -> None:
    """Let a held letter be sent.

    Raises:
        NotPermittedError: the actor does not run the outbox.
        WrongStateError: the letter is not held, or it belongs to a batch that is released as a whole.
    """
    policy.may_run(actor).require()
    mail = locked(mail)
    if mail.batch_id and mail.state == MailState.HELD and mail.released_at is None and mail.note != "address_bounced":
        raise WrongStateError("batch", MailState.WAITING)
    move(mail, MailState.WAITING, now=now)
    mail.released_at, mail.released_by_id = (now, actor.person_id) if actor.person_id else (None, None)
    mail.not_before = now
    mail.save(update_fields=["state", "note", "changed", "released_at", "released_by", "not_before"])
    record(subject_of(mail), facts={"letter_kind": mail.kind})


@deed("mail:letter:withdraw")
def withdraw(*, mail: OutgoingMail, reason: str, now: datetime, actor: Actor) -> None:
    """Take a letter back before it is sent, or give up one that failed.

    Raises:
        NotPermittedError: the actor does not run the outbox.
        WrongStateError: the letter is sent, on its way, or over.
    """
    policy.may_run(actor).require()
    mail = locked(mail)
    move(mail, MailState.WITHDRAWN, now=now, note="by_hand")
    mail.save(update_fields=["state", "note", "changed"])
    record(subject_of(mail), reason=reason, facts={"letter_kind": mail.kind})


@deed("mail:letter:repeat")
def repeat(*, mail: OutgoingMail, now: datetime, actor: Actor) -> OutgoingMail:
    """Let a letter that did not arrive wait again, as a new letter with the same words, to the person's address of today.

    Raises:
        NotPermittedError: the actor does not run the outbox.
        WrongStateError: the letter is not over, or it arrived.
        NothingToSendError: its words are no longer kept, or it held a key that another letter must bring anew.
    """
    policy.may_run(actor).require()
    mail = locked(mail)
    if MailState(mail.state) not in CAN_BE_REPEATED:
        raise WrongStateError(mail.state, MailState.WAITING)
    if mail.is_cleared or mail.kind == MailKind.WAY_IN:
        raise NothingToSendError
    again = _copied(mail, now=now, queued_by=actor.person_id)
    again.save(force_insert=True)
    record(subject_of(again), facts={"letter_kind": again.kind, "repeats": mail.code})
    return again


def _copied(mail: OutgoingMail, *, now: datetime, queued_by: int | None) -> OutgoingMail:
    code = new_code()
    return OutgoingMail(
        code=code,
        kind=mail.kind,
        person=mail.person,
        address=(mail.person.email if mail.person and mail.person.email else mail.address),
        language=mail.language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        sha256=mail.sha256,
        mentions=mail.mentions,
        message_id=new_message_id(code),
        state=MailState.WAITING.value,
        not_before=now,
        changed=now,
        queued_at=now,
        queued_by_id=queued_by,
        repeats=mail,
        digest_on=mail.digest_on,
        fingerprint=mail.fingerprint,
    )
