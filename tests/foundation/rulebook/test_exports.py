"""The rules leave as a spreadsheet: what is on screen, nothing else."""

import csv
import io

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_rules_leave_with_source_and_status(client):
    rows = rows_of(client.get(reverse("rulebook:in_force"), {"format": "csv"}, headers={"accept-language": "de"}))

    assert {row["Status"] for row in rows} == {"bestätigt", "angenommen"}
    assert all(row["Quelle"] for row in rows)


def test_rules_leave_with_the_filter_on_screen(client):
    wanted = {"format": "csv", "assumed": "on"}

    rows = rows_of(client.get(reverse("rulebook:in_force"), wanted, headers={"accept-language": "de"}))

    assert {row["Status"] for row in rows} == {"angenommen"}


def test_rules_leave_in_no_other_form(client):
    response = client.get(reverse("rulebook:in_force"), {"format": "exe"})

    assert response.status_code == 404
