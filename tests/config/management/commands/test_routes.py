"""The command prints what is declared, and the written matrix is what it prints."""

import csv
import io

from django.core.management import call_command
from tests.architecture.source import ROOT

from quartierwerk.config.routes import all_routes


def printed(*options):
    out = io.StringIO()
    call_command("routes", *options, stdout=out)
    return out.getvalue()


def test_command_prints_every_route_with_rule_and_roles():
    rows = list(csv.DictReader(io.StringIO(printed())))

    assert [row["path"] for row in rows] == [route.path for route in all_routes()]
    assert {"path": "/konto/login/", "rule": "public", "roles": ""} in rows


def test_the_written_matrix_is_what_the_command_prints():
    assert (ROOT / "docs" / "access.md").read_text() == printed("--markdown"), "docs/access.md is out of date: run `just access`"
