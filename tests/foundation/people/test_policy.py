"""Who may manage people and hand out mandates: the whole matrix, and that nobody reaches beyond their power."""

import itertools

import pytest
from tests.people import imagined

from quartierwerk.foundation.people import policy
from quartierwerk.foundation.people.core.actor import PROGRAMME, PUBLIC, SYSTEM, Scope
from quartierwerk.foundation.people.core.mandates import GIVEN_BY_AREA_OFFICERS, SCOPES_OF_ROLE
from quartierwerk.foundation.people.core.roles import Role, ScopeKind

MUSTERSTADT = Scope(ScopeKind.MUNICIPALITY, "musterstadt")
ANDERSWO = Scope(ScopeKind.MUNICIPALITY, "anderswo")
NORD = Scope(ScopeKind.SITE, "nord")
SUED = Scope(ScopeKind.SITE, "sued")
WITHIN = {
    PROGRAMME: {PROGRAMME},
    MUSTERSTADT: {PROGRAMME, MUSTERSTADT},
    ANDERSWO: {PROGRAMME, ANDERSWO},
    NORD: {PROGRAMME, MUSTERSTADT, NORD},
    SUED: {PROGRAMME, MUSTERSTADT, SUED},
}
MANAGERS = {"programme_ministry", "operator"}
READERS = MANAGERS | {"service_agency_lead", "auditor"}
SOMEBODY = 99

# The giver; what the giver hands out; where; the reason when refused.
MATRIX = [
    (imagined("programme_ministry"), Role.OPERATOR, PROGRAMME, ""),
    (imagined("programme_ministry"), Role.AUDIT_OFFICE, MUSTERSTADT, ""),
    (imagined("operator"), Role.PROGRAMME_MINISTRY, PROGRAMME, ""),
    (imagined("operator"), Role.NEIGHBOURHOOD_MANAGER, NORD, ""),
    (imagined("area_officer", "municipality", "musterstadt"), Role.AREA_OFFICER, MUSTERSTADT, ""),
    (imagined("area_officer", "municipality", "musterstadt"), Role.NEIGHBOURHOOD_MANAGER, NORD, ""),
    (imagined("area_officer", "municipality", "musterstadt"), Role.TREASURY, ANDERSWO, "outside_scope"),
    (imagined("area_officer", "municipality", "musterstadt"), Role.AUDIT_OFFICE, MUSTERSTADT, "role_not_yours"),
    (imagined("area_officer", "municipality", "musterstadt"), Role.PROGRAMME_MINISTRY, MUSTERSTADT, "role_not_yours"),
    (imagined("area_officer", "municipality", "musterstadt"), Role.AREA_OFFICER, PROGRAMME, "outside_scope"),
    (imagined("area_officer", "site", "nord"), Role.NEIGHBOURHOOD_MANAGER, NORD, ""),
    (imagined("area_officer", "site", "nord"), Role.NEIGHBOURHOOD_MANAGER, SUED, "outside_scope"),
    (imagined("area_officer", "site", "nord"), Role.AREA_OFFICER, MUSTERSTADT, "outside_scope"),
    (imagined("area_officer"), Role.AREA_OFFICER, NORD, "outside_scope"),  # a mandate that should not exist gives no power
    (imagined("service_agency_lead"), Role.PARTNER, NORD, "role_missing"),
    (imagined("neighbourhood_manager", "site", "nord"), Role.PARTNER, NORD, "role_missing"),
    (imagined("auditor"), Role.PARTNER, NORD, "role_missing"),
    (PUBLIC, Role.PARTNER, NORD, "not_signed_in"),
    (SYSTEM, Role.OPERATOR, PROGRAMME, ""),
]


@pytest.mark.parametrize(("giver", "role", "scope", "reason"), MATRIX)
def test_mandate_may_be_given_as_the_matrix_says(giver, role, scope, reason):
    verdict = policy.may_give_mandate(giver, role=role, within=WITHIN[scope], person_id=SOMEBODY)

    assert (verdict.allowed, verdict.reason) == (not reason, reason)


def every_possible_giver():
    for role, scope in itertools.product(Role, WITHIN):
        if scope.kind in SCOPES_OF_ROLE[role]:
            yield role, scope


@pytest.mark.parametrize(("held", "where"), list(every_possible_giver()))
def test_nobody_gives_a_role_or_scope_beyond_their_own_power(held, where):
    giver = imagined(held, where.kind, where.code)
    given = {
        (role, scope)
        for role, scope in itertools.product(Role, WITHIN)
        if policy.may_give_mandate(giver, role=role, within=WITHIN[scope], person_id=SOMEBODY)
    }

    if held in {Role.PROGRAMME_MINISTRY, Role.OPERATOR}:
        assert given == set(itertools.product(Role, WITHIN))
    elif held is Role.AREA_OFFICER:
        assert given == {(role, scope) for role, scope in itertools.product(GIVEN_BY_AREA_OFFICERS, WITHIN) if where in WITHIN[scope]}
    else:
        assert given == set()


@pytest.mark.parametrize(("held", "where"), list(every_possible_giver()))
def test_whoever_is_given_a_mandate_cannot_give_more_than_the_giver(held, where):
    giver = imagined(held, where.kind, where.code)
    for role, scope in itertools.product(Role, WITHIN):
        if not policy.may_give_mandate(giver, role=role, within=WITHIN[scope], person_id=SOMEBODY):
            continue
        heir = imagined(role, scope.kind, scope.code, person_id=SOMEBODY)
        for second, reach in itertools.product(Role, WITHIN):
            passed_on = policy.may_give_mandate(heir, role=second, within=WITHIN[reach], person_id=100)
            itself = policy.may_give_mandate(giver, role=second, within=WITHIN[reach], person_id=100)
            assert itself or not passed_on


@pytest.mark.parametrize("role", Role)
def test_nobody_decides_on_their_own_mandates(role):
    actor = imagined(role)

    verdict = policy.may_give_mandate(actor, role=Role.PARTNER, within=WITHIN[NORD], person_id=actor.person_id)

    assert verdict.reason == "own_mandate"


@pytest.mark.parametrize("role", Role)
def test_people_are_managed_by_ministry_and_operator(role):
    assert bool(policy.may_manage(imagined(role))) is (role in MANAGERS)


@pytest.mark.parametrize("role", Role)
def test_everybody_is_known_to_those_who_answer_for_the_programme(role):
    assert bool(policy.may_read_all(imagined(role))) is (role in READERS)


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (imagined("programme_ministry"), True),
        (imagined("auditor"), True),
        (imagined("funding_bank"), True),
        (imagined("area_officer", "municipality", "musterstadt"), True),
        (imagined("department_contact", "site", "nord"), True),
        (imagined("audit_office", "municipality", "musterstadt"), True),
        (imagined("treasury", "municipality", "anderswo"), False),
        (imagined("area_officer", "site", "sued"), False),
        (imagined("partner", "site", "nord"), False),
        (imagined("resident", "site", "nord"), False),
        (imagined("juror"), False),
        (PUBLIC, False),
    ],
)
def test_history_is_read_by_staff_of_its_scope_and_of_the_programme(actor, allowed):
    assert bool(policy.may_read_history(actor, WITHIN[NORD])) is allowed


def test_history_of_what_lies_nowhere_is_for_the_programme_only():
    assert policy.may_read_history(imagined("auditor"), ())
    assert not policy.may_read_history(imagined("area_officer", "municipality", "musterstadt"), ())
