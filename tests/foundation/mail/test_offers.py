"""What the outbox shows of itself elsewhere."""

import pytest
from tests.factories.mail import THURSDAY, make_letter
from tests.people import actor

from quartierwerk.foundation.mail import offers
from quartierwerk.foundation.mail.models import MailBatch
from quartierwerk.foundation.slots import registry

pytestmark = pytest.mark.django_db


def test_everybody_finds_their_letters_and_some_the_outbox(runner):
    officer = actor("area_officer", "municipality", "musterstadt")

    assert [link.title for link in offers.navigation(officer)] == ["Meine Briefe"]
    assert [link.title for link in offers.navigation(runner)] == ["Meine Briefe", "Postausgang"]
    assert [link.title for link in offers.navigation(actor("auditor"))] == ["Meine Briefe", "Postausgang"]


def test_a_letter_in_the_trail_says_its_kind_and_not_its_subject(reader, runner):
    mail = make_letter(reader)

    (card,) = offers.letter_cards([mail.code, "nothing"], runner).values()

    assert (card.title, card.address) == ("Verfahren", f"/werkbank/briefe/{mail.code}/")
    assert offers.letter_cards([mail.code], actor("area_officer", "municipality", "musterstadt")) == {}


def test_a_batch_in_the_trail_says_its_title_to_those_who_see_the_outbox(runner):
    batch = MailBatch.objects.create(title="An alle", prepared_at=THURSDAY)

    assert offers.batch_cards([batch.code], runner)[batch.code].title == "An alle"
    assert offers.batch_cards([batch.code], actor("juror", "call", "2026")) == {}


def test_a_batch_to_be_checked_waits_on_the_desks_of_those_who_run_the_outbox(runner):
    batch = MailBatch.objects.create(title="An alle", prepared_at=THURSDAY)

    (waiting,) = offers.desk_items(runner)

    assert (waiting.title, waiting.address) == ("Sammlung „An alle“ wartet auf Ihre Freigabe", f"/werkbank/post/sammlungen/{batch.code}/")
    assert offers.desk_items(actor("auditor")) == ()


def test_the_slots_are_filled():
    for slot in (registry.navigation, registry.subjects, registry.desk, registry.outbox):
        assert slot.get("letter" if slot is registry.subjects else "mail") is not None
