"""Rooms register how their part of the record is verified, and each is asked in turn."""

import pytest

from quartierwerk.foundation.audit import verifiers
from quartierwerk.foundation.audit.core.findings import Finding, FindingKind

LOST = Finding("kiosk", 1, FindingKind.MISSING, "Kiosk")
CHANGED = Finding("kiosk", 2, FindingKind.CHANGED, "Kiosk")


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    monkeypatch.setattr(verifiers, "_verifiers", {})


def test_without_verifiers_nothing_is_found():
    assert (verifiers.number(), list(verifiers.all_findings())) == (0, [])


def test_every_verifier_is_asked_once_in_the_order_of_registering():
    said = []
    verifiers.register("first", lambda progress: (progress("half way"), [LOST])[1])
    verifiers.register("second", lambda progress: [CHANGED])

    assert list(verifiers.all_findings(said.append)) == [LOST, CHANGED]
    assert said == ["first …", "half way", "second …"]


def test_a_verifier_registered_again_takes_the_place_of_the_first():
    verifiers.register("kiosk", lambda progress: [LOST])
    verifiers.register("kiosk", lambda progress: [CHANGED])

    assert verifiers.number() == 1
    assert list(verifiers.all_findings()) == [CHANGED]


def test_findings_come_while_the_rest_is_still_to_be_read():
    asked = []
    verifiers.register("first", lambda progress: [LOST])
    verifiers.register("second", lambda progress: asked.append("second") or [])

    findings = verifiers.all_findings()

    assert next(findings) == LOST
    assert asked == []
