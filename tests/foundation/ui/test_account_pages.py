"""Signing in and one-time codes have our frame and our words."""

import pytest
from django.test import Client

from quartierwerk.foundation.people.models import Person
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
        ("/konto/mfa/webauthn/", "Meine Passkeys"),
        ("/konto/mfa/webauthn/add/", "Noch einmal ausweisen"),
    ],
)
def test_every_account_page_has_our_heading(signed_in, address, expected):
    assert heading(signed_in.get(address, follow=True)) == expected


def test_the_app_is_set_up_with_a_picture_and_its_key(fresh):
    said = says(fresh.get("/konto/mfa/totp/activate/").content.decode())

    assert said[said.index("Code aus der App einrichten") + 1] == (
        "1. Öffnen Sie eine Authentifizierungs-App auf Ihrem Telefon und lesen Sie dieses Bild ein."
    )


def test_a_passkey_is_made_by_a_form_that_only_the_script_shows(fresh):
    page = fresh.get("/konto/mfa/webauthn/add/").content.decode()

    assert 'hidden data-passkey="create"' in page
    assert '<script id="passkey-optionen" type="application/json">' in page
    assert "Für Passkeys braucht der Browser JavaScript." in says(page)


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


@pytest.mark.parametrize(
    ("said", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge auf Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1", "Safari auf iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox auf Linux"),
        ("<script>", "unbekanntes Gerät"),
        ("", "unbekanntes Gerät"),
    ],
)
def test_devices_are_named_as_people_call_them(said, device, client):
    somebody = people.person("area_officer", "municipality", "musterstadt", may_sign_in=True)
    client.post("/konto/login/", {"login": somebody.email, "password": people.PASSWORD}, HTTP_USER_AGENT=said)

    page = says(client.get("/konto/geraete/").content.decode())

    assert page[page.index("IP-Adresse") + 1 :][:2] == [device, "dieses Gerät"]


def test_all_other_devices_can_be_signed_out(signed_in):
    other = Client()
    other.post("/konto/login/", {"login": Person.objects.get().email, "password": people.PASSWORD})
    assert other.get("/konto/mfa/").status_code == 200

    answer = signed_in.post("/konto/geraete/", follow=True)

    assert other.get("/konto/mfa/")["Location"].startswith("/konto/login/")
    assert signed_in.get("/konto/mfa/").status_code == 200
    assert "Alle anderen Geräte sind abgemeldet." in says(answer.content.decode())
