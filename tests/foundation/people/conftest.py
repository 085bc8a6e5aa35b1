"""Two municipalities with their sites, known to the slots as the rooms above make them known."""

import pytest

from quartierwerk.foundation.people.core.actor import PROGRAMME
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject, SubjectCard

HOME = {"nord": "musterstadt", "sued": "musterstadt", "west": "anderswo"}  # site: municipality
WHOLE = (PROGRAMME.kind.value, PROGRAMME.code)


def _municipalities(codes):
    return {code: frozenset({WHOLE, ("municipality", code)}) for code in codes if code in HOME.values()}


def _sites(codes):
    return {code: frozenset({WHOLE, ("municipality", HOME[code]), ("site", code)}) for code in codes if code in HOME}


def _card(kind, label, code):
    return SubjectCard(Subject(kind, code), label, code.title(), f"/{kind}/{code}/")


@pytest.fixture
def map_of_places(monkeypatch):
    for slot in (registry.subject_scopes, registry.scope_choices, registry.subjects):
        monkeypatch.setattr(slot, "_providers", dict(slot._providers))
    registry.subject_scopes.register("municipality", _municipalities)
    registry.subject_scopes.register("site", _sites)
    registry.subjects.register("site", lambda codes, _actor: {code: _card("site", "Standort", code) for code in codes if code in HOME})
    registry.subjects.register(
        "municipality", lambda codes, _actor: {code: _card("municipality", "Kommune", code) for code in codes if code in HOME.values()}
    )
    registry.scope_choices._providers = {}
    registry.scope_choices.register("site", lambda _actor: [_card("site", "Standort", code) for code in HOME])
    registry.scope_choices.register(
        "municipality", lambda _actor: [_card("municipality", "Kommune", code) for code in sorted(set(HOME.values()))]
    )
