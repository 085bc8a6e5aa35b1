"""Work of the outbox in the background: sending, the letters of the day, emptying old letters."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone, translation
from procrastinate.contrib.django import app

from quartierwerk.foundation.mail import posting, queries, wording
from quartierwerk.foundation.mail.actions import clearing, letters, sending
from quartierwerk.foundation.mail.actions.writing import LetterDraft
from quartierwerk.foundation.mail.core.digests import Waiting, build, is_digest_day, is_worth_sending
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.refusals import NothingToSendError
from quartierwerk.foundation.mail.core.states import MailState
from quartierwerk.foundation.mail.queries import readers
from quartierwerk.foundation.people.core.actor import SYSTEM, Actor
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots.values import Subject

MOST_AT_ONCE = 200  # letters of one run; the next one goes on
MORNING = 6  # o'clock in Berlin; a worker that was not there then writes the digests as soon as it is
KEPT_FOR = timedelta(days=180)


@app.periodic(cron="* * * * *")
@app.task(name="mail.send_waiting", queue="mail", queueing_lock="mail.send", lock="mail.send")
def send_waiting(timestamp: int) -> int:  # noqa: ARG001 -- given by the library
    """Send what waits and return how many letters left; nothing happens where no mail server is named."""
    if not posting.is_set_up():
        return 0
    _give_up_what_was_left()
    return sum(_send_next() for _number in range(MOST_AT_ONCE))


def _send_next() -> bool:
    try:
        mail = sending.take_out(now=timezone.now(), actor=SYSTEM)
    except NothingToSendError:
        return False
    if mail.state != MailState.SENDING:
        return False
    answer = posting.hand_over(mail, now=timezone.now())
    return sending.settle(mail=mail, answer=answer, now=timezone.now(), actor=SYSTEM).state == MailState.SENT


def _give_up_what_was_left() -> None:
    for _number in range(MOST_AT_ONCE):
        try:
            sending.give_up(now=timezone.now(), actor=SYSTEM)
        except NothingToSendError:
            return


@app.periodic(cron="5 * * * *")
@app.task(name="mail.write_digests", queue="mail", queueing_lock="mail.digests", lock="mail.digests")
def write_digests(timestamp: int) -> int:
    """Write the letters of the day, once on every working day after six, and return how many."""
    now = timezone.localtime(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone()))
    if now.hour < MORNING or not is_digest_day(now.date()):
        return 0
    return digests_of(now.date(), now=now)


def digests_of(day: date, *, now: datetime) -> int:
    """Write the digests of a day that are not written yet, and return how many."""
    everybody = readers.digest_readers(day)
    languages = readers.languages_of(everybody)
    written = 0
    for language in sorted(set(languages.values())):
        with translation.override(language):  # rooms say in this language what waits
            for number, waiting in readers.waiting_by_reader(everybody, on=day).items():
                if languages[number] == language:
                    person, reader = everybody[number]
                    written += _write_digest(person, reader, waiting, day=day, now=now)
    return written


def _write_digest(person: Person, reader: Actor, waiting: Sequence[Waiting], *, day: date, now: datetime) -> bool:
    """Write a person's digest in the language that is on, unless there is one already or it would say nothing new."""
    last, last_on = readers.last_digest_of(person.pk)
    if last_on == day:
        return False
    # What somebody stands in for is shown to them only as far as they may know of it themselves.
    visible = queries.visible_among([Subject(each.item.subject.kind, each.item.subject.code) for each in waiting], reader)
    digest = build(waiting, visible=visible, wants_reminders=MailKind.DIGEST not in queries.unwanted_by(person.pk))
    if digest is None or not is_worth_sending(digest, last=last, last_on=last_on, day=day):
        return False
    letter = wording.digest_letter(digest, name=person.name, person_id=person.pk)
    mentions = [Subject(kind, code) for kind, code in digest.things]
    new = LetterDraft(MailKind.DIGEST, letter, person, mentions=mentions, digest_on=day, fingerprint=digest.fingerprint)
    letters.queue(new=new, now=now, actor=SYSTEM)
    return True


@app.periodic(cron="30 2 * * *")
@app.task(name="mail.clear_old", queue="mail", queueing_lock="mail.clear")
def clear_old(timestamp: int) -> int:  # noqa: ARG001 -- given by the library
    """Empty the letters that are over for half a year, and return how many."""
    try:
        return clearing.clear(before=timezone.now() - KEPT_FOR, actor=SYSTEM)
    except NothingToSendError:
        return 0
