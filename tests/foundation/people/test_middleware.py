"""What a signed-in person sees is kept by no browser and no cache on the way."""

import pytest
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/werkbank/", "/werkbank/personen/", "/werkbank/standorte/?format=csv", "/werkbank/nichts/", "/"])
def test_pages_of_somebody_signed_in_are_not_kept(client, path):
    client.force_login(person("operator"))

    assert client.get(path)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/", "/standorte/", "/regelwerk/"])
def test_public_pages_may_be_kept(client, path):
    assert "Cache-Control" not in client.get(path)


def test_signing_out_clears_what_the_session_held(client):
    client.force_login(person("operator"))
    old = client.cookies["sessionid"].value

    client.post("/konto/logout/")
    client.cookies["sessionid"] = old

    assert client.get("/werkbank/").status_code == 302


def test_signing_in_takes_a_new_session_number(client):
    session = client.session
    session["planted"] = "x"
    session.save()
    planted = client.cookies["sessionid"].value

    client.force_login(person("operator"))

    assert client.cookies["sessionid"].value != planted
