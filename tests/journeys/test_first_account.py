"""The first account of an empty installation: one link, once."""

import pytest

from tests.journeys.keyboard import Keyboard
from tests.product import Product

pytestmark = pytest.mark.browser


def test_the_printed_link_makes_the_first_account_and_is_dead_afterwards(window_of):
    with Product("--no-example") as empty:
        hands = Keyboard(window_of(empty.base))
        hands.window.open(empty.first_access)

        hands.fill("Name", "Ada Betrieb")
        hands.fill("E-Mail", "ada@stadt.invalid")
        hands.fill("Passwort", "drei lange Wörter hier")
        hands.fill("Passwort wiederholen", "drei lange Wörter hier")
        hands.follow("Konto anlegen")
        hands.fill("E-Mail", "ada@stadt.invalid")
        hands.fill("Passwort", "drei lange Wörter hier")
        hands.follow("Anmelden", inside="main")

        assert hands.page.url.endswith("/werkbank/")
        assert "Ada Betrieb" in hands.page.inner_text("header")
        assert hands.window.open(empty.first_access).status == 404
