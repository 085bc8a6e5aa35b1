"""``verify`` of the command line says what it found, and the trail says that it was checked."""

import json

import pytest
from django.core.management import call_command
from django.db import OperationalError

from quartierwerk.foundation.audit import queries
from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.keeping import actions

pytestmark = pytest.mark.django_db


def finds(monkeypatch, *numbers):
    found = [Finding("audit_trailentry", number, FindingKind.MISSING, "x") for number in numbers]
    monkeypatch.setattr(queries, "findings", lambda **_more: iter(found))


def test_what_was_found_is_printed_and_recorded(monkeypatch, capsys):
    finds(monkeypatch, 3, 4)

    with pytest.raises(SystemExit, match="3"):
        call_command("check_record")

    assert capsys.readouterr().out == "table,number,finding,thing\naudit_trailentry,3,missing,x\naudit_trailentry,4,missing,x\n"
    assert [entry.facts for entry in TrailEntry.objects.all()] == [{"findings": 2}]


def test_where_nothing_can_be_written_it_is_checked_all_the_same(monkeypatch, capsys):
    def cannot(**_given):
        raise OperationalError("read-only transaction")

    finds(monkeypatch)
    monkeypatch.setattr(actions, "record_check", cannot)

    call_command("check_record")

    said = capsys.readouterr()
    assert (said.out, "read-only transaction" in said.err) == ("table,number,finding,thing\n", True)


@pytest.mark.parametrize(
    ("what", "facts", "deed"),
    [
        ("backup", {"sha256": "a" * 64, "size": 1, "files": 2, "rows": 3}, "keeping:backup:make"),
        ("restore", {"made_at": "2026-11-26", "trail_number": 7, "findings": False}, "keeping:backup:restore"),
    ],
)
def test_what_the_command_line_did_is_recorded(what, facts, deed):
    call_command("record_keeping", what, json.dumps(facts))

    assert [entry.deed for entry in TrailEntry.objects.all()] == [deed]
