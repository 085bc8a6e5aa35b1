"""Where letters come in; nothing leaves from here."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from tests.people import actor

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.mail import outbox
from quartierwerk.foundation.mail.core.refusals import BadAddressError, NoAddressError
from quartierwerk.foundation.mail.models import MailSettings, OutgoingMail
from quartierwerk.foundation.slots.values import LetterTo, LetterWords

pytestmark = pytest.mark.django_db
OUTBOX = {"default": {"BACKEND": "quartierwerk.foundation.mail.outbox.OutboxBackend"}}


@pytest.fixture
def through_django(settings):
    """Django's mail, set up as in the product."""
    settings.MAILERS = OUTBOX


def test_a_letter_of_a_lower_package_waits_and_the_request_ties_it_to_its_cause(reader):
    officer = actor("area_officer", "municipality", "musterstadt")

    outbox.take(LetterTo("account", reader.pk, lambda: LetterWords("Neu", "Guten Tag,\n\n- eins")), officer)

    mail, entry = OutgoingMail.objects.get(), TrailEntry.objects.get()
    assert (mail.kind, mail.subject, mail.person, mail.queued_by) == ("account", "Neu", reader, None)
    assert mail.text.startswith("Guten Tag,\n\n- eins\n\n-- \nQuartierwerk, http://")
    assert (entry.actor_name, entry.request_id) == ("Quartierwerk", officer.request_id)


def test_the_words_are_asked_in_the_language_of_the_reader(reader):
    MailSettings.objects.create(person=reader, language="en")
    asked = []

    def words():
        from django.utils.translation import get_language

        asked.append(get_language())
        return LetterWords("x", "y")

    outbox.take(LetterTo("account", reader.pk, words), actor("operator"))

    assert (asked, OutgoingMail.objects.get().language) == (["en"], "en")


def test_somebody_without_address_cannot_be_written_to(reader):
    reader.email = None
    reader.save()

    with pytest.raises(NoAddressError):
        outbox.take(LetterTo("account", reader.pk, lambda: LetterWords("x", "y")), actor("operator"))


def test_what_django_is_asked_to_send_waits_as_a_letter_nobody_else_reads(reader, through_django):
    assert send_mail("Neues Passwort", "Guten Tag,\n\nhttps://q.invalid/key", None, [reader.email.upper(), "fremd@stadt.invalid"]) == 2

    first, second = OutgoingMail.objects.order_by("pk")
    assert (first.kind, first.person, first.address) == ("way_in", reader, reader.email)
    assert (second.kind, second.person, second.address) == ("way_in", None, "fremd@stadt.invalid")
    assert 'href="https://q.invalid/key"' in first.html


def test_copies_are_letters_of_their_own(reader, through_django):
    EmailMessage("x", "y", to=["a@stadt.invalid"], cc=["b@stadt.invalid"], bcc=["c@stadt.invalid"]).send()

    assert set(OutgoingMail.objects.values_list("address", flat=True)) == {"a@stadt.invalid", "b@stadt.invalid", "c@stadt.invalid"}


def test_files_are_refused(through_django):
    message = EmailMultiAlternatives("x", "y", to=["a@stadt.invalid"])
    message.attach("a.txt", "z", "text/plain")

    with pytest.raises(ValueError, match="no files"):
        message.send()

    assert not OutgoingMail.objects.exists()


def test_an_address_that_hides_another_is_refused(through_django):
    with pytest.raises(BadAddressError):
        send_mail("x", "y", None, ["a@stadt.invalid\nBcc: b@stadt.invalid"])

    assert not OutgoingMail.objects.exists()
