"""Letters in the outbox without surprises."""

from datetime import UTC, datetime, timedelta

from quartierwerk.foundation.mail.actions import letters
from quartierwerk.foundation.mail.actions.writing import LetterDraft
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.letters import from_text
from quartierwerk.foundation.mail.models import OutgoingMail
from quartierwerk.foundation.people.core.actor import SYSTEM

THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def words(subject="Ein Brief", text="Guten Tag,\n\nes gibt etwas Neues.", language="de"):
    """Return a letter's words."""
    return from_text(text, subject=subject, language=language, closing=["Quartierwerk"])


def make_letter(person, *, kind="duty", now=THURSDAY, state=None, **more):
    """Return a queued letter to a person; ``state`` puts it there without a deed, for lists."""
    letter = more.pop("letter", None) or words()
    mail = letters.queue(new=LetterDraft(MailKind(kind), letter, person, **more), now=now, actor=SYSTEM)
    if state:
        facts = {"attempts": 1, "handed_over": now} if state in {"sent", "sending", "bounced"} else {}
        OutgoingMail.objects.filter(pk=mail.pk).update(state=state, **facts)
        mail.refresh_from_db()
    return mail


def later(**more):
    """Return a moment after ``THURSDAY``."""
    return THURSDAY + timedelta(**more)
