"""Work in the background: sending once, the letters of the day, emptying; and no socket where no letter may leave."""

import smtplib
import socket
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import gettext
from tests.factories.mail import make_letter
from tests.people import person

from quartierwerk.foundation.mail import posting, tasks
from quartierwerk.foundation.mail.models import MailSettings, OutgoingMail, Suppression
from quartierwerk.foundation.slots.values import DigestItem, Subject

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 6, 5, tzinfo=BERLIN)


def now():
    return timezone.now() - timedelta(seconds=1)


def states():
    return list(OutgoingMail.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def no_socket(monkeypatch):
    """Every socket that is opened, counted and refused; the database's is open already."""
    opened = []

    def refuse(*given, **_more):
        opened.append(given)
        raise OSError("no socket here")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return opened


def test_letters_are_sent_once(reader, mail_server):
    make_letter(reader, now=now())
    make_letter(person("auditor"), now=now())

    assert (tasks.send_waiting(0), tasks.send_waiting(60)) == (2, 0)

    assert len(mail_server.taken) == 2
    assert states() == ["sent", "sent"]


def test_held_letters_do_not_leave(reader, mail_server):
    make_letter(reader, now=now(), state="held")

    assert tasks.send_waiting(0) == 0
    assert mail_server.taken == []


def test_one_letter_that_fails_does_not_stop_the_others(reader, mail_server):
    make_letter(reader, now=now())
    make_letter(person("auditor"), now=now())
    mail_server.answer(smtplib.SMTPRecipientsRefused({reader.email: (550, b"5.1.1 unknown")}))

    assert tasks.send_waiting(0) == 1
    assert states() == ["failed", "sent"]


def test_a_busy_server_is_asked_again_later(reader, mail_server):
    make_letter(reader, now=now())
    mail_server.answer(smtplib.SMTPDataError(451, b"4.3.0 busy"))

    assert (tasks.send_waiting(0), tasks.send_waiting(60)) == (0, 0)

    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts, mail.not_before > timezone.now()) == ("waiting", 1, True)


@pytest.mark.parametrize("before_the_server_answered", [True, False])
def test_a_worker_killed_in_the_middle_never_sends_twice(reader, mail_server, monkeypatch, before_the_server_answered):
    make_letter(reader, now=now())
    hand_over = posting.hand_over

    def killed(*given, **more):
        if not before_the_server_answered:
            hand_over(*given, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(posting, "hand_over", killed)
    with pytest.raises(KeyboardInterrupt):
        tasks.send_waiting(0)
    monkeypatch.setattr(posting, "hand_over", hand_over)
    OutgoingMail.objects.update(changed=timezone.now() - timedelta(hours=1))
    tasks.send_waiting(60)

    assert len(mail_server.taken) == (0 if before_the_server_answered else 1)
    assert OutgoingMail.objects.values_list("state", "note").get() == ("failed", "interrupted")


def test_without_a_mail_server_no_socket_is_opened_and_nothing_changes(reader, no_socket, settings):
    settings.MAILERS = {"default": {"BACKEND": "quartierwerk.foundation.mail.outbox.OutboxBackend"}}
    make_letter(reader, now=now())

    assert tasks.send_waiting(0) == 0
    assert (no_socket, states()) == ([], ["waiting"])


def test_in_the_example_programme_no_socket_is_opened_although_a_server_is_named(reader, no_socket, settings):
    settings.MAILERS = {"smtp": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "mail.invalid"}}}
    settings.EXAMPLE_PROGRAMME = True
    make_letter(reader, now=now())

    assert tasks.send_waiting(0) == 0
    assert (no_socket, states()) == ([], ["waiting"])


def test_the_watch_over_sockets_sees_one(reader, no_socket, settings):
    settings.MAILERS = {"smtp": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "mail.invalid"}}}
    make_letter(reader, now=now())

    assert tasks.send_waiting(0) == 0
    assert len(no_socket) == 1
    assert states() == ["waiting"]


class Room:
    """A room that knows what waits for whom."""

    def __init__(self):
        self.items = {}

    def __call__(self, actors, _day):
        return {actor.person_id: [each() for each in self.items[actor.person_id]] for actor in actors if actor.person_id in self.items}


@pytest.fixture
def room(slots, things):
    """A room whose items everybody may know of, unless a test says otherwise."""
    found = Room()
    slots.digest_items.register("test", found)
    return found


def item(title, code="a", **more):
    return lambda: DigestItem(Subject("thing", code), gettext("Handlungskonzept"), title, f"/werkbank/{code}/", **more)


def digests_on(day):
    return tasks.write_digests(int(day.timestamp()))


