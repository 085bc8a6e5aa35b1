"""Who may talk about a thing."""

import pytest
from tests.people import NAMES, imagined

from quartierwerk.foundation.comments import policy
from quartierwerk.foundation.people.core.actor import PROGRAMME, PUBLIC, Scope
from quartierwerk.foundation.people.core.roles import ScopeKind

NORD = frozenset({PROGRAMME, Scope(ScopeKind.MUNICIPALITY, "musterstadt"), Scope(ScopeKind.SITE, "nord")})
SILENT = {"resident", "juror", "body_member"}


@pytest.mark.parametrize("role", NAMES)
@pytest.mark.parametrize(("kind", "code", "near"), [
    ("site", "nord", True), ("municipality", "musterstadt", True), ("site", "west", False), ("municipality", "anderswo", False),
])  # fmt: skip
def test_those_talk_who_work_there(role, kind, code, near):
    assert bool(policy.may_talk(imagined(role, kind, code), NORD)) == (near and role not in SILENT)


@pytest.mark.parametrize("role", NAMES)
def test_those_talk_who_work_for_the_whole_programme(role):
    assert bool(policy.may_talk(imagined(role), NORD)) == (role not in SILENT)


def test_the_public_and_the_unknown_are_silent():
    assert not policy.may_talk(PUBLIC, NORD)
    assert policy.may_talk(imagined("programme_ministry"), frozenset()).reason == "outside_scope"


def test_only_the_author_withdraws():
    assert policy.may_withdraw(imagined("partner", person_id=7), author_id=7)
    assert policy.may_withdraw(imagined("programme_ministry", person_id=8), author_id=7).reason == "not_the_author"
