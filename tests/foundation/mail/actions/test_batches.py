"""Batches: prepared, checked, released as they were checked, or taken back."""

import pytest
from tests.factories.mail import THURSDAY, later, make_letter, words
from tests.people import actor, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.mail.actions import batches, letters
from quartierwerk.foundation.mail.actions.writing import LetterDraft
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.refusals import BrokenHeaderError, NothingToSendError, WrongStateError
from quartierwerk.foundation.mail.models import Bounce, MailBatch, OutgoingMail, Suppression
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db


def prepare(people, *, by, letter=None):
    new = [LetterDraft(MailKind.NEWS, letter or words(), each) for each in people]
    return batches.prepare(title="An alle", letters=new, now=THURSDAY, actor=by)


def states(batch):
    return sorted(batch.letters.values_list("state", flat=True))


@pytest.fixture
def two(reader):
    return [reader, person("auditor")]


def test_a_prepared_batch_is_held_and_nothing_of_it_can_be_sent(two, runner):
    batch = prepare(two, by=runner)

    assert states(batch) == ["held", "held"]
    assert (batch.prepared_by_id, batch.released_at) == (runner.person_id, None)


def test_whoever_wants_none_or_has_no_address_is_left_out_and_counted(two, runner):
    Suppression.objects.create(person=two[0], kind="news", since=THURSDAY)
    nowhere = person("juror", "call", "2026")
    nowhere.email = None
    nowhere.save()

    batch = prepare([*two, nowhere], by=runner)

    assert list(batch.letters.values_list("person", flat=True)) == [two[1].pk]
    assert TrailEntry.objects.get(deed="mail:batch:prepare").facts == {"title": "An alle", "letters": 1, "left_out": 2}


def test_a_batch_for_nobody_is_none(two, runner):
    with pytest.raises(NothingToSendError):
        prepare([], by=runner)

    assert not MailBatch.objects.exists()


def test_a_broken_subject_stops_the_whole_batch(two, runner):
    with pytest.raises(BrokenHeaderError):
        prepare(two, by=runner, letter=words(subject="a\nb"))

    assert not OutgoingMail.objects.exists()


def test_a_released_batch_waits_to_be_sent_and_names_who_released_it(two, runner):
    batch = prepare(two, by=runner)

    assert batches.release_batch(batch=batch, expected=2, now=later(hours=1), actor=runner) == 2

    batch.refresh_from_db()
    assert states(batch) == ["waiting", "waiting"]
    assert (batch.released_at, batch.released_by_id) == (later(hours=1), runner.person_id)
    assert set(batch.letters.values_list("released_by", "not_before")) == {(runner.person_id, later(hours=1))}


def test_a_batch_that_is_no_longer_what_was_checked_is_not_released(two, runner):
    batch = prepare(two, by=runner)
    letters.withdraw(mail=batch.letters.first(), reason="Irrtum", now=THURSDAY, actor=runner)

    with pytest.raises(WrongStateError) as refusal:
        batches.release_batch(batch=batch, expected=2, now=THURSDAY, actor=runner)

    assert refusal.value.state == "changed"
    assert states(batch) == ["held", "withdrawn"]


def test_letters_to_dead_addresses_stay_held_when_the_batch_is_released(two, runner):
    back = make_letter(two[0], state="bounced")
    Bounce.objects.create(mail=back, address=two[0].email, kind="hard", received=THURSDAY)
    batch = prepare(two, by=runner)

    assert batches.release_batch(batch=batch, expected=2, now=THURSDAY, actor=runner) == 1
    assert states(batch) == ["held", "waiting"]

    letters.release(mail=batch.letters.get(state="held"), now=THURSDAY, actor=runner)
    assert states(batch) == ["waiting", "waiting"]


def test_a_batch_is_taken_back_whole(two, runner):
    batch = prepare(two, by=runner)

    batches.withdraw_batch(batch=batch, reason="Falsches Datum", now=THURSDAY, actor=runner)

    assert states(batch) == ["withdrawn", "withdrawn"]
    entry = TrailEntry.objects.get(deed="mail:batch:withdraw")
    assert (entry.reason, entry.facts["letters"]) == ("Falsches Datum", 2)


def test_what_is_decided_is_not_decided_again(two, runner):
    released, withdrawn = prepare(two, by=runner), prepare(two, by=runner)
    batches.release_batch(batch=released, expected=2, now=THURSDAY, actor=runner)
    batches.withdraw_batch(batch=withdrawn, reason="x", now=THURSDAY, actor=runner)

    for batch in (released, withdrawn):
        with pytest.raises(WrongStateError):
            batches.release_batch(batch=batch, expected=2, now=THURSDAY, actor=runner)
        with pytest.raises(WrongStateError):
            batches.withdraw_batch(batch=batch, reason="x", now=THURSDAY, actor=runner)


def test_an_auditor_reads_and_does_nothing(two, runner):
    batch, auditor = prepare(two, by=runner), actor("auditor")

    for deed in (
        lambda: prepare(two, by=auditor),
        lambda: batches.release_batch(batch=batch, expected=2, now=THURSDAY, actor=auditor),
        lambda: batches.withdraw_batch(batch=batch, reason="x", now=THURSDAY, actor=auditor),
    ):
        with pytest.raises(NotPermittedError):
            deed()
