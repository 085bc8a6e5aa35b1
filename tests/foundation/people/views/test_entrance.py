"""Ways in besides the sign-in: the first account and the example programme's change of view."""

import pytest
from django.contrib.auth import get_user
from django.test import Client
from tests.people import PASSWORD, person

from quartierwerk.foundation.people import first_access
from quartierwerk.foundation.people.models import Person

pytestmark = pytest.mark.django_db
GIVEN = {"name": "Erste Person", "email": "erste@test.invalid", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def example(settings):
    settings.EXAMPLE_PROGRAMME = True
    return person("auditor", is_example=True)


def who_is_signed_in(client):
    request = type("Request", (), {"session": client.session})()
    return get_user(request)


def test_first_account_is_made_through_the_link_and_signs_in(client):
    link = first_access.issue_link()
    assert "Erstes Konto anlegen" in client.get(link).content.decode()

    answer = client.post(link, GIVEN)
    client.post("/konto/login/", {"login": "erste@test.invalid", "password": PASSWORD})

    assert answer.headers["Location"].startswith("/konto/login/")
    assert who_is_signed_in(client).name == "Erste Person"
    assert client.get("/werkbank/personen/").status_code == 200


def test_used_link_is_not_found(client):
    link = first_access.issue_link()
    client.post(link, GIVEN)

    assert client.get(link).status_code == 404
    assert client.post(link, GIVEN | {"email": "zweite@test.invalid"}).status_code == 404
    assert Person.objects.count() == 1


def test_page_of_the_link_is_kept_nowhere(client):
    assert client.get(first_access.issue_link()).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"again": "another-password-1"}, "again"),
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "password1234", "again": "password1234"}, "password"),
        ({"password": "erste@test.invalid", "again": "erste@test.invalid"}, "password"),
        ({"email": "no address"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_first_account_needs_a_strong_password_typed_twice(client, wrong, field):
    form = client.post(first_access.issue_link(), GIVEN | wrong).context["form"]

    assert set(form.errors) == {field}
    assert not Person.objects.exists()


def test_visitor_sees_the_example_through_another_persons_eyes(client, example):
    answer = client.post("/konto/ansicht/", {"person": example.code})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/werkbank/")
    assert who_is_signed_in(client) == example
    assert "Anton Prüfer" in client.get("/werkbank/").content.decode()


def test_visitor_goes_back_to_being_the_public(client, example):
    client.force_login(example)

    answer = client.post("/konto/ansicht/", {"person": ""})

    assert answer.headers["Location"] == "/"
    assert who_is_signed_in(client).is_anonymous


def test_nothing_of_the_earlier_session_is_carried_over(client, example):
    session = client.session
    session["basket"] = "x"
    session.save()

    client.post("/konto/ansicht/", {"person": example.code})

    assert "basket" not in client.session


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/werkbank/personen/?q=a", "/werkbank/personen/?q=a"),
        ("https://evil.invalid/", "/werkbank/"),
        ("//evil.invalid/", "/werkbank/"),
        ("portal:start", "/werkbank/"),
        ("%", "/werkbank/"),
        ("javascript:alert(1)", "/werkbank/"),
        ("", "/werkbank/"),
    ],
)
def test_change_of_view_never_leaves_the_site(client, example, wanted, goes_to):
    assert client.post("/konto/ansicht/", {"person": example.code, "next": wanted}).headers["Location"] == goes_to


def test_real_people_cannot_be_looked_through(client, example):
    real = person("operator")

    assert client.post("/konto/ansicht/", {"person": real.code}).status_code == 404
    assert who_is_signed_in(client).is_anonymous


def test_locked_people_cannot_be_looked_through(client, example):
    Person.objects.filter(pk=example.pk).update(is_active=False)

    assert client.post("/konto/ansicht/", {"person": example.code}).status_code == 404


@pytest.mark.parametrize("switches", [{"EXAMPLE_PROGRAMME": False}, {"PRODUCTION": True}])
def test_outside_the_example_programme_there_is_no_change_of_view(client, settings, example, switches):
    for name, value in switches.items():
        setattr(settings, name, value)

    assert client.post("/konto/ansicht/", {"person": example.code}).status_code == 404
    assert client.post("/konto/ansicht/", {"person": ""}).status_code == 404
    assert who_is_signed_in(client).is_anonymous


def test_view_is_changed_by_a_form_of_ours_only(example):
    careful = Client(enforce_csrf_checks=True)

    assert careful.post("/konto/ansicht/", {"person": example.code}).status_code == 403
    assert careful.get("/konto/ansicht/").status_code == 405


def test_whoever_forgot_their_password_asks_for_a_link_and_is_told_who_else_helps(client):
    page = client.get("/konto/password/reset/").content.decode()

    assert "Nennen Sie die Adresse, mit der Sie sich anmelden." in page
    assert "hilft die Stelle, die Ihren Zugang eingerichtet hat" in page
