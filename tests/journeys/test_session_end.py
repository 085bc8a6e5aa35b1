"""A session that ends while somebody types says so in time and can be prolonged."""

import pytest

from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
ALMOST_THE_END = "07:56:00"


@pytest.fixture
def hands(window_of, product):
    keyboard = Keyboard(window_of(product.base))
    keyboard.page.clock.install()
    keyboard.window.sign_in("programme_ministry", product.password)
    keyboard.window.open("/werkbank/organisationen/neu/")
    return keyboard


def test_the_end_is_announced_and_put_off_with_a_key(hands):
    hands.fill("Name", "Bürgerverein Nord", inside="main")
    assert not hands.page.get_by_text("In fünf Minuten endet Ihre Anmeldung.").is_visible()

    hands.page.clock.fast_forward(ALMOST_THE_END)
    hands.page.get_by_text("In fünf Minuten endet Ihre Anmeldung.").wait_for()
    hands.go_to("Angemeldet bleiben")
    with hands.page.expect_response("**/konto/bleiben/") as answer:
        hands.press("Enter")

    assert answer.value.status == 204
    hands.page.get_by_text("In fünf Minuten endet Ihre Anmeldung.").wait_for(state="hidden")
    assert hands.page.input_value("input[name=name]") == "Bürgerverein Nord"


def test_after_the_end_the_page_says_that_nothing_is_lost(hands):
    hands.page.clock.fast_forward("08:01:00")

    hands.page.get_by_text("Ihre Anmeldung ist abgelaufen.").wait_for()

    assert not hands.page.get_by_role("button", name="Angemeldet bleiben").is_visible()
