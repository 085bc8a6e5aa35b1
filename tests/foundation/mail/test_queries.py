"""Reading the outbox."""

from datetime import timedelta

import pytest
from tests.factories.mail import THURSDAY, later, make_letter
from tests.people import actor, person

from quartierwerk.foundation.mail import queries
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.models import Bounce, MailBatch, MailSettings, Suppression
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.slots.values import Subject

pytestmark = pytest.mark.django_db
TODAY = THURSDAY.date()


def test_the_outbox_shows_the_newest_first_and_is_narrowed(reader):
    duty = make_letter(reader)
    news = make_letter(person("auditor"), kind="news", state="failed")

    assert list(queries.outbox()) == [news, duty]
    assert list(queries.outbox(state="failed")) == [news]
    assert list(queries.outbox(kind="duty")) == [duty]
    assert list(queries.outbox(text="ayse")) == [duty]
    assert list(queries.outbox(text="auditor.programme")) == [news]
    assert list(queries.outbox(text="nobody")) == []


def test_a_list_reads_no_words(reader):
    make_letter(reader)

    assert {"text", "html", "mentions"} <= queries.outbox().get().get_deferred_fields()


def test_ones_own_letters_are_those_to_oneself(reader):
    mine = make_letter(reader)
    make_letter(person("auditor"))

    assert list(queries.letters_to(reader.pk)) == [mine]


def test_letters_are_counted_by_state(reader):
    for state in (None, None, "failed"):
        make_letter(reader, state=state)

    assert queries.numbers() == {"waiting": 2, "failed": 1}


def test_batches_wait_until_they_are_released_or_withdrawn(runner):
    who = {"prepared_at": THURSDAY}
    waiting = MailBatch.objects.create(title="A", **who)
    MailBatch.objects.create(title="B", released_at=THURSDAY, released_by_id=runner.person_id, **who)
    MailBatch.objects.create(title="C", withdrawn_at=THURSDAY, withdrawn_by_id=runner.person_id, **who)

    assert list(queries.batches_to_release()) == [(waiting.code, "A")]
    assert [(batch.title, batch.number) for batch in queries.batches()] == [("C", 0), ("B", 0), ("A", 0)]


def test_letters_of_a_batch_stand_by_name(reader):
    batch = MailBatch.objects.create(title="A", prepared_at=THURSDAY)
    for somebody in (person("operator"), reader):
        mail = make_letter(somebody)
        mail.batch = batch
        mail.save()

    assert [mail.person.name for mail in queries.letters_of(batch)] == ["Ayse Amt", "Olga Betrieb"]


def bounce(mail, kind="hard", **more):
    return Bounce.objects.create(mail=mail, address=mail.address, kind=kind, **{"received": THURSDAY, **more})


def test_dead_addresses_are_those_from_which_letters_come_back(reader):
    mail, other = make_letter(reader), make_letter(person("auditor"))
    bounce(mail)
    for days in (0, 1):
        bounce(other, "soft", received=THURSDAY - timedelta(days), diagnostic=str(days))

    assert queries.dead_among([mail.address, other.address, "a@b.de"], on=TODAY) == {mail.address}
    assert queries.dead_among([other.address], on=TODAY) == frozenset()


def test_a_settled_bounce_counts_no_longer_and_is_not_listed(reader):
    settled = bounce(make_letter(reader), is_settled=True)
    listed = bounce(make_letter(person("auditor")))

    assert queries.dead_among([settled.address], on=TODAY) == frozenset()
    assert list(queries.open_bounces()) == [listed]


def test_a_report_finds_the_letter_by_its_message_id(reader):
    mail = make_letter(reader)

    assert queries.letter_reported(mail.message_id) == mail
    assert queries.letter_reported("<other@x>") is None
    assert queries.letter_reported("") is None


def test_whoever_has_said_nothing_is_written_to_in_german_and_gets_everything(reader):
    assert (queries.settings_of(reader.pk).language, queries.language_of(reader.pk), queries.language_of(None)) == ("de", "de", "de")
    assert queries.unwanted_by(reader.pk) == frozenset()
    assert not MailSettings.objects.exists()


def test_wishes_are_read(reader):
    MailSettings.objects.create(person=reader, language="en")
    Suppression.objects.create(person=reader, kind="digest", since=THURSDAY)

    assert (queries.language_of(reader.pk), queries.unwanted_by(reader.pk)) == ("en", {MailKind.DIGEST})


def test_a_reader_may_know_of_a_letter_while_they_may_know_of_everything_in_it(reader, things):
    things.known = {"a": [reader.name], "b": [reader.name]}
    mail = make_letter(reader, mentions=[Subject("thing", "a"), Subject("thing", "b")])
    assert queries.may_still_know(mail, on=TODAY)

    things.known["b"] = []

    assert not queries.may_still_know(mail, on=TODAY)
    assert queries.may_still_know(make_letter(reader), on=TODAY)


def test_nobody_may_know_what_a_letter_to_nobody_mentions(reader, things):
    mail = make_letter(reader, mentions=[Subject("thing", "a")])
    mail.person = None

    assert not queries.may_still_know(mail, on=TODAY)


def test_things_nobody_describes_are_not_visible(things, runner):
    assert queries.visible_among([Subject("thing", "a"), Subject("nothing", "b")], runner) == frozenset()


def test_colleagues_share_a_scope_and_can_be_written_to():
    colleague = person("treasury", "municipality", "musterstadt")
    person("treasury", "municipality", "anderswo")
    closed = person("department_contact", "municipality", "musterstadt")
    closed.is_active = False
    closed.save()

    assert list(queries.colleagues_of(actor("area_officer", "municipality", "musterstadt"), on=TODAY)) == [colleague]


def test_people_in_a_role_hold_it_today_and_can_be_written_to(reader):
    away = person("area_officer", "municipality", "anderswo")
    away.mandates.update(ends_on=TODAY - timedelta(1))

    assert list(queries.people_in_role(Role.AREA_OFFICER, on=TODAY)) == [reader]


def test_old_letters_can_be_emptied_once(reader):
    old = make_letter(reader, state="sent")
    make_letter(reader, state="waiting")
    make_letter(reader, state="sent", now=later(days=2))

    assert list(queries.clearable(before=later(days=1))) == [old]
