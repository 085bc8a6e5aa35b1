"""Policies: who may do what with a site, role by role."""

import pytest
from tests.people import imagined

from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.places import policy
from quartierwerk.places.models import Municipality, Site

SITE = Site(code="musterstadt-nord", municipality=Municipality(code="musterstadt"))
QUESTIONS = {
    "edit": lambda actor: policy.may_edit_site(actor, SITE),
    "area": lambda actor: policy.may_designate_area(actor, SITE),
    "stage": lambda actor: policy.may_set_stage(actor, SITE),
    "programme": policy.may_keep_programme,
    "municipality": lambda actor: policy.may_keep_municipality(actor, SITE.municipality),
}
MINISTRY = {"edit", "area", "stage", "programme", "municipality"}
MATRIX = [
    (Role.PROGRAMME_MINISTRY, "programme", "soziale-stadt", MINISTRY),
    (Role.AREA_OFFICER, "municipality", "musterstadt", {"edit", "area"}),
    (Role.AREA_OFFICER, "site", "musterstadt-nord", {"edit", "area"}),
    *((role, "programme", "soziale-stadt", set()) for role in Role if role not in {Role.PROGRAMME_MINISTRY, Role.AREA_OFFICER}),
    *((role, "site", "musterstadt-nord", set()) for role in Role if role not in {Role.PROGRAMME_MINISTRY, Role.AREA_OFFICER}),
]


@pytest.mark.parametrize(("role", "kind", "code", "allowed"), MATRIX)
def test_role_may_do_exactly_this(role, kind, code, allowed):
    actor = imagined(role, kind, code)

    found = {question for question, ask in QUESTIONS.items() if ask(actor)}

    assert found == allowed


@pytest.mark.parametrize("question", ["edit", "area"])
def test_area_officer_of_another_municipality_may_not(question):
    actor = imagined("area_officer", "municipality", "anderswo")

    verdict = QUESTIONS[question](actor)

    assert (verdict.allowed, verdict.reason) == (False, "outside_scope")


@pytest.mark.parametrize("question", ["edit", "area", "stage", "programme", "municipality"])
def test_public_may_change_nothing(question):
    assert QUESTIONS[question](PUBLIC).reason == "not_signed_in"


@pytest.mark.parametrize("question", QUESTIONS)
def test_system_may(question):
    assert QUESTIONS[question](SYSTEM)


def test_ministry_of_another_programme_may_not():
    actor = imagined("programme_ministry", "programme", "anderes-programm")

    assert policy.may_set_stage(actor, SITE).reason == "outside_scope"
