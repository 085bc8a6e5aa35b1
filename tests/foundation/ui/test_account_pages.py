"""Signing in and one-time codes have our frame and our words."""

import pytest

from tests import people
from tests.foundation.ui.pages import says

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.ui.urls")]


def heading(response):
    content = response.content.decode()
    return content.split('<h1 class="qw-h1">')[1].split("</h1>")[0]


@pytest.fixture
def signed_in(client):
    somebody = people.person("area_officer", "municipality", "musterstadt", may_sign_in=True)
    client.post("/konto/login/", {"login": somebody.email, "password": people.PASSWORD})
    return client


@pytest.fixture
def fresh(signed_in):
    """Somebody who has just given the password once more."""
    signed_in.post("/konto/reauthenticate/", {"password": people.PASSWORD})
    return signed_in


def test_sign_in_asks_for_address_and_password(client):
    said = says(client.get("/konto/login/").content.decode())

    assert said[said.index("Anmelden") :][:4] == ["Anmelden", "E-Mail", "Passwort", "Passwort vergessen?"]


def test_a_wrong_password_is_said_on_top(client):
    response = client.post("/konto/login/", {"login": "niemand@test.invalid", "password": "falsch"})

    assert "Eine Angabe stimmt noch nicht" in says(response.content.decode())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/konto/logout/", "Abmelden"),
        ("/konto/password/change/", "Passwort ändern"),
        ("/konto/mfa/", "Mein Zugang"),
        ("/konto/mfa/totp/activate/", "Noch einmal ausweisen"),
        ("/konto/reauthenticate/", "Noch einmal ausweisen"),
    ],
)
def test_every_account_page_has_our_heading(signed_in, address, expected):
    assert heading(signed_in.get(address, follow=True)) == expected


def test_the_app_is_set_up_with_a_picture_and_its_key(fresh):
    said = says(fresh.get("/konto/mfa/totp/activate/").content.decode())

    assert said[said.index("Code aus der App einrichten") + 1] == (
        "1. Öffnen Sie eine Authentifizierungs-App auf Ihrem Telefon und lesen Sie dieses Bild ein."
    )


def test_recovery_codes_are_listed_and_the_app_can_be_switched_off(fresh):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    somebody = people.person("area_officer", "municipality", "musterstadt")
    TOTP.activate(somebody, generate_totp_secret())
    codes = RecoveryCodes.activate(somebody).get_unused_codes()

    listed = says(fresh.get("/konto/mfa/recovery-codes/").content.decode())

    assert [word for word in listed if word in codes] == codes
    assert heading(fresh.get("/konto/mfa/totp/deactivate/")) == "Code aus der App abschalten"
    assert heading(fresh.get("/konto/mfa/recovery-codes/generate/")) == "Wiederherstellungscodes erzeugen"


def test_a_second_step_asks_for_the_code(client):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    somebody = people.person("area_officer", "municipality", "musterstadt", may_sign_in=True)
    TOTP.activate(somebody, generate_totp_secret())

    response = client.post("/konto/login/", {"login": somebody.email, "password": people.PASSWORD}, follow=True)

    assert heading(response) == "Code eingeben"
