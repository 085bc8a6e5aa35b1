"""Handing letters to a mail server, and what leaves where there is none: nothing."""

import smtplib
import socket
from email import message_from_bytes, policy

import pytest
from tests.factories.mail import THURSDAY, make_letter, words

from quartierwerk.foundation.mail import posting, unsubscribing
from quartierwerk.foundation.mail.core.kinds import MailKind

pytestmark = pytest.mark.django_db


def hand_over(mail):
    return posting.hand_over(mail, now=THURSDAY)


def received(mail_server):
    ((sender, recipients, content),) = mail_server.taken
    return sender, recipients, message_from_bytes(content, policy=policy.default)


def test_a_letter_arrives_with_both_forms_and_says_that_a_machine_wrote_it(reader, mail_server, settings):
    settings.MAIL_FROM, settings.MAIL_BOUNCES = "Quartierwerk <post@stadt.invalid>", "zurueck@stadt.invalid"
    mail = make_letter(reader, letter=words(subject="Grüße aus Köln"))

    assert hand_over(mail) == posting.Answer(posting.Outcome.TAKEN)

    sender, recipients, message = received(mail_server)
    assert (sender, recipients) == ("zurueck@stadt.invalid", [reader.email])
    assert (message["From"], message["To"], message["Subject"]) == ("Quartierwerk <post@stadt.invalid>", reader.email, "Grüße aus Köln")
    assert message["Date"] == "Thu, 26 Nov 2026 10:00:00 +0100"
    assert message["Message-ID"] == mail.message_id
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "de")
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == mail.text
    assert "es gibt etwas Neues." in message.get_body(("html",)).get_content()


@pytest.mark.parametrize(("kind", "offered"), [("news", True), ("digest", True), ("duty", False), ("account", False), ("way_in", False)])
def test_only_offers_can_be_ended_with_one_click(reader, mail_server, kind, offered):
    mail = make_letter(reader, kind=kind, digest_on=THURSDAY.date() if kind == "digest" else None)

    hand_over(mail)

    _sender, _recipients, message = received(mail_server)
    if offered:
        address = message["List-Unsubscribe"].replace(" ", "")
        assert address == f"<{unsubscribing.address_for(reader.pk, MailKind(kind))}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    else:
        assert "List-Unsubscribe" not in message
        assert "List-Unsubscribe-Post" not in message


@pytest.mark.parametrize(
    ("problem", "at", "outcome", "text"),
    [
        (ConnectionRefusedError("no"), "connect", "later", "ConnectionRefusedError: no"),
        (socket.gaierror("no such host"), "connect", "later", "gaierror: no such host"),
        (smtplib.SMTPAuthenticationError(535, b"wrong"), "connect", "later", "SMTPAuthenticationError: (535, b'wrong')"),
        (smtplib.SMTPServerDisconnected("early"), "connect", "later", "SMTPServerDisconnected: early"),
        (smtplib.SMTPRecipientsRefused({"a@b.de": (550, b"5.1.1 unknown")}), "data", "refused", "550 5.1.1 unknown"),
        (smtplib.SMTPRecipientsRefused({"a@b.de": (451, b"4.7.1 greylisted")}), "data", "later", "451 4.7.1 greylisted"),
        (smtplib.SMTPSenderRefused(550, b"no", "x"), "data", "refused", "550 no"),
        (smtplib.SMTPDataError(554, b"5.7.1 spam"), "data", "refused", "554 5.7.1 spam"),
        (smtplib.SMTPDataError(452, b"4.3.1 disk full"), "data", "later", "452 4.3.1 disk full"),
        (smtplib.SMTPServerDisconnected("line broke"), "data", "unknown", "SMTPServerDisconnected: line broke"),
        (TimeoutError("slow"), "data", "unknown", "TimeoutError: slow"),
        (ConnectionResetError("gone"), "data", "unknown", "ConnectionResetError: gone"),
    ],
)
def test_an_answer_says_whether_the_letter_surely_did_not_go_out(reader, mail_server, problem, at, outcome, text):
    mail_server.answer(problem, at)

    answer = hand_over(make_letter(reader))

    assert (answer.outcome, answer.text) == (outcome, text)
    assert mail_server.taken == []


def test_a_line_that_breaks_after_the_letter_was_taken_changes_nothing(reader, mail_server):
    mail_server.answer(smtplib.SMTPServerDisconnected("bye"), "quit")

    assert hand_over(make_letter(reader)).outcome is posting.Outcome.TAKEN
    assert len(mail_server.taken) == 1


def test_a_letter_that_cannot_be_written_down_is_refused_and_never_sent(reader, mail_server):
    mail = make_letter(reader)
    mail.subject = "a\nBcc: c@d.de"

    assert hand_over(mail).outcome is posting.Outcome.REFUSED
    assert mail_server.taken == []


def test_an_answer_knows_its_status():
    assert posting.Answer(posting.Outcome.REFUSED, "550 5.1.1 unknown").status == "5.1.1"
    assert posting.Answer(posting.Outcome.TAKEN).status == ""


@pytest.mark.parametrize(
    ("named", "example", "expected"), [(True, False, True), (False, False, False), (True, True, False), (False, True, False)]
)
def test_letters_leave_only_where_a_server_is_named_and_nothing_is_invented(settings, named, example, expected):
    default = {"default": {"BACKEND": "quartierwerk.foundation.mail.outbox.OutboxBackend"}}
    settings.MAILERS = default | ({"smtp": {"BACKEND": "x", "OPTIONS": {"host": "mail.invalid"}}} if named else {})
    settings.EXAMPLE_PROGRAMME = example

    assert posting.is_set_up() is expected
