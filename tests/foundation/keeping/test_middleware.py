"""Every request has one number in answer, log and trail, and one line that names nobody."""

import json
import logging

import pytest
from django.urls import reverse
from tests.people import NAMES, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.keeping import logs
from quartierwerk.foundation.people.models import Person

pytestmark = pytest.mark.django_db
NUMBER = "0123456789abcdef0123456789abcdef"
LOGGER = "quartierwerk.foundation.keeping.middleware"


@pytest.fixture
def lines(caplog):
    """Return a function that gives the lines written so far, as they would stand in the log."""
    caplog.set_level(logging.INFO, LOGGER)
    return lambda: [json.loads(logs.JsonFormatter().format(record)) for record in caplog.records]


def test_a_sane_number_is_taken_and_returned(client, lines):
    response = client.get("/", headers={"X-Request-ID": NUMBER})

    assert response["X-Request-ID"] == NUMBER
    assert [line["request"] for line in lines()] == [NUMBER]


@pytest.mark.parametrize("given", ["", "Martha-Ministerium", "x" * 500, "../../etc"])
def test_any_other_number_is_replaced(given, client):
    number = client.get("/", headers={"X-Request-ID": given})["X-Request-ID"]

    assert (len(number), set(number) <= set("0123456789abcdef"), number != given) == (32, True, True)


def test_two_requests_have_two_numbers(client):
    assert client.get("/")["X-Request-ID"] != client.get("/")["X-Request-ID"]


def test_one_line_tells_of_a_request_what_nobody_can_be_known_by(client, lines):
    client.get("/", {"q": "Martha"})

    (line,) = lines()
    assert {name: line[name] for name in ("level", "message", "method", "route", "status")} == {
        "level": "info", "message": "answered", "method": "GET", "route": "portal:start", "status": 200,
    }  # fmt: skip
    assert set(line) == {"at", "level", "logger", "message", "request", "method", "route", "status", "milliseconds", "queries"}
    assert line["queries"] > 0


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/gibt/es/nicht/martha@land.invalid/", "unknown"),
        ("/static/martha.css", "static"),
        ("/konto/erster-zugang/geheimer-token/", "people:first_access"),
    ],
)
def test_no_address_stands_in_the_log(path, route, client, lines):
    client.get(path)

    assert [line["route"] for line in lines() if line["logger"] == LOGGER] == [route]
    assert {len(line["request"]) for line in lines()} == {32}
    assert not [line for line in lines() if "martha" in str(line) or "geheim" in str(line)]


def test_signs_of_life_are_not_logged_unless_they_break(client, lines, monkeypatch):
    from quartierwerk.foundation.keeping import queries

    client.get("/gesundheit/")
    assert lines() == []
    monkeypatch.setattr(queries, "_folder_is_writable", lambda: False)
    client.get("/bereit/")

    assert [(line["route"], line["status"]) for line in lines() if line["logger"] == LOGGER] == [("keeping:ready", 503)]


def test_the_trail_of_a_deed_carries_the_number_of_its_request(signed_in_as, lines):
    client = signed_in_as("operator")

    client.post(reverse("people:record_person"), {"name": "Neue Person", "email": "neu@test.invalid"}, headers={"X-Request-ID": NUMBER})

    assert TrailEntry.objects.get(deed="people:person:record").request_id == NUMBER
    assert [line["request"] for line in lines() if line["logger"] == LOGGER] == [NUMBER]


def test_what_breaks_inside_is_a_line_with_the_requests_number(client, lines, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("quartierwerk.foundation.people.queries.actor_for", lambda *_given, **_more: 1 / 0)
    client.force_login(person("operator"))

    response = client.get(reverse("workspace:desk"), headers={"X-Request-ID": NUMBER})

    assert response.status_code == 500
    broken = [line for line in lines() if line.get("error") == "ZeroDivisionError"]
    assert [line["request"] for line in broken] == [NUMBER]


def test_names_and_addresses_of_people_never_stand_in_the_log(signed_in_as, lines):
    client = signed_in_as("operator")
    somebody = person("area_officer", "municipality", "musterstadt")
    for address in (
        "/werkbank/",
        "/werkbank/personen/",
        f"/werkbank/personen/{somebody.code}/",
        f"/werkbank/personen/?q={somebody.name}",
        "/konto/login/",
    ):
        client.get(address)
    client.post("/konto/login/", {"login": somebody.email, "password": "falsch"})
    client.post(reverse("people:issue_link", args=[somebody.code]), {"reason": f"{somebody.name} hat es vergessen"})

    written = json.dumps(lines(), ensure_ascii=False)
    assert len(lines()) >= 7
    for secret in (*NAMES.values(), somebody.email, somebody.code, "falsch", *Person.objects.values_list("email", flat=True)):
        assert secret not in written, secret
