"""Writing a letter into the outbox."""

import hashlib

import pytest
from tests.factories.mail import THURSDAY, make_letter, words
from tests.people import person

from quartierwerk.foundation.mail.actions.writing import LetterDraft, content_hash, empty, move, new_message_id, write
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.refusals import BadAddressError, BrokenHeaderError, NoAddressError, NotWantedError, WrongStateError
from quartierwerk.foundation.mail.core.states import MailState
from quartierwerk.foundation.mail.models import Bounce, Suppression

pytestmark = pytest.mark.django_db


def written(person, kind="duty", **more):
    letter = more.pop("letter", None) or words()
    return write(LetterDraft(MailKind(kind), letter, person, **more), state=MailState.WAITING, now=THURSDAY, queued_by=None)


def test_a_letter_holds_both_forms_its_hash_and_its_readers_address(reader):
    mail = written(reader)

    assert (mail.address, mail.language, mail.subject) == (reader.email, "de", "Ein Brief")
    assert mail.text == "Guten Tag,\n\nes gibt etwas Neues.\n\n-- \nQuartierwerk\n"
    assert "es gibt etwas Neues." in mail.html
    assert mail.sha256 == hashlib.sha256(f"{mail.subject}\0{mail.text}\0{mail.html}".encode()).hexdigest()
    assert (mail.state, mail.not_before, mail.changed, mail.queued_at) == ("waiting", THURSDAY, THURSDAY, THURSDAY)


def test_another_address_can_be_named(reader):
    assert written(reader, address="Alt@Stadt.invalid").address == "alt@stadt.invalid"


def test_without_an_address_nothing_is_written(db):
    with pytest.raises(NoAddressError):
        written(None)


@pytest.mark.parametrize("address", ["a@b.de\nBcc: c@d.de", "a b@c.de", "nobody"])
def test_an_address_that_is_none_is_refused(reader, address):
    with pytest.raises(BadAddressError):
        written(reader, address=address)


def test_a_subject_with_a_line_break_is_refused(reader):
    with pytest.raises(BrokenHeaderError):
        written(reader, letter=words(subject="Hallo\nBcc: c@d.de"))


def test_news_nobody_wants_are_not_written_and_duties_are(reader):
    Suppression.objects.create(person=reader, kind="news", since=THURSDAY)

    with pytest.raises(NotWantedError):
        written(reader, "news")

    assert written(reader, "duty").state == "waiting"


def test_what_is_owed_to_a_dead_address_is_held_and_an_account_letter_is_not(reader):
    back = make_letter(reader, state="bounced")
    Bounce.objects.create(mail=back, address=reader.email, kind="hard", received=THURSDAY)

    assert (written(reader, "duty").state, written(reader, "duty").note) == ("held", "address_bounced")
    assert written(reader, "account").state == "waiting"
    assert written(person("operator"), "duty").state == "waiting"


def test_message_ids_belong_to_our_domain_and_cannot_be_guessed(settings):
    settings.MAIL_DOMAIN = "stadt.invalid"

    one, other = new_message_id("abc"), new_message_id("abc")

    assert one.startswith("<abc.")
    assert one.endswith("@stadt.invalid>")
    assert one != other


def test_the_hash_tells_where_the_subject_ends():
    assert content_hash(subject="a", text="b", html="c") != content_hash(subject="ab", text="", html="c")


def test_a_letter_moves_with_its_moment_and_keeps_the_last_answer(reader):
    mail = make_letter(reader, state="sending")
    mail.answer = "450 later"

    move(mail, MailState.FAILED, now=THURSDAY, note="gave_up")

    assert (mail.state, mail.note, mail.changed, mail.answer) == ("failed", "gave_up", THURSDAY, "450 later")
    with pytest.raises(WrongStateError):
        move(mail, MailState.SENDING, now=THURSDAY)


def test_an_emptied_letter_keeps_its_hash(reader):
    mail = written(reader)
    sha256 = mail.sha256

    empty(mail)

    assert (mail.text, mail.html, mail.is_cleared, mail.sha256) == ("", "", True, sha256)
