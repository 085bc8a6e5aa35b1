"""Deeds of the worker: take a letter out to send it, write down what became of it, find letters a worker left behind.

A letter is taken out in one transaction and settled in another; SMTP lies between. A worker that is killed before it
took the letter out changed nothing. One that is killed after that leaves the letter ``sending``: it may have gone out
or not, so it is never sent again by itself. Two workers never take out the same letter.
"""

from datetime import datetime

from django.utils import timezone

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.mail import policy, queries
from quartierwerk.foundation.mail.actions.writing import empty, locked, move, subject_of
from quartierwerk.foundation.mail.core.bounces import BounceKind, Report, classify
from quartierwerk.foundation.mail.core.kinds import MailKind, holds_a_key
from quartierwerk.foundation.mail.core.refusals import NothingToSendError
from quartierwerk.foundation.mail.core.states import PATIENCE, MailState, pause_after
from quartierwerk.foundation.mail.models import Bounce, OutgoingMail
from quartierwerk.foundation.mail.posting import Answer, Outcome
from quartierwerk.foundation.people.core.actor import Actor


@deed("mail:letter:take_out")
def take_out(*, now: datetime, actor: Actor) -> OutgoingMail:
    """Return the letter that waits longest, on its way now, or withdrawn because its reader may no longer get it.

    Raises:
        NotPermittedError: the actor is not the system.
        NothingToSendError: no letter waits.
    """
    policy.may_send(actor).require()
    waiting = OutgoingMail.objects.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    mail = waiting.filter(state=MailState.WAITING, not_before__lte=now).order_by("not_before", "pk").first()
    if mail is None:
        raise NothingToSendError
    if note := _stopped_by(mail, now):
        move(mail, MailState.WITHDRAWN, now=now, note=note)
    else:
        move(mail, MailState.SENDING, now=now)
        mail.attempts += 1
    mail.save(update_fields=["state", "note", "changed", "attempts", "address"])
    record(subject_of(mail), facts={"letter_kind": mail.kind, "letter_state": mail.state, "note": mail.note})
    return mail


def _stopped_by(mail: OutgoingMail, now: datetime) -> str:
    """Return why the letter must not go out any more, or nothing; one that may follow its reader to a new address does."""
    kind, person = MailKind(mail.kind), mail.person
    if person is None or kind is MailKind.ACCOUNT:  # what happened to an account is told to its old address, too
        return ""
    if not person.is_active:
        return "closed"
    if not person.email:
        return "no_address"
    if mail.address != person.email:
        if holds_a_key(kind):
            return "address_changed"
        mail.address = person.email
    if kind is MailKind.NEWS and kind in queries.unwanted_by(person.pk):
        return "unwanted"
    return "" if queries.may_still_know(mail, on=timezone.localdate(now)) else "no_longer_visible"


@deed("mail:letter:settle")
def settle(*, mail: OutgoingMail, answer: Answer, now: datetime, actor: Actor) -> OutgoingMail:
    """Write down what became of a letter that was taken out: sent, waiting for the next attempt, or failed.

    A key is kept only until the letter with it is gone.

    Raises:
        NotPermittedError: the actor is not the system.
        WrongStateError: the letter is not on its way.
    """
    policy.may_send(actor).require()
    mail = locked(mail)
    pause = pause_after(mail.attempts) if answer.outcome is Outcome.LATER else None
    if answer.outcome is Outcome.TAKEN:
        move(mail, MailState.SENT, now=now)
        mail.handed_over = now
    elif pause is not None:
        move(mail, MailState.WAITING, now=now, note="later", answer=answer.text)
        mail.not_before = now + pause
    else:
        note = {Outcome.UNKNOWN: "interrupted", Outcome.REFUSED: "refused"}.get(answer.outcome, "gave_up")
        move(mail, MailState.FAILED, now=now, note=note, answer=answer.text)
        _remember_refusal(mail, answer, now)
    if holds_a_key(MailKind(mail.kind)) and mail.state != MailState.WAITING:
        empty(mail)
    mail.save()
    record(subject_of(mail), facts={"letter_kind": mail.kind, "letter_state": mail.state, "note": mail.note, "attempts": mail.attempts})
    return mail


def _remember_refusal(mail: OutgoingMail, answer: Answer, now: datetime) -> None:
    """Keep that the server knows no such mailbox, exactly as a report that comes later would have said."""
    report = Report(mail.address, "failed", answer.status, answer.text)
    if answer.outcome is Outcome.REFUSED and classify(report) is BounceKind.HARD:
        Bounce.objects.create(
            mail=mail, address=mail.address, kind=BounceKind.HARD, status=answer.status, diagnostic=answer.text, received=now
        )


@deed("mail:letter:give_up")
def give_up(*, now: datetime, actor: Actor) -> OutgoingMail:
    """Return a letter that a worker left behind on its way, now failed; whether it went out nobody knows.

    Raises:
        NotPermittedError: the actor is not the system.
        NothingToSendError: there is none.
    """
    policy.may_send(actor).require()
    left = OutgoingMail.objects.select_for_update(skip_locked=True).filter(state=MailState.SENDING, changed__lt=now - PATIENCE)
    mail = left.order_by("pk").first()
    if mail is None:
        raise NothingToSendError
    move(mail, MailState.FAILED, now=now, note="interrupted")
    if holds_a_key(MailKind(mail.kind)):
        empty(mail)
    mail.save()
    record(subject_of(mail), facts={"letter_kind": mail.kind, "note": mail.note})
    return mail
