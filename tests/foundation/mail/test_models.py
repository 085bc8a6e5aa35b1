"""What the database refuses, and what row history keeps of letters."""

import pytest
from django.apps import apps
from django.db import transaction
from django.db.utils import IntegrityError
from tests.factories.mail import THURSDAY, make_letter

from quartierwerk.foundation.mail.models import Bounce, MailBatch, MailSettings, OutgoingMail, Suppression

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"kind": "x"}, "mail_kind_is_known"),
        ({"state": "x"}, "mail_state_is_known"),
        ({"language": "fr"}, "mail_language_is_known"),
        ({"address": "a@b.de\nBcc: c@d.de"}, "mail_head_lines_are_lines"),
        ({"subject": "a\rb"}, "mail_head_lines_are_lines"),
        ({"state": "sent", "attempts": 1}, "mail_sent_was_handed_over"),
        ({"state": "sending"}, "mail_sent_was_tried"),
        ({"kind": "digest"}, "mail_digest_has_its_day"),
        ({"digest_on": THURSDAY.date()}, "mail_digest_has_its_day"),
        ({"is_cleared": True}, "mail_cleared_is_empty"),
        ({"released_at": THURSDAY}, "mail_released_by_somebody"),
    ],
)
def test_the_database_refuses_a_letter_that_cannot_be(reader, facts, constraint):
    make_letter(reader)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OutgoingMail.objects.update(**facts)


def test_a_person_has_one_digest_a_day(reader):
    make_letter(reader, kind="digest", digest_on=THURSDAY.date())

    with pytest.raises(IntegrityError, match="mail_one_digest_a_day"), transaction.atomic():
        make_letter(reader, kind="digest", digest_on=THURSDAY.date())


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"released_at": THURSDAY}, "mail_batch_released_by_somebody"),
        ({"withdrawn_at": THURSDAY}, "mail_batch_withdrawn_by_somebody"),
    ],
)
def test_a_batch_is_decided_by_somebody(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MailBatch.objects.create(title="x", prepared_at=THURSDAY, **facts)


def test_a_batch_is_released_or_withdrawn(reader):
    both = {f"{stem}_{end}": value for stem in ("released", "withdrawn") for end, value in (("at", THURSDAY), ("by", reader))}

    with pytest.raises(IntegrityError, match="mail_batch_is_released_or_withdrawn"), transaction.atomic():
        MailBatch.objects.create(title="x", prepared_at=THURSDAY, **both)


@pytest.mark.parametrize(("kind", "constraint"), [("x", "suppression_kind"), ("duty", "suppression_kind_is_an_offer")])
def test_only_offers_are_suppressed(reader, kind, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Suppression.objects.create(person=reader, kind=kind, since=THURSDAY)


def test_nobody_stands_in_for_themselves_and_no_absence_runs_backward(reader):
    with pytest.raises(IntegrityError, match="mail_settings_fallback_is_another"), transaction.atomic():
        MailSettings.objects.create(person=reader, fallback=reader)
    with pytest.raises(IntegrityError, match="mail_settings_absence_runs_forward"), transaction.atomic():
        MailSettings.objects.create(person=reader, absent_from="2026-12-02", absent_until="2026-12-01")


def test_a_bounce_is_hard_or_soft(reader):
    with pytest.raises(IntegrityError, match="bounce_kind_is_known"), transaction.atomic():
        Bounce.objects.create(mail=make_letter(reader), address="a@b.de", kind="x", received=THURSDAY)


def test_the_history_keeps_neither_words_nor_addresses():
    fields = {field.name for field in apps.get_model("mail.OutgoingMailEvent")._meta.get_fields()}

    assert "state" in fields
    assert not fields & {"address", "subject", "text", "html", "mentions", "answer"}
