"""A few letters that lie in the outbox of the example programme, to be read, held and released; none ever leaves."""

from datetime import datetime, timedelta

from django.utils import timezone, translation

from quartierwerk.foundation.mail import queries, wording
from quartierwerk.foundation.mail.actions import batches
from quartierwerk.foundation.mail.actions.writing import LetterDraft
from quartierwerk.foundation.mail.core.digests import is_digest_day
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.tasks import digests_of
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.slots.values import LetterWords

READERS = (Role.AREA_OFFICER, Role.NEIGHBOURHOOD_MANAGER, Role.DEPARTMENT_CONTACT, Role.PARTNER)
CIRCULAR = LetterWords(
    "Einladung zum Netzwerktreffen in Lindenfurt",
    "Guten Tag,\n\nwir laden Sie zum Treffen der Standorte ein. Auf der Tagesordnung stehen:\n\n"
    "- Erfahrungen aus dem Emailleviertel\n- Fragen zum neuen Programmjahr\n- Zeit zum Reden\n\n"
    "Bitte sagen Sie uns bis Monatsende, ob Sie kommen.\n\nIhre Servicestelle",
)


def load(now: datetime) -> int:
    """Prepare a circular that waits to be checked, write the letters of the last working day, and return how many there are."""
    on = timezone.localdate(now)
    readers = {person.pk: person for role in READERS for person in queries.people_in_role(role, on=on)}
    with translation.override("de"):
        letters = [
            LetterDraft(MailKind.NEWS, wording.letter_of(CIRCULAR, kind=MailKind.NEWS, person_id=person.pk), person)
            for person in readers.values()
            if person.is_example
        ]
    if letters:
        batches.prepare(title=CIRCULAR.subject, letters=letters, now=now, actor=SYSTEM)
    day = next(day for ago in range(7) if is_digest_day(day := timezone.localdate(now) - timedelta(days=ago)))
    return len(letters) + digests_of(day, now=now)
