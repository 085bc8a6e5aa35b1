"""The words around every letter, and those of the letter of the day; asked while the reader's language is on."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from quartierwerk.foundation.mail import unsubscribing
from quartierwerk.foundation.mail.core.digests import Digest, Group, Item
from quartierwerk.foundation.mail.core.kinds import MailKind, may_unsubscribe
from quartierwerk.foundation.mail.core.letters import Action, Block, Heading, Letter, Paragraph, Point, Points, from_text
from quartierwerk.foundation.slots.values import LetterWords
from quartierwerk.foundation.ui import figures


def closing(kind: MailKind, person_id: int | None) -> Sequence[str]:
    """Return who writes, and how to end such letters where that is the reader's to say."""
    lines = [_("Quartierwerk, {address}").format(address=settings.SITE_ADDRESS), _("Diesen Brief hat das Programm verschickt.")]
    if may_unsubscribe(kind) and person_id:
        lines.append(_("Keine solchen Briefe mehr: {address}").format(address=unsubscribing.address_for(person_id, kind)))
    return lines


def letter_of(words: LetterWords, *, kind: MailKind, person_id: int | None) -> Letter:
    """Return a letter from plain words."""
    return from_text(words.text, subject=words.subject, language=_language(), closing=closing(kind, person_id))


def digest_letter(digest: Digest, *, name: str, person_id: int) -> Letter:
    """Return the letter of the day. Its subject says how much waits, not what: it shows on locked screens."""
    count = digest.count
    subject = ngettext("Quartierwerk: %(n)s Sache wartet auf Sie", "Quartierwerk: %(n)s Sachen warten auf Sie", count) % {"n": count}
    blocks: list[Block] = [
        Paragraph(_("Guten Tag, {name},").format(name=name)),
        Paragraph(_("das wartet heute auf Sie. Was hier steht, steht auch auf Ihrem Schreibtisch.")),
    ]
    for group in digest.groups:
        blocks += [Heading(_heading(group)), Points(tuple(_point(item) for item in group.items))]
    if digest.more:
        more = ngettext("Auf dem Schreibtisch steht noch %(n)s Sache.", "Auf dem Schreibtisch stehen noch %(n)s Sachen.", digest.more)
        blocks.append(Paragraph(more % {"n": digest.more}))
    blocks.append(Action(_("Zum Schreibtisch"), settings.SITE_ADDRESS + _desk()))
    return Letter(_language(), subject, tuple(blocks), tuple(closing(MailKind.DIGEST, person_id)))


def _heading(group: Group) -> str:
    if group.for_name:
        return _("{title}, in Vertretung für {name}").format(title=group.title, name=group.for_name)
    return group.title


def _point(item: Item) -> Point:
    due = _("bis {day}").format(day=figures.day(item.due_on)) if item.due_on else ""
    return Point(item.title, " · ".join(filter(None, (due, item.note))), settings.SITE_ADDRESS + item.address)


def _desk() -> str:
    return reverse(settings.LOGIN_REDIRECT_URL)


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]
