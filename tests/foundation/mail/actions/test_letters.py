"""Deeds on single letters."""

import pytest
from tests.factories.mail import THURSDAY, later, make_letter, words
from tests.people import actor

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.mail.actions import batches, letters
from quartierwerk.foundation.mail.actions.writing import LetterDraft
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.refusals import NothingToSendError, WrongStateError
from quartierwerk.foundation.mail.models import OutgoingMail
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db


def last_entry():
    return TrailEntry.objects.order_by("-number").first()


def test_a_queued_letter_waits_and_the_trail_knows_neither_address_nor_words(reader, runner):
    mail = letters.queue(new=LetterDraft(MailKind.DUTY, words(), reader), now=THURSDAY, actor=runner)

    entry = last_entry()
    assert OutgoingMail.objects.get() == mail
    assert (entry.deed, entry.subject_code, entry.facts) == (
        "mail:letter:queue",
        mail.code,
        {"letter_kind": "duty", "letter_state": "waiting"},
    )
    assert mail.queued_by_id == runner.person_id


def test_whoever_does_not_run_the_outbox_does_none_of_this(reader):
    mail, stranger = make_letter(reader), actor("auditor")
    deeds = [
        lambda: letters.queue(new=LetterDraft(MailKind.DUTY, words(), reader), now=THURSDAY, actor=stranger),
        lambda: letters.hold(mail=mail, now=THURSDAY, actor=stranger),
        lambda: letters.release(mail=mail, now=THURSDAY, actor=stranger),
        lambda: letters.withdraw(mail=mail, reason="x", now=THURSDAY, actor=stranger),
        lambda: letters.repeat(mail=mail, now=THURSDAY, actor=stranger),
    ]

    for deed in deeds:
        with pytest.raises(NotPermittedError):
            deed()

    assert OutgoingMail.objects.get().state == "waiting"


def test_a_letter_is_held_and_released(reader, runner):
    mail = make_letter(reader)

    letters.hold(mail=mail, now=later(minutes=1), actor=runner)
    mail.refresh_from_db()
    assert (mail.state, mail.changed) == ("held", later(minutes=1))

    letters.release(mail=mail, now=later(minutes=2), actor=runner)
    mail.refresh_from_db()
    assert (mail.state, mail.released_at, mail.released_by_id, mail.not_before) == (
        "waiting",
        later(minutes=2),
        runner.person_id,
        later(minutes=2),
    )
    assert last_entry().deed == "mail:letter:release"


def test_a_letter_of_a_batch_is_released_with_its_batch_only(reader, runner):
    batch = batches.prepare(title="An alle", letters=[LetterDraft(MailKind.NEWS, words(), reader)], now=THURSDAY, actor=runner)

    with pytest.raises(WrongStateError) as refusal:
        letters.release(mail=batch.letters.get(), now=THURSDAY, actor=runner)

    assert refusal.value.state == "batch"
    assert batch.letters.get().state == "held"


@pytest.mark.parametrize("state", ["sending", "sent", "bounced", "withdrawn"])
def test_a_letter_that_is_on_its_way_or_over_is_not_taken_back(reader, runner, state):
    mail = make_letter(reader, state=state)

    with pytest.raises(WrongStateError):
        letters.withdraw(mail=mail, reason="Irrtum", now=THURSDAY, actor=runner)


def test_a_letter_is_taken_back_with_a_reason(reader, runner):
    mail = make_letter(reader)

    letters.withdraw(mail=mail, reason="Irrtum", now=THURSDAY, actor=runner)

    mail.refresh_from_db()
    assert (mail.state, mail.note) == ("withdrawn", "by_hand")
    assert (last_entry().deed, last_entry().reason) == ("mail:letter:withdraw", "Irrtum")


def test_what_did_not_arrive_is_sent_again_to_the_address_of_today(reader, runner):
    mail = make_letter(reader, state="failed")
    reader.email = "neu@stadt.invalid"
    reader.save()

    again = letters.repeat(mail=mail, now=later(days=1), actor=runner)

    assert (again.state, again.address, again.text, again.sha256, again.repeats) == (
        "waiting",
        "neu@stadt.invalid",
        mail.text,
        mail.sha256,
        mail,
    )
    assert again.message_id != mail.message_id
    assert OutgoingMail.objects.get(pk=mail.pk).state == "failed"


def test_a_digest_that_failed_can_be_repeated_although_there_is_one_a_day(reader, runner):
    mail = make_letter(reader, kind="digest", digest_on=THURSDAY.date(), state="failed")

    assert letters.repeat(mail=mail, now=THURSDAY, actor=runner).digest_on == THURSDAY.date()


@pytest.mark.parametrize("state", ["held", "waiting", "sending", "sent"])
def test_what_arrived_or_still_goes_is_not_repeated(reader, runner, state):
    with pytest.raises(WrongStateError):
        letters.repeat(mail=make_letter(reader, state=state), now=THURSDAY, actor=runner)


def test_a_key_is_not_repeated_and_neither_are_words_that_are_gone(reader, runner):
    gone = make_letter(reader, state="failed")
    OutgoingMail.objects.filter(pk=gone.pk).update(text="", html="", is_cleared=True)

    for mail in (make_letter(reader, kind="way_in", state="failed"), gone):
        with pytest.raises(NothingToSendError):
            letters.repeat(mail=mail, now=THURSDAY, actor=runner)
