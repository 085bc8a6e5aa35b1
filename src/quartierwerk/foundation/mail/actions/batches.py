"""Deeds on batches: prepare a list of letters, release it after it was checked, or take it back."""

from collections.abc import Sequence
from datetime import datetime

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.mail import policy
from quartierwerk.foundation.mail.actions.writing import LetterDraft, write
from quartierwerk.foundation.mail.core.refusals import BadAddressError, NoAddressError, NothingToSendError, NotWantedError, WrongStateError
from quartierwerk.foundation.mail.core.states import MailState
from quartierwerk.foundation.mail.models import MailBatch, OutgoingMail
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import Subject


def subject_of(batch: MailBatch) -> Subject:
    """Return the batch as the subject of a trail entry."""
    return Subject("mail_batch", batch.code)


@deed("mail:batch:prepare")
def prepare(*, title: str, letters: Sequence[LetterDraft], now: datetime, actor: Actor) -> MailBatch:
    """Return a batch whose letters are held; whoever has no address or wants none is left out, and the trail says how many.

    Raises:
        NotPermittedError: the actor does not run the outbox.
        NothingToSendError: nobody is left to write to.
        BrokenHeaderError: the subject cannot be written into a letter's head.
    """
    policy.may_run(actor).require()
    batch = MailBatch.objects.create(title=title, prepared_at=now, prepared_by_id=actor.person_id)
    written: list[OutgoingMail] = []
    left_out = 0
    for new in letters:
        try:
            written.append(write(new, state=MailState.HELD, now=now, queued_by=actor.person_id, batch=batch))
        except (NoAddressError, NotWantedError, BadAddressError):
            left_out += 1
    if not written:
        raise NothingToSendError
    OutgoingMail.objects.bulk_create(written)
    record(subject_of(batch), facts={"title": title, "letters": len(written), "left_out": left_out})
    return batch


@deed("mail:batch:release")
def release_batch(*, batch: MailBatch, expected: int, now: datetime, actor: Actor) -> int:
    """Let every held letter of the batch be sent and return how many; those to addresses that send letters back stay held.

    ``expected`` is how many letters the page showed to whoever checked it.

    Raises:
        NotPermittedError: the actor does not run the outbox.
        WrongStateError: the batch is released or withdrawn, or it holds another number of letters than were checked.
    """
    policy.may_run(actor).require()
    batch = _open(batch)
    held = batch.letters.select_for_update().filter(state=MailState.HELD)
    if held.count() != expected:
        raise WrongStateError("changed", MailState.WAITING)
    released = held.exclude(note="address_bounced").update(
        state=MailState.WAITING, changed=now, not_before=now, released_at=now, released_by_id=actor.person_id
    )
    batch.released_at, batch.released_by_id = now, actor.person_id
    batch.save(update_fields=["released_at", "released_by"])
    record(subject_of(batch), facts={"title": batch.title, "letters": released})
    return released


@deed("mail:batch:withdraw")
def withdraw_batch(*, batch: MailBatch, reason: str, now: datetime, actor: Actor) -> None:
    """Take back every letter of a batch that nobody has released.

    Raises:
        NotPermittedError: the actor does not run the outbox.
        WrongStateError: the batch is released or withdrawn.
    """
    policy.may_run(actor).require()
    batch = _open(batch)
    number = batch.letters.filter(state=MailState.HELD).update(state=MailState.WITHDRAWN, note="by_hand", changed=now)
    batch.withdrawn_at, batch.withdrawn_by_id = now, actor.person_id
    batch.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(subject_of(batch), reason=reason, facts={"title": batch.title, "letters": number})


def _open(batch: MailBatch) -> MailBatch:
    batch = MailBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.released_at or batch.withdrawn_at:
        raise WrongStateError("batch_over", MailState.WAITING)
    return batch
