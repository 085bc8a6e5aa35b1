"""A comment reaches a colleague, who sets a follow-up, which comes back in the letter of the day and in their own calendar."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.accessibility.test_axe import broken_rules
from tests.browser import SITE
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
MEASURE = f"/werkbank/standorte/{SITE}/massnahmen/m-13/"
TOMORROW = timezone.localdate() + timedelta(days=1)
LETTER = "from datetime import date; from django.utils import timezone; from quartierwerk.foundation.mail.tasks import digests_of; "


def signed_in(window_of, product, role):
    hands = Keyboard(window_of(product.base))
    hands.window.sign_in(role, product.password)
    return hands


def comment(officer, words):
    officer.window.open(MEASURE)
    officer.follow("Kommentare zu dieser Maßnahme", inside="main")
    officer.fill("Kommentar", words)
    officer.follow("Kommentieren", inside="main")
    assert "Der Kommentar steht." in officer.text()


def set_follow_up(manager, what):
    manager.window.open(MEASURE)
    manager.follow("Wiedervorlage", inside="main")
    manager.fill("Tag", f"{TOMORROW:%d.%m.%Y}")
    manager.fill("Was ist zu tun?", what)
    manager.follow("Wiedervorlage setzen", inside="main")
    assert "Die Wiedervorlage steht im Kalender." in manager.text()


def letter_of_tomorrow(manager, product):
    product.run(f"{LETTER}digests_of(date({TOMORROW.year}, {TOMORROW.month}, {TOMORROW.day}), now=timezone.now())")
    manager.window.open("/werkbank/briefe/")
    manager.page.locator("tbody a").first.click()
    return manager.text()


def calendar_elsewhere(manager, stranger):
    """Return the days by their titles that a program reads at a new address, without signing in."""
    manager.window.open("/werkbank/kalender/")
    manager.follow("Im eigenen Kalender zeigen", inside="main")
    manager.follow("Adresse für meinen Kalender anlegen", inside="main")
    token = re.search(r"[^/]+$", manager.page.input_value("#adresse"))[0]
    file = stranger.context.request.get(f"{stranger.base}/kalender/{token}")
    return {str(event["SUMMARY"]): event.decoded("DTSTART") for event in Calendar.from_ical(file.body()).walk("VEVENT")}


def test_a_comment_becomes_a_follow_up_and_comes_back_by_letter_and_calendar(window_of, product):
    officer, manager = (signed_in(window_of, product, role) for role in ("area_officer", "neighbourhood_manager"))
    comment(officer, "@Nour Haddad, bitte den Bauzeitenplan ansehen")
    assert broken_rules(officer.page) == []

    manager.window.open("/werkbank/")
    manager.page.click("text=hat Sie erwähnt")
    assert "bitte den Bauzeitenplan ansehen" in manager.text()
    set_follow_up(manager, "Bauzeitenplan prüfen")
    assert broken_rules(manager.page) == []

    letter = letter_of_tomorrow(manager, product)
    assert "Bauzeitenplan prüfen" in letter
    assert "hat Sie erwähnt" in letter
    assert calendar_elsewhere(manager, window_of(product.base))["Bauzeitenplan prüfen"] == TOMORROW
    assert broken_rules(manager.page) == []


def test_a_typing_error_and_a_part_of_a_compound_find_the_measure(window_of, product):
    officer = signed_in(window_of, product, "area_officer")
    officer.window.open(MEASURE)
    title = officer.page.locator("h1").inner_text()
    word = max(re.findall(r"[A-ZÄÖÜ][a-zäöüß]{6,}", title), key=len)
    swapped = f"{word[:3]}{word[4]}{word[3]}{word[5:]}"

    officer.fill("Suchen", swapped)
    with officer.page.expect_navigation():
        officer.press("Enter")

    assert word.casefold() in officer.text().casefold()
    assert broken_rules(officer.page) == []
