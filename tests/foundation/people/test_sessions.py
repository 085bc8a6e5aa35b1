"""Who stands behind a session, with as few questions as possible."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from quartierwerk.foundation.people.models import Person

pytestmark = pytest.mark.django_db

DESK = "/werkbank/"


@pytest.fixture
def somebody(client):
    person = Person.objects.create(code="jemand", name="Jemand", email="jemand@beispiel.invalid")
    client.force_login(person)
    return person


def test_a_session_leads_to_its_person(client, somebody):
    assert client.get(DESK).status_code == 200


def test_a_session_that_has_ended_leads_to_nobody(client, somebody):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    answer = client.get(DESK)

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/konto/login/")


def test_a_session_that_is_gone_leads_to_nobody(client, somebody):
    Session.objects.all().delete()

    assert client.get(DESK).status_code == 302


def test_a_closed_account_is_nobody_from_the_next_request_on(client, somebody):
    assert client.get(DESK).status_code == 200

    Person.objects.filter(pk=somebody.pk).update(is_active=False)

    assert client.get(DESK).status_code == 302


def test_what_a_session_holds_is_kept(client, somebody):
    session = client.session
    session["merken"] = "Auwe"
    session.save()

    assert client.session["merken"] == "Auwe"
