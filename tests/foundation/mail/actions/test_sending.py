"""Taking letters out, settling them, and what a killed worker leaves behind."""

import threading

import pytest
from django.db import connection, transaction
from tests.factories.mail import THURSDAY, later, make_letter
from tests.people import person

from quartierwerk.foundation.mail.actions import sending
from quartierwerk.foundation.mail.core.refusals import NothingToSendError, WrongStateError
from quartierwerk.foundation.mail.models import Bounce, OutgoingMail, Suppression
from quartierwerk.foundation.mail.posting import Answer, Outcome
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db


def take_out(now=THURSDAY):
    return sending.take_out(now=now, actor=SYSTEM)


def settle(mail, outcome, text="", now=THURSDAY):
    return sending.settle(mail=mail, answer=Answer(Outcome(outcome), text), now=now, actor=SYSTEM)


def test_the_letter_that_waits_longest_goes_first(reader):
    make_letter(reader, now=later(minutes=5))
    first = make_letter(reader)

    taken = take_out(later(minutes=6))

    assert (taken.pk, taken.state, taken.attempts, taken.changed) == (first.pk, "sending", 1, later(minutes=6))


@pytest.mark.parametrize("state", ["held", "sending", "sent", "failed", "bounced", "withdrawn"])
def test_only_what_waits_is_taken_out(reader, state):
    make_letter(reader, state=state)

    with pytest.raises(NothingToSendError):
        take_out()


def test_what_is_to_be_tried_later_is_not_taken_out_before(reader):
    settle_later = make_letter(reader)
    take_out()
    settle(settle_later, "later", "450 4.2.0 busy")

    with pytest.raises(NothingToSendError):
        take_out(later(minutes=4))
    assert take_out(later(minutes=5)).attempts == 2


def test_nobody_sends_by_hand(runner, reader):
    mail = make_letter(reader)

    for deed in (
        lambda: sending.take_out(now=THURSDAY, actor=runner),
        lambda: sending.settle(mail=mail, answer=Answer(Outcome.TAKEN), now=THURSDAY, actor=runner),
        lambda: sending.give_up(now=THURSDAY, actor=runner),
    ):
        with pytest.raises(NotPermittedError):
            deed()


def test_a_taken_letter_is_sent_and_never_settled_again(reader):
    make_letter(reader)

    mail = settle(take_out(), "taken", now=later(seconds=2))

    assert (mail.state, mail.handed_over) == ("sent", later(seconds=2))
    with pytest.raises(WrongStateError):
        settle(mail, "later")


def test_pauses_end_and_the_letter_failed_with_the_last_answer(reader):
    make_letter(reader)
    now = THURSDAY
    for _attempt in range(6):
        mail = settle(take_out(now), "later", "451 busy", now=now)
        now = mail.not_before

    assert (mail.state, mail.note, mail.attempts, mail.answer) == ("failed", "gave_up", 6, "451 busy")


@pytest.mark.parametrize(
    ("outcome", "text", "note", "bounces"),
    [
        ("refused", "550 5.1.1 unknown", "refused", 1),
        ("refused", "554 5.7.1 spam", "refused", 0),
        ("unknown", "line broke", "interrupted", 0),
    ],
)
def test_a_refused_letter_failed_and_an_unknown_mailbox_is_remembered(reader, outcome, text, note, bounces):
    make_letter(reader)

    mail = settle(take_out(), outcome, text)

    assert (mail.state, mail.note, mail.answer) == ("failed", note, text)
    assert Bounce.objects.filter(address=reader.email, kind="hard").count() == bounces


@pytest.mark.parametrize(("outcome", "kept"), [("taken", False), ("refused", False), ("unknown", False), ("later", True)])
def test_a_key_is_kept_only_until_the_letter_with_it_is_gone(reader, outcome, kept):
    make_letter(reader, kind="way_in")

    mail = settle(take_out(), outcome)

    assert bool(mail.text) is kept
    assert mail.is_cleared is not kept


def test_a_letter_follows_its_reader_to_a_new_address(reader):
    make_letter(reader)
    reader.email = "neu@stadt.invalid"
    reader.save()

    assert take_out().address == "neu@stadt.invalid"


@pytest.mark.parametrize(
    ("kind", "change", "note"),
    [
        ("way_in", {"email": "neu@stadt.invalid"}, "address_changed"),
        ("way_in", {"is_active": False}, "closed"),
        ("duty", {"is_active": False}, "closed"),
        ("duty", {"email": None}, "no_address"),
    ],
)
def test_a_letter_is_withdrawn_when_its_reader_may_no_longer_get_it(reader, kind, change, note):
    make_letter(reader, kind=kind)
    for name, value in change.items():
        setattr(reader, name, value)
    reader.save()

    mail = take_out()

    assert (mail.state, mail.note, mail.attempts) == ("withdrawn", note, 0)


def test_what_happened_to_an_account_is_told_to_the_old_address_too(reader):
    make_letter(reader, kind="account", address="alt@stadt.invalid")
    reader.is_active = False
    reader.save()

    assert (take_out().address, OutgoingMail.objects.get().state) == ("alt@stadt.invalid", "sending")


def test_news_are_stopped_for_whoever_unsubscribed_meanwhile(reader):
    make_letter(reader, kind="news")
    Suppression.objects.create(person=reader, kind="news", since=THURSDAY)

    assert take_out().note == "unwanted"


def test_a_letter_is_stopped_when_its_reader_may_no_longer_know_of_something_in_it(reader, things):
    things.known = {"a": [reader.name], "b": [reader.name]}
    for code in ("a", "b"):
        make_letter(reader, mentions=[Subject("thing", code)])
    things.known["b"] = []

    assert [(take_out().state, mail.mentions) for mail in OutgoingMail.objects.order_by("pk")] == [
        ("sending", [["thing", "a"]]),
        ("withdrawn", [["thing", "b"]]),
    ]


def test_a_letter_a_killed_worker_left_is_given_up_and_never_sent_again(reader):
    mail = make_letter(reader)
    take_out()  # the worker dies here

    with pytest.raises(NothingToSendError):
        take_out(later(days=9))
    with pytest.raises(NothingToSendError):
        sending.give_up(now=later(minutes=15), actor=SYSTEM)
    given_up = sending.give_up(now=later(minutes=16), actor=SYSTEM)

    assert (given_up.pk, given_up.state, given_up.note) == (mail.pk, "failed", "interrupted")
    with pytest.raises(NothingToSendError):
        take_out(later(days=9))


def test_a_key_left_behind_is_emptied(reader):
    make_letter(reader, kind="way_in")
    take_out()

    assert sending.give_up(now=later(hours=1), actor=SYSTEM).is_cleared


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_out_the_same_letter(settings, tmp_path):
    settings.DATA = tmp_path  # deeds that are committed leave heads, which other tests would miss the entries of
    letters = [make_letter(person("operator")), make_letter(person("operator"), now=later(seconds=1))]
    found = []

    def other():
        found.append(take_out(later(minutes=1)).pk)
        connection.close()

    with transaction.atomic():
        found.append(
            OutgoingMail.objects.select_for_update(skip_locked=True, of=("self",)).filter(state="waiting").order_by("pk").first().pk
        )
        worker = threading.Thread(target=other)
        worker.start()
        worker.join(10)

    assert not worker.is_alive()
    assert found == [letters[0].pk, letters[1].pk]
