"""Policies of concepts: who may read, write, release and resolve, role by role and place by place."""

import pytest

from quartierwerk.concepts import policy
from quartierwerk.concepts.models import ActionConcept
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.places.models import Municipality, Site
from tests.factories.concepts import NOW
from tests.people import imagined

SITE = Site(code="musterstadt-nord", municipality=Municipality(code="musterstadt"))
QUESTIONS = {
    "read": policy.may_read_working_copy,
    "begin": lambda actor, concept: policy.may_begin(actor, concept.site),
    "edit": policy.may_edit,
    "release": policy.may_release,
    "resolve": policy.may_resolve,
    "council": lambda actor, concept: policy.may_record_step(actor, concept, kind="council"),
    "recommended": lambda actor, concept: policy.may_record_step(actor, concept, kind="recommended"),
    "recognised": lambda actor, concept: policy.may_record_step(actor, concept, kind="recognised"),
}
OFFICER = {"read", "begin", "edit", "release", "resolve", "council", "recommended"}
# What each role may do where it holds; whoever is missing here may nothing.
ALLOWED = {
    "area_officer": OFFICER,
    "department_contact": {"read", "begin", "edit"},
    "treasury": {"read"},
    "audit_office": {"read"},
    "neighbourhood_manager": {"read"},
    "auditor": {"read"},
    "programme_ministry": {"recognised"},
}
AFTER_RELEASE = {"programme_ministry", "funding_bank", "service_agency_lead", "service_agency_partner"}
OWN = [("site", "musterstadt-nord"), ("municipality", "musterstadt"), ("programme", "soziale-stadt")]
ELSEWHERE = [("site", "anderswo-sued"), ("municipality", "anderswo"), ("programme", "anderes-programm")]


def concept(released):
    return ActionConcept(site=SITE, released_at=NOW if released else None)


def expected(role, question, *, own, released):
    """Return the reason code of the whole matrix; an empty one means yes."""
    holds = question in ALLOWED.get(role, set())
    waits = question == "read" and role in AFTER_RELEASE
    if not holds and not waits:
        return "role_missing"
    if not own:
        return "outside_scope"
    return "not_released" if waits and not released else ""


MATRIX = [
    (role, kind, code, released, {q: expected(role, q, own=(kind, code) in OWN, released=released) for q in QUESTIONS})
    for role in Role
    for kind, code in (*OWN, *ELSEWHERE)
    for released in (False, True)
]


@pytest.mark.parametrize(("role", "kind", "code", "released", "reasons"), MATRIX)
def test_role_gets_exactly_these_answers(role, kind, code, released, reasons):
    verdicts = {question: ask(imagined(role, kind, code), concept(released)) for question, ask in QUESTIONS.items()}

    assert {question: verdict.reason for question, verdict in verdicts.items()} == reasons
    assert {question: verdict.allowed for question, verdict in verdicts.items()} == {q: not reason for q, reason in reasons.items()}


@pytest.mark.parametrize("released", [False, True])
@pytest.mark.parametrize("question", QUESTIONS)
def test_public_is_asked_to_sign_in(question, released):
    assert QUESTIONS[question](PUBLIC, concept(released)).reason == "not_signed_in"


@pytest.mark.parametrize("question", QUESTIONS)
def test_system_may(question):
    assert QUESTIONS[question](SYSTEM, concept(released=False))


def test_two_mandates_add_up():
    treasurer, neighbour = imagined("treasury", *OWN[1]), imagined("area_officer", *ELSEWHERE[1])
    both = imagined("treasury", *OWN[1]).__class__(person_id=1, name="Beide", mandates=(*treasurer.mandates, *neighbour.mandates))

    found = {question for question, ask in QUESTIONS.items() if ask(both, concept(released=False))}

    assert found == {"read"}
