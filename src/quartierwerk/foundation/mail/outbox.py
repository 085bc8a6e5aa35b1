"""Where letters come in: those of lower packages through the slot, and whatever Django's own mail is asked to send."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from quartierwerk.foundation.mail import queries, wording
from quartierwerk.foundation.mail.actions import letters
from quartierwerk.foundation.mail.actions.writing import LetterDraft
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.people.core.actor import SYSTEM, Actor
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots.values import LetterTo, LetterWords


def take(letter: LetterTo, actor: Actor) -> None:
    """Let a letter of a lower package wait in the outbox, in the language its reader has chosen.

    It is queued by the system, for whoever causes it may not run the outbox; the request ties both together.

    Raises:
        NoAddressError: the person has no address.
    """
    kind = MailKind(letter.kind)
    person = Person.objects.get(pk=letter.person_id)
    with translation.override(queries.language_of(person.pk)):
        written = wording.letter_of(letter.words(), kind=kind, person_id=person.pk)
    new = LetterDraft(kind, written, person, letter.address)
    letters.queue(new=new, now=timezone.now(), actor=replace(SYSTEM, request_id=actor.request_id))


class OutboxBackend(BaseEmailBackend):
    """Django's mail ends in the outbox, one letter for each address, and nothing goes anywhere from here."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Let the messages wait and return how many letters that made.

        Raises:
            ValueError: a message carries files; letters never do.
        """
        return sum(self._take(message) for message in email_messages)

    def _take(self, message: EmailMessage) -> int:
        if message.attachments:
            raise ValueError("letters carry no files")
        # What a library writes may hold a link that opens an account, so nobody else may read it.
        kind = MailKind.WAY_IN
        for address in message.recipients():
            person = Person.objects.filter(email__iexact=address).first()
            with translation.override(queries.language_of(person.pk if person else None)):
                words = LetterWords(str(message.subject), str(message.body))
                new = LetterDraft(kind, wording.letter_of(words, kind=kind, person_id=None), person, address)
            letters.queue(new=new, now=timezone.now(), actor=SYSTEM)
        return len(message.recipients())
