"""The log is one JSON object on each line, and nobody can be found in it."""

import io
import json
import logging

import pytest
from django.db import IntegrityError, connection, transaction

from quartierwerk.foundation.keeping import logs
from quartierwerk.foundation.people.models import Person

PERSON = "Martha Ministerium"
ADDRESS = "martha@land.invalid"


@pytest.fixture
def log():
    """Return a function that logs to a logger of this name and returns the line, whole and read."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonFormatter())

    def write(name, level, *message, **more):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        try:
            logger.log(level, *message, **more)
        finally:
            logger.removeHandler(handler)
        return json.loads(written.getvalue().splitlines()[-1])

    return write


def raised(problem, cause=None):
    try:
        raise problem from cause
    except type(problem) as caught:
        return caught


def test_a_line_says_when_how_grave_who_and_what(log):
    line = log("quartierwerk.x", logging.ERROR, "entry %s is %s", 447, ADDRESS)

    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "error", "logger": "quartierwerk.x", "message": "entry 447 is …"}


def test_lines_of_a_request_carry_its_number(log):
    token = logs.current_request.set("ab" * 16)
    try:
        assert log("quartierwerk.x", logging.ERROR, "x")["request"] == "ab" * 16
    finally:
        logs.current_request.reset(token)


def test_facts_of_our_own_stand_beside_the_message(log):
    line = log("quartierwerk.x", logging.ERROR, "answered", extra={"facts": {"request": "abc", "status": 200}})

    assert (line["request"], line["status"]) == ("abc", 200)


def test_an_error_tells_its_kind_and_places_and_not_its_text(log):
    problem = raised(ValueError(f"{PERSON} <{ADDRESS}>"), KeyError(PERSON))

    line = log("quartierwerk.x", logging.ERROR, "broke", exc_info=problem)

    assert line["error"] == "ValueError < KeyError"
    assert line["places"][-1].endswith(" raised")
    assert PERSON not in str(line)


def test_a_hidden_cause_stays_hidden_and_a_circle_ends(log):
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first
    line = log("quartierwerk.x", logging.ERROR, "broke", exc_info=first)
    hidden = raised(ValueError("a"))
    hidden.__context__, hidden.__suppress_context__ = KeyError("b"), True

    assert line["error"] == "ValueError < KeyError"
    assert log("quartierwerk.x", logging.ERROR, "broke", exc_info=hidden)["error"] == "ValueError"


@pytest.mark.django_db
def test_a_row_the_database_refuses_is_not_quoted_but_its_rule_is_named(log):
    Person.objects.create(email=ADDRESS, name=PERSON)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Person.objects.create(email=ADDRESS, name=PERSON)
    assert ADDRESS in str(refused.value)

    line = log("django.request", logging.ERROR, "Internal Server Error: %s", "/konto/", exc_info=refused.value)

    assert ADDRESS not in str(line)
    assert "email" in line["constraint"]
    assert connection.is_usable()


def test_jobs_are_named_by_number_and_kind_and_not_by_what_they_were_given(log):
    job = {"id": 7, "task_name": "mail.send", "queue": "mail", "task_kwargs": {"to": ADDRESS}, "call_string": f"send({ADDRESS})"}

    line = log("procrastinate.worker", logging.ERROR, f"Job send({ADDRESS}) failed", extra={"action": "job_error", "job": job})

    assert {name: line[name] for name in ("action", "job_id", "job_task_name", "job_queue")} == {
        "action": "job_error", "job_id": 7, "job_task_name": "mail.send", "job_queue": "mail",
    }  # fmt: skip
    assert ADDRESS not in str(line)


def test_a_library_adds_nothing_of_its_own(log):
    line = log("django.request", logging.WARNING, "Not Found: %s", "/konto/erster-zugang/geheim/", extra={"action": "x", "job": {"id": 1}})

    assert set(line) == {"at", "level", "logger"}
