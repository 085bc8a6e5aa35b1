"""The words around every letter, and those of the letter of the day."""

from datetime import date

import pytest
from django.utils import translation

from quartierwerk.foundation.mail import unsubscribing, wording
from quartierwerk.foundation.mail.core.digests import Waiting, build
from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.foundation.mail.core.letters import as_text
from quartierwerk.foundation.slots.values import DigestItem, LetterWords, Subject

SITE = Subject("site", "a")


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.SITE_ADDRESS = "https://quartier.invalid"


def item(title, group="Handlungskonzept", **more):
    return DigestItem(SITE, group, title, "/werkbank/a/", **more)


def digest(*waiting):
    return build(waiting, visible=[SITE], wants_reminders=True)


@pytest.mark.parametrize(("kind", "lines"), [("duty", 2), ("way_in", 2), ("account", 2), ("news", 3), ("digest", 3)])
def test_every_letter_says_who_writes_and_offers_say_how_to_end_them(kind, lines):
    closing = wording.closing(MailKind(kind), 7)

    assert closing[0] == "Quartierwerk, https://quartier.invalid"
    assert len(closing) == lines
    if lines == 3:
        assert closing[2] == f"Keine solchen Briefe mehr: {unsubscribing.address_for(7, MailKind(kind))}"


def test_whoever_has_no_account_is_offered_no_end():
    assert len(wording.closing(MailKind.NEWS, None)) == 2


def test_a_letter_carries_the_language_that_is_on():
    words = LetterWords("Hallo", "Guten Tag")

    with translation.override("en"):
        english = wording.letter_of(words, kind=MailKind.DUTY, person_id=1)

    assert (english.language, wording.letter_of(words, kind=MailKind.DUTY, person_id=1).language) == ("en", "de")


def test_a_digest_reads_like_a_letter():
    found = digest(
        Waiting(item("Fassung 2 wartet", note="Emailleviertel", due_on=date(2026, 12, 3))), Waiting(item("Geld fehlt"), "Ayse Amt")
    )

    letter = wording.digest_letter(found, name="Nora", person_id=7)

    assert as_text(letter).startswith(
        "Guten Tag, Nora,\n\n"
        "das wartet heute auf Sie. Was hier steht, steht auch auf Ihrem Schreibtisch.\n\n"
        "Handlungskonzept\n----------------\n\n"
        "- Fassung 2 wartet\n  bis 03.12.2026 · Emailleviertel\n  https://quartier.invalid/werkbank/a/\n\n"
        "Handlungskonzept, in Vertretung für Ayse Amt\n--------------------------------------------\n\n"
        "- Geld fehlt\n  https://quartier.invalid/werkbank/a/\n\n"
        "Zum Schreibtisch:\nhttps://quartier.invalid/werkbank/\n\n"
    )


@pytest.mark.parametrize(("count", "subject"), [(1, "1 Sache wartet"), (2, "2 Sachen warten"), (47, "47 Sachen warten")])
def test_the_subject_says_how_much_and_not_what(count, subject):
    letter = wording.digest_letter(digest(*(Waiting(item(f"geheim {n:02}")) for n in range(count))), name="Nora", person_id=7)

    assert letter.subject == f"Quartierwerk: {subject} auf Sie"
    assert ("Auf dem Schreibtisch stehen noch 7 Sachen." in as_text(letter)) is (count == 47)
