"""An actor's power comes from mandates, each within its scope."""

import pytest
from tests.people import imagined

from quartierwerk.foundation.people.core.actor import PROGRAMME, PUBLIC, SYSTEM, Permission, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind

EDIT = Permission.of("sample.edit", Role.AREA_OFFICER)
NORD = {PROGRAMME, Scope(ScopeKind.MUNICIPALITY, "musterstadt"), Scope(ScopeKind.SITE, "nord")}


@pytest.mark.parametrize(
    ("actor", "reason"),
    [
        (imagined("area_officer", "municipality", "musterstadt"), ""),
        (imagined("area_officer", "site", "nord"), ""),
        (imagined("area_officer", "municipality", "anderswo"), "outside_scope"),
        (imagined("area_officer", "site", "musterstadt"), "outside_scope"),
        (imagined("treasury", "municipality", "musterstadt"), "role_missing"),
        (PUBLIC, "not_signed_in"),
        (SYSTEM, ""),
    ],
)
def test_actor_may_within_the_scope_of_a_fitting_mandate(actor, reason):
    verdict = actor.may(EDIT, NORD)

    assert (verdict.allowed, verdict.reason) == (not reason, reason)


def test_codes_are_those_of_the_scopes_in_which_a_role_is_held():
    officer = imagined("area_officer", "site", "nord")

    assert officer.codes(ScopeKind.SITE, [Role.AREA_OFFICER]) == {"nord"}
    assert officer.codes(ScopeKind.SITE, [Role.TREASURY]) == frozenset()
    assert officer.codes(ScopeKind.MUNICIPALITY, [Role.AREA_OFFICER]) == frozenset()