def test_a_person_gets_one_digest_a_day(reader, room, things):
    things.known = {"a": [reader.name]}
    room.items = {reader.pk: [item("Fassung 2 wartet"), item("Fassung 2 wartet")]}

    assert (digests_on(MONDAY), digests_on(MONDAY + timedelta(hours=1))) == (1, 0)

    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.subject, mail.digest_on) == ("digest", "Quartierwerk: 1 Sache wartet auf Sie", MONDAY.date())
    assert "- Fassung 2 wartet\n  http://127.0.0.1:8000/werkbank/a/" in mail.text
    assert mail.mentions == [["thing", "a"]]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (MONDAY.replace(hour=5, minute=59), 0),
        (MONDAY.replace(hour=6, minute=0), 1),
        (MONDAY.replace(hour=23), 1),
        (MONDAY - timedelta(days=1), 0),
        (datetime(2026, 7, 6, 6, 5, tzinfo=BERLIN), 1),
        (datetime(2026, 7, 6, 5, 55, tzinfo=BERLIN), 0),
    ],
)
def test_digests_come_in_the_morning_of_a_working_day_in_berlin(reader, room, things, moment, expected):
    things.known = {"a": [reader.name]}
    room.items = {reader.pk: [item("eins")]}

    assert digests_on(moment) == expected


def test_no_digest_where_nothing_waits(reader, room):
    assert digests_on(MONDAY) == 0


def test_the_same_things_are_not_told_every_day(reader, room, things):
    things.known = {"a": [reader.name]}
    room.items = {reader.pk: [item("eins")]}
    days = [MONDAY + timedelta(days) for days in range(3)]

    first = [digests_on(day) for day in days]
    room.items[reader.pk].append(item("zwei"))

    assert (first, digests_on(days[2]), digests_on(MONDAY + timedelta(7))) == ([1, 0, 0], 1, 1)


def test_nothing_leaks_through_a_digest(reader, room, things):
    things.known = {"a": [reader.name], "b": ["Otto Ressort"]}
    room.items = {reader.pk: [item("offen", "a"), item("geheim", "b")]}

    digests_on(MONDAY)

    mail = OutgoingMail.objects.get()
    assert "offen" in mail.text
    assert [word for word in ("geheim", "/werkbank/b/") if word in mail.text + mail.html + mail.subject] == []
    assert mail.mentions == [["thing", "a"]]


def test_a_fallback_person_learns_only_what_they_may_know_themselves(reader, room, things):
    colleague = person("treasury", "municipality", "musterstadt")
    MailSettings.objects.create(person=reader, absent_from=MONDAY.date(), absent_until=MONDAY.date(), fallback=colleague)
    things.known = {"a": [reader.name, colleague.name], "b": [reader.name]}
    room.items = {reader.pk: [item("offen", "a"), item("geheim", "b")]}

    assert digests_on(MONDAY) == 1

    mail = OutgoingMail.objects.get()
    assert mail.person == colleague
    assert "Handlungskonzept, in Vertretung für Ayse Amt" in mail.text
    assert "geheim" not in mail.text + mail.html


def test_a_digest_is_stopped_when_its_reader_lost_sight_of_something_before_it_was_sent(reader, room, things, mail_server):
    things.known = {"a": [reader.name]}
    room.items = {reader.pk: [item("eins")]}
    digests_on(MONDAY)
    things.known = {}

    tasks.send_waiting(0)

    assert OutgoingMail.objects.values_list("state", "note").get() == ("withdrawn", "no_longer_visible")
    assert mail_server.taken == []


def test_a_digest_is_in_the_language_of_its_reader_what_rooms_say_included(reader, room, things):
    other = person("auditor")
    MailSettings.objects.create(person=other, language="en")
    things.known = {"a": [reader.name, other.name]}
    room.items = {reader.pk: [item("eins")], other.pk: [item("eins")]}

    digests_on(MONDAY)

    german, english = (OutgoingMail.objects.get(language=language).text for language in ("de", "en"))
    assert ("Handlungskonzept\n---" in german, "Handlungskonzept" in english) == (True, False)


def test_whoever_wants_no_reminders_gets_their_duties_only(reader, room, things):
    Suppression.objects.create(person=reader, kind="digest", since=MONDAY)
    things.known = {"a": [reader.name]}
    room.items = {reader.pk: [item("Erinnerung"), item("Pflicht", is_duty=True, due_on=MONDAY.date())]}

    digests_on(MONDAY)

    mail = OutgoingMail.objects.get()
    assert "- Pflicht\n  bis 23.11.2026" in mail.text
    assert "Erinnerung" not in mail.text


def test_old_letters_are_emptied_after_half_a_year(reader):
    old = make_letter(reader, state="sent", now=timezone.now() - timedelta(days=181))
    make_letter(reader, state="sent", now=timezone.now() - timedelta(days=179))

    assert (tasks.clear_old(0), tasks.clear_old(0)) == (1, 0)
    old.refresh_from_db()
    assert old.is_cleared


@pytest.mark.parametrize("name", ["mail.send_waiting", "mail.write_digests", "mail.clear_old", "people.send_asked_link"])
def test_the_worker_knows_the_work(name):
    from procrastinate.contrib.django import app

    assert name in app.tasks


def test_the_worker_knows_when():
    from procrastinate.contrib.django import app

    assert {("mail.send_waiting", "* * * * *"), ("mail.write_digests", "5 * * * *"), ("mail.clear_old", "30 2 * * *")} <= {
        (task.task.name, task.cron) for task in app.periodic_registry.periodic_tasks.values()
    }
