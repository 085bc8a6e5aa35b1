"""Hands a letter to the mail server, and tells what became of it as far as SMTP can tell.

Errors before the letter was given over, and refusals with a code, are certain: it did not go out. When the line breaks
while it is given over, nobody knows; such a letter must not be sent again without a human.
"""

import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from quartierwerk.foundation.mail import unsubscribing
from quartierwerk.foundation.mail.core.bounces import status_in
from quartierwerk.foundation.mail.core.kinds import MailKind, may_unsubscribe
from quartierwerk.foundation.mail.models import OutgoingMail

SERVER = "smtp"
PERMANENT = 500
LONGEST = 500


class Outcome(StrEnum):
    """What became of a letter."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the mail server said; ``status`` is its enhanced code, where it gave one."""

    outcome: Outcome
    text: str = ""

    @property
    def status(self) -> str:
        """Return the enhanced status code in the answer, or nothing."""
        return status_in(self.text)


def is_set_up() -> bool:
    """Tell whether letters leave this machine: a mail server is named, and this is not the example programme."""
    return SERVER in settings.MAILERS and not settings.EXAMPLE_PROGRAMME


def compose(letter: OutgoingMail, *, now: datetime) -> EmailMultiAlternatives:
    """Return the letter as it goes out: plain text first, HTML beside it, and head lines that say a machine wrote it."""
    kind = MailKind(letter.kind)
    headers = {
        "From": settings.MAIL_FROM,
        "Message-ID": letter.message_id,
        "Date": format_datetime(timezone.localtime(now)),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": letter.language,
    }
    if may_unsubscribe(kind) and letter.person_id:
        headers["List-Unsubscribe"] = f"<{unsubscribing.address_for(letter.person_id, kind)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(letter.subject, letter.text, settings.MAIL_BOUNCES, [letter.address], headers=headers)
    message.attach_alternative(letter.html, "text/html")
    return message


def hand_over(letter: OutgoingMail, *, now: datetime) -> Answer:
    """Give the letter to the mail server and return what it said."""
    server = mailers[SERVER]
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as problem:
        return Answer(Outcome.LATER, _said(problem))
    try:
        server.send_messages([compose(letter, now=now)])
    except smtplib.SMTPRecipientsRefused as problem:
        return _refused(*next(iter(problem.recipients.values())))
    except smtplib.SMTPResponseException as problem:
        return _refused(problem.smtp_code, problem.smtp_error)
    except ValueError as problem:  # a head line that cannot be written; the server saw nothing
        return Answer(Outcome.REFUSED, _said(problem))
    except (OSError, smtplib.SMTPException) as problem:
        return Answer(Outcome.UNKNOWN, _said(problem))
    finally:
        _hang_up(server)
    return Answer(Outcome.TAKEN)


def _refused(code: int, said: bytes | str) -> Answer:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return Answer(Outcome.REFUSED if code >= PERMANENT else Outcome.LATER, f"{code} {text}"[:LONGEST])


def _said(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:LONGEST]


def _hang_up(server: BaseEmailBackend) -> None:
    """End the conversation; that the other side is gone already changes nothing for the letter."""
    try:
        server.close()
    except (OSError, smtplib.SMTPException):
        return
