"""From an invitation to a letter read in the browser, and from the letter into the product."""

import re
import time

import pytest

from tests.accessibility.test_axe import broken_rules
from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
PASSWORD = "drei lange Wörter hier"


def open_newest_letter(hands, to):
    """Open the newest letter to somebody, in the outbox of whoever runs it."""
    for _attempt in range(20):
        hands.window.open(f"/werkbank/post/?q={to}")
        if hands.page.locator("tbody a").count():
            break
        time.sleep(1)  # the worker writes letters somebody has asked for
    hands.page.locator("tbody a").first.click()
    return hands.page.inner_text("main")


def broken_rules_of_the_letter(hands, address):
    """Return what axe objects to in a letter; its own page lets no script run, not even that of a test."""
    letter = hands.window.context.request.get(f"{hands.window.base}{address}").text()
    hands.window.open("about:blank")
    hands.page.set_content(letter)
    return broken_rules(hands.page)


def link_in(text):
    return re.search(r"http://\S+(/konto/password/reset/key/\S+)", text)[1]


def set_password(hands, link, password):
    hands.window.open(link)
    hands.fill("Neues Passwort", password)
    hands.fill("Neues Passwort (Wiederholung)", password)
    hands.page.keyboard.press("Enter")
    hands.page.wait_for_url("**/key/done/")


def sign_in(hands, address, password):
    hands.window.open("/konto/login/")
    hands.fill("E-Mail", address)
    hands.fill("Passwort", password)
    hands.follow("Anmelden", inside="main")


def test_an_invitation_is_read_in_the_browser_and_its_link_lets_somebody_in(window_of, product):
    manager = Keyboard(window_of(product.base))
    manager.window.sign_in("operator", product.password)
    manager.window.open("/werkbank/personen/einladen/")
    manager.fill("Name", "Ines Neu")
    manager.fill("E-Mail", "ines@beispiel.invalid")
    manager.choose("Rolle", "Prüfung")
    manager.fill("Geltungsbereich", "Ganzes Programm")
    manager.follow("Einladen", inside="main")
    assert "Ein Brief an diese Adresse sagt, wie es weitergeht." in manager.page.inner_text("main")

    letter = open_newest_letter(manager, "ines@beispiel.invalid")
    assert "hat Ihnen in Quartierwerk eine Aufgabe gegeben: Prüfung, Ganzes Programm." in letter
    assert broken_rules(manager.page) == []
    shown = manager.page.locator("text=So sieht der Brief im Mailprogramm aus").get_attribute("href")
    assert broken_rules_of_the_letter(manager, shown) == []

    newcomer = Keyboard(window_of(product.base))
    set_password(newcomer, link_in(letter), PASSWORD)
    sign_in(newcomer, "ines@beispiel.invalid", PASSWORD)
    assert newcomer.page.url.endswith("/werkbank/")
    newcomer.window.open("/werkbank/briefe/")
    assert "Änderung an Ihrem Zugang" in newcomer.page.inner_text("main")


def test_whoever_forgot_their_password_finds_a_letter_and_a_stranger_the_same_answer(window_of, product):
    somebody, manager = Keyboard(window_of(product.base)), Keyboard(window_of(product.base))
    answers = []
    for address in ("treasury@beispiel.invalid", "niemand@beispiel.invalid"):
        somebody.window.open("/konto/login/")
        somebody.page.click("text=Passwort vergessen")
        somebody.fill("E-Mail", address)
        somebody.follow("Link schicken", inside="main")
        answers.append(somebody.page.inner_text("main"))
    assert answers[0] == answers[1]
    assert "Wenn diese Adresse zu einem Konto gehört" in answers[0]

    manager.window.sign_in("operator", product.password)
    letter = open_newest_letter(manager, "treasury@beispiel.invalid")
    set_password(somebody, link_in(letter), PASSWORD)
    sign_in(somebody, "treasury@beispiel.invalid", PASSWORD)

    assert somebody.page.url.endswith("/werkbank/")


def test_a_circular_is_checked_as_a_list_and_released(window_of, product):
    hands = Keyboard(window_of(product.base))
    hands.window.sign_in("operator", product.password)
    hands.window.open("/werkbank/")
    hands.page.click("text=Sammlung „Einladung zum Netzwerktreffen in Lindenfurt“ wartet auf Ihre Freigabe")
    assert broken_rules(hands.page) == []

    hands.page.click("button:has-text('freigeben')")

    said = hands.page.inner_text("main")
    assert "Die Sammlung ist freigegeben." in said
    assert "bereit zum Versand" in said
