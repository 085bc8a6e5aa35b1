"""Signing in with password and one-time code, and how access ends."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from tests.people import PASSWORD, actor, person

from quartierwerk.foundation.people.actions.persons import issue_link, set_address
from quartierwerk.foundation.people.models import Person

pytestmark = pytest.mark.django_db
LOGIN = "/konto/login/"


@pytest.fixture(autouse=True)
def fresh_rate_limits(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def somebody():
    return person("programme_ministry", may_sign_in=True)


def sign_in(client, whoever, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": whoever.email, "password": password, **more})


def is_signed_in(client):
    return client.get("/werkbank/personen/").status_code == 200


def code_for(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_person_signs_in_with_address_in_any_case_and_password(client, somebody):
    answer = client.post(LOGIN, {"login": somebody.email.upper(), "password": PASSWORD})

    assert answer.headers["Location"] == "/werkbank/"
    assert is_signed_in(client)


def test_wrong_password_is_refused_with_a_sentence_that_tells_nothing(client, somebody):
    wrong = sign_in(client, somebody, "not-the-password").context["form"].non_field_errors()
    unknown = client.post(LOGIN, {"login": "nobody@test.invalid", "password": "x"}).context["form"].non_field_errors()

    assert wrong == unknown
    assert len(wrong) == 1
    assert not is_signed_in(client)


@pytest.mark.parametrize("there", ["https://evil.invalid/", "//evil.invalid/x", "javascript:alert(1)", "/\\evil.invalid"])
def test_sign_in_never_leads_off_the_site(client, somebody, there):
    assert sign_in(client, somebody, next=there).headers["Location"] == "/werkbank/"


def test_sign_in_leads_back_to_the_page_that_asked(client, somebody):
    assert sign_in(client, somebody, next="/werkbank/personen/?q=a").headers["Location"] == "/werkbank/personen/?q=a"


def test_too_many_wrong_passwords_are_stopped(client, somebody):
    for _ in range(12):
        sign_in(client, somebody, "not-the-password")

    sign_in(client, somebody)

    assert not is_signed_in(client)


@pytest.mark.parametrize("given", [None, {"email": "new@test.invalid", "password1": PASSWORD, "password2": PASSWORD}])
def test_nobody_signs_up_on_their_own(client, given):
    answer = client.get("/konto/signup/") if given is None else client.post("/konto/signup/", given)

    assert '<input type="password"' not in answer.content.decode()
    assert not Person.objects.filter(email="new@test.invalid").exists()


def enrol(client):
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    page = client.get("/konto/mfa/totp/activate/")
    secret = page.context["form"].secret
    return secret, client.post("/konto/mfa/totp/activate/", {"code": code_for(secret)})


def test_person_enrols_a_one_time_code_and_needs_it_from_then_on(client, somebody):
    sign_in(client, somebody)
    secret, answer = enrol(client)
    assert answer.status_code == 302
    cache.clear()  # a code is good for one use only, and this is still the same half minute

    second = Client()
    first_step = sign_in(second, somebody)
    assert first_step.headers["Location"].startswith("/konto/mfa/authenticate/")
    assert not is_signed_in(second)

    second.post(first_step.headers["Location"], {"code": "000000"})
    assert not is_signed_in(second)
    second.post(first_step.headers["Location"], {"code": code_for(secret)})
    assert is_signed_in(second)


def test_one_time_code_is_good_once(client, somebody):
    sign_in(client, somebody)
    secret, _answer = enrol(client)
    cache.clear()
    code = code_for(secret)
    second, third = Client(), Client()

    second.post(sign_in(second, somebody).headers["Location"], {"code": code})
    third.post(sign_in(third, somebody).headers["Location"], {"code": code})

    assert is_signed_in(second)
    assert not is_signed_in(third)


def test_new_password_ends_every_other_session(client, somebody):
    other = Client()
    sign_in(client, somebody)
    sign_in(other, somebody)

    client.post(
        "/konto/password/change/", {"oldpassword": PASSWORD, "password1": "ein-neues-Passwort-2", "password2": "ein-neues-Passwort-2"}
    )

    assert Person.objects.get(pk=somebody.pk).check_password("ein-neues-Passwort-2")
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_locked_person_loses_access_at_once_and_cannot_sign_in(client, somebody):
    sign_in(client, somebody)
    assert is_signed_in(client)

    Person.objects.filter(pk=somebody.pk).update(is_active=False)

    assert not is_signed_in(client)
    again = Client()
    sign_in(again, somebody)
    assert not is_signed_in(again)


def test_ended_mandate_takes_effect_on_the_next_page(client, somebody):
    sign_in(client, somebody)
    somebody.mandates.update(ends_on="2021-01-01")

    assert client.get("/werkbank/personen/").status_code == 403


def test_recorded_person_without_password_cannot_sign_in(client):
    recorded = person("programme_ministry")

    sign_in(client, recorded, "")
    sign_in(client, recorded, "!")

    assert not is_signed_in(client)


def set_password_by_link(client, somebody):
    """Go through the link a manager hands over; afterwards the person has a password."""
    page = client.get(issue_link(person=somebody, reason="Neu im Programm", actor=actor("operator")), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})


def test_invited_person_sets_a_password_by_link_and_signs_in(client):
    invited = person("programme_ministry")

    set_password_by_link(client, invited)
    sign_in(client, invited)

    assert is_signed_in(client)


def test_link_works_once(client):
    invited = person("programme_ministry")
    link = issue_link(person=invited, reason="Neu im Programm", actor=actor("operator"))
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})

    other = Client()
    page = other.get(link, follow=True)
    other.post(page.request["PATH_INFO"], {"password1": "ein-ganz-anderes-Wort-9", "password2": "ein-ganz-anderes-Wort-9"})
    sign_in(client, invited)

    assert is_signed_in(client)


def test_link_does_not_get_round_the_one_time_code(client, somebody):
    sign_in(client, somebody)
    enrol(client)
    other = Client()

    set_password_by_link(other, somebody)
    assert not is_signed_in(other)
    answer = sign_in(other, somebody)

    assert answer.headers["Location"].startswith("/konto/mfa/authenticate/")
    assert not is_signed_in(other)


def test_attempts_and_used_codes_are_counted_for_all_processes_together(settings):
    cache.set("seen-by-one-process", 1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache WHERE cache_key LIKE %s", ["%seen-by-one-process"])
        assert cursor.fetchone() == (1,)


def test_attempts_are_counted_by_the_address_the_proxy_saw(client, somebody, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(12):
        made_up = f"10.0.0.{number}, 192.0.2.7"  # what a visitor claims, and what our proxy adds
        client.post(LOGIN, {"login": f"nobody{number}@test.invalid", "password": "x"}, headers={"X-Forwarded-For": made_up})

    stopped = client.post(LOGIN, {"login": somebody.email, "password": PASSWORD}, headers={"X-Forwarded-For": "10.9.9.9, 192.0.2.7"})
    elsewhere = client.post(LOGIN, {"login": somebody.email, "password": PASSWORD}, headers={"X-Forwarded-For": "192.0.2.8"})

    assert stopped.status_code in {200, 429}
    assert elsewhere.status_code == 302


def test_address_that_was_taken_away_no_longer_opens_the_door(client):
    invited = person("programme_ministry")
    old = invited.email
    set_password_by_link(client, invited)

    set_address(person=Person.objects.get(pk=invited.pk), email="new@test.invalid", actor=actor("operator"))
    client.post(LOGIN, {"login": old, "password": PASSWORD})
    assert not is_signed_in(client)
    client.post(LOGIN, {"login": "new@test.invalid", "password": PASSWORD})
    assert is_signed_in(client)


def test_nobody_changes_the_own_address_past_the_deed(client, somebody):
    sign_in(client, somebody)

    assert client.get("/konto/email/").status_code == 404
    assert client.post("/konto/email/", {"action_add": "", "email": "own@test.invalid"}).status_code == 404
    assert not EmailAddress.objects.filter(email="own@test.invalid").exists()


def test_code_is_only_offered_after_the_password_was_given_again(client, somebody):
    sign_in(client, somebody)

    assert client.get("/konto/mfa/totp/activate/").headers["Location"].startswith("/konto/reauthenticate/")


@pytest.mark.parametrize("password", [PASSWORD, "not-the-password"])
def test_sign_in_takes_the_same_work_for_an_address_nobody_has(client, somebody, monkeypatch, password):
    hashed = []
    scrypt = ScryptPasswordHasher.encode
    monkeypatch.setattr(ScryptPasswordHasher, "encode", lambda *given, **more: hashed.append(1) or scrypt(*given, **more))

    sign_in(client, somebody, password)
    known = len(hashed)
    Client().post(LOGIN, {"login": "nobody@test.invalid", "password": password})

    assert (known, len(hashed)) == (1, 2)


@pytest.mark.parametrize("mailed", ["", None])
def test_people_without_address_do_not_share_a_sign_in(client, mailed):
    Person.objects.create(name="A", email=mailed)
    Person.objects.create(name="B", email=mailed)

    assert client.post(LOGIN, {"login": "", "password": ""}).context["form"].errors
