"""Who stands behind a session, with as few questions as possible."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from quartierwerk.foundation.people.models import Person

pytestmark = pytest.mark.django_db

DESK = "/werkbank/"
SIGN_IN = f"/konto/login/?next={DESK}"


@pytest.fixture
def somebody(client):
    person = Person.objects.create(code="jemand", name="Jemand", email="jemand@beispiel.invalid")
    client.force_login(person)
    return person


def test_a_session_leads_to_its_person(client, somebody):
    assert client.get(DESK).context["request"].actor.name == "Jemand"


def test_a_session_that_has_ended_leads_to_nobody(client, somebody):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert client.get(DESK).url == SIGN_IN


def test_a_session_that_is_gone_leads_to_nobody(client, somebody):
    Session.objects.all().delete()

    assert client.get(DESK).url == SIGN_IN


def test_a_closed_account_is_nobody_from_the_next_request_on(client, somebody):
    assert client.get(DESK).context["request"].actor.person_id == somebody.pk

    Person.objects.filter(pk=somebody.pk).update(is_active=False)

    assert client.get(DESK).url == SIGN_IN


def test_the_session_of_another_is_not_mixed_up(client, somebody, django_user_model):
    other = django_user_model.objects.create(code="andere", name="Andere", email="andere@beispiel.invalid")
    browser = Client()
    browser.force_login(other)

    assert [each.get(DESK).context["request"].actor.name for each in (client, browser, client)] == ["Jemand", "Andere", "Jemand"]


def test_a_session_number_somebody_made_up_leads_to_nobody(client):
    client.cookies["sessionid"] = "ausgedacht"

    assert client.get(DESK).url == SIGN_IN


def test_what_a_session_holds_is_kept(client, somebody):
    session = client.session
    session["merken"] = "Auwe"
    session.save()

    assert client.session["merken"] == "Auwe"
