"""Steps that several deeds share: writing a letter into the outbox, moving it on."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from quartierwerk.foundation.mail import queries
from quartierwerk.foundation.mail.core.addresses import header_text, normalised
from quartierwerk.foundation.mail.core.kinds import OBLIGATIONS, MailKind, Obligation
from quartierwerk.foundation.mail.core.letters import Letter, as_html, as_text
from quartierwerk.foundation.mail.core.refusals import NoAddressError, NotWantedError
from quartierwerk.foundation.mail.core.states import MailState, check_way
from quartierwerk.foundation.mail.models import MailBatch, OutgoingMail, new_code
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots.values import Subject

LONGEST_SUBJECT = 250


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What is to be written to whom; without an address it goes to the person's own."""

    kind: MailKind
    letter: Letter
    person: Person | None = None
    address: str = ""
    mentions: Sequence[Subject] = ()
    digest_on: date | None = None
    fingerprint: str = ""


def subject_of(mail: OutgoingMail) -> Subject:
    """Return the letter as the subject of a trail entry."""
    return Subject("letter", mail.code)


def new_message_id(code: str) -> str:
    """Return a Message-ID nobody can guess: a delivery report that names it has seen the letter."""
    return f"<{code}.{secrets.token_hex(8)}@{settings.MAIL_DOMAIN}>"


def content_hash(*, subject: str, text: str, html: str) -> str:
    """Return the SHA-256 of what a letter says."""
    return hashlib.sha256(f"{subject}\0{text}\0{html}".encode()).hexdigest()


def write(new: LetterDraft, *, state: MailState, now: datetime, queued_by: int | None, batch: MailBatch | None = None) -> OutgoingMail:
    """Return the letter, unsaved. One that is owed is held where its address sends letters back, so that a human sees it.

    Raises:
        NoAddressError: there is nowhere to send it to.
        BadAddressError, BrokenHeaderError: the address or the subject cannot be written into a letter's head.
        NotWantedError: the person wants no letters of this kind.
    """
    address = new.address or (new.person.email if new.person else "") or ""
    if not address:
        raise NoAddressError
    address = normalised(address)
    # Whoever wants no reminders still gets the digest of their duties; what it may hold is decided where it is built.
    if new.kind is MailKind.NEWS and new.person and new.kind in queries.unwanted_by(new.person.pk):
        raise NotWantedError
    note = ""
    if OBLIGATIONS[new.kind] is not Obligation.TRANSACTIONAL and queries.dead_among([address], on=now.date()):
        state, note = MailState.HELD, "address_bounced"
    subject, text, html = header_text(new.letter.subject)[:LONGEST_SUBJECT], as_text(new.letter), as_html(new.letter)
    code = new_code()
    return OutgoingMail(
        code=code,
        kind=new.kind.value,
        person=new.person,
        address=address,
        language=new.letter.language,
        subject=subject,
        text=text,
        html=html,
        sha256=content_hash(subject=subject, text=text, html=html),
        mentions=[[thing.kind, thing.code] for thing in new.mentions],
        message_id=new_message_id(code),
        state=state.value,
        note=note,
        not_before=now,
        changed=now,
        queued_at=now,
        queued_by_id=queued_by,
        batch=batch,
        digest_on=new.digest_on,
        fingerprint=new.fingerprint,
    )


def locked(mail: OutgoingMail) -> OutgoingMail:
    """Return the letter as it is now; until the transaction ends nobody else moves it."""
    return OutgoingMail.objects.select_for_update(of=("self",)).select_related("person").get(pk=mail.pk)


def move(mail: OutgoingMail, state: MailState, *, now: datetime, note: str = "", answer: str = "") -> None:
    """Let the letter be in another state, without saving it.

    Raises:
        WrongStateError: there is no such way.
    """
    check_way(MailState(mail.state), state)
    mail.state, mail.note, mail.changed = state.value, note, now
    mail.answer = answer or mail.answer


def empty(mail: OutgoingMail) -> None:
    """Let the letter say nothing any more, without saving it; its hash stays."""
    mail.text = mail.html = ""
    mail.is_cleared = True
