"""Signs of life for machines: the right status, and nothing secret."""

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from tests.foundation.keeping import jobs

from quartierwerk.foundation.keeping import queries

pytestmark = pytest.mark.django_db


def test_alive_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/gesundheit/")

    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"alive: yes\n", "text/plain; charset=utf-8")


def test_ready_names_each_check(client):
    jobs.worker()

    response = client.get("/bereit/")

    assert (response.status_code, response.content) == (200, b"ready: yes\ndatabase: yes\ntables: yes\nfolder: yes\nworker: yes\n")
    assert "no-store" in response["Cache-Control"]


def test_without_a_worker_the_product_is_not_ready_unless_nobody_asks_for_one(client):
    assert (client.get("/bereit/").status_code, client.get("/bereit/?ohne=worker").status_code) == (503, 200)
    assert b"worker" not in client.get("/bereit/?ohne=worker").content


def test_json_is_spoken_to_whoever_asks_for_it(client):
    response = client.get("/bereit/", headers={"Accept": "application/json"})

    assert (response.status_code, response.json()) == (
        503,
        {"ready": False, "database": True, "tables": True, "folder": True, "worker": False},
    )


def test_a_database_that_is_gone_is_said_without_its_words(client, monkeypatch):
    def gone():
        raise OperationalError("connection to server at 10.0.0.7, user martha")

    monkeypatch.setattr(connection, "cursor", gone)

    response = client.get("/bereit/")

    assert (response.status_code, response.content.splitlines()[:2]) == (503, [b"ready: no", b"database: no"])
    assert b"martha" not in response.content
    assert client.get("/gesundheit/").status_code == 200


@pytest.mark.parametrize("path", ["/gesundheit/", "/bereit/", "/metriken/"])
def test_they_are_only_read(path, client):
    assert client.post(path).status_code in {302, 403, 405}


def test_they_are_asked_without_https_from_beside_the_machine(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/gesundheit/").status_code == 200
    assert client.get("/").status_code == 301


def test_a_monitoring_with_the_token_reads_figures(client, settings):
    settings.METRICS_TOKEN = "geheim"
    jobs.job("failed", queue="documents")

    response = client.get("/metriken/", headers={"Authorization": "Bearer geheim"})

    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'quartierwerk_jobs{queue="documents",state="failed"} 1.0' in response.content.decode()


@pytest.mark.parametrize(("token", "given"), [("geheim", "Bearer falsch"), ("geheim", "geheim"), ("", "Bearer "), ("", "Bearer")])
def test_a_wrong_token_reads_nothing(token, given, client, settings):
    settings.METRICS_TOKEN = token

    response = client.get("/metriken/", headers={"Authorization": given})

    assert (response.status_code, response.content) == (401, b"not known\n")


def test_the_operator_reads_figures_and_others_do_not(signed_in_as, client):
    assert client.get("/metriken/").status_code == 302
    assert signed_in_as("auditor").get("/metriken/").status_code == 403
    assert signed_in_as("operator").get("/metriken/").status_code == 200


def test_figures_name_nobody(signed_in_as):
    jobs.job("failed")
    client = signed_in_as("operator")
    client.get("/werkbank/personen/?q=Martha")

    assert "Martha" not in client.get("/metriken/").content.decode()


def test_figures_ask_as_often_for_twenty_queues_as_for_two(signed_in_as):
    from tests.queries import assert_same_queries

    assert_same_queries(
        signed_in_as("operator"),
        reverse("keeping:metrics"),
        few=lambda: [jobs.job(queue=f"q{n}") for n in range(2)],
        many=lambda: [jobs.job(queue=f"q{n}") for n in range(20)],
    )


def test_tables_are_looked_at_once_they_are_current_no_more(client):
    queries._current_once.cache_clear()
    client.get("/bereit/")

    assert queries._current_once.cache_info().currsize == 1
