"""A passkey from end to end, with the keyboard, on an authenticator the browser plays itself."""

import pytest

from tests.journeys.keyboard import Keyboard

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(window_of, product):
    """Return a keyboard at a browser with an authenticator, and the means to ask what it holds."""
    hands = Keyboard(window_of(product.base.replace("127.0.0.1", "localhost")))  # a passkey belongs to a name, never to a number
    session = hands.window.context.new_cdp_session(hands.page)
    session.send("WebAuthn.enable")
    number = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    return hands, lambda: session.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]


def test_a_passkey_is_made_once_and_opens_the_desk_without_a_password(device, product):
    hands, held = device
    hands.window.sign_in("neighbourhood_manager", product.password)
    hands.window.open("/konto/mfa/")

    hands.follow("Passkey hinzufügen", inside="main")
    if "Noch einmal ausweisen" in hands.text():
        hands.fill("Passwort", product.password, inside="main")
        hands.follow("Bestätigen", inside="main")
    hands.fill("Name, zum Beispiel „Diensthandy“", "Diensthandy", inside="main")
    hands.follow("Passkey anlegen", inside="main")
    assert len(held()) == 1
    hands.window.open("/konto/mfa/webauthn/")
    assert "Diensthandy" in hands.text()

    hands.follow("Abmelden")
    hands.window.open("/konto/login/")
    hands.follow("Mit Passkey anmelden", inside="main")

    assert hands.page.url.endswith("/werkbank/")
    hands.window.open("/konto/mfa/webauthn/")
    hands.follow("Entfernen", inside="main")
    hands.follow("Verwenden Sie einen Sicherheitsschlüssel", inside="main")
    hands.follow("Mit Passkey bestätigen", inside="main")
    hands.follow("Entfernen", inside="main")
    assert "Noch kein Passkey" in hands.text()


def test_a_key_the_site_does_not_know_is_refused_with_a_sentence(device, product):
    hands, held = device
    hands.window.open("/konto/login/")

    hands.page.get_by_role("button", name="Mit Passkey anmelden").press("Enter")

    hands.page.get_by_text("Das hat nicht geklappt.").wait_for()
    assert held() == []
    assert hands.page.url.endswith("/konto/login/")
