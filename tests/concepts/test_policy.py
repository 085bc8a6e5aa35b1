"""Policies of concepts: who may read, write, release and resolve, role by role and place by place."""

import pytest

from quartierwerk.concepts import policy
from quartierwerk.concepts.models import ActionConcept
from quartierwerk.concepts.queries import working_copies_visible_to
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.places.models import Municipality, Site
from tests.factories.concepts import NOW, make_concept
from tests.people import imagined, person

SITE = Site(code="musterstadt-nord", municipality=Municipality(code="musterstadt"))
CONCEPT = ActionConcept(site=SITE)
QUESTIONS = {
    "begin": lambda actor, concept: policy.may_begin(actor, concept.site),
    "edit": policy.may_edit,
    "release": policy.may_release,
    "resolve": policy.may_resolve,
    "council": lambda actor, concept: policy.may_record_step(actor, concept, kind="council"),
    "recommended": lambda actor, concept: policy.may_record_step(actor, concept, kind="recommended"),
    "recognised": lambda actor, concept: policy.may_record_step(actor, concept, kind="recognised"),
}
OFFICER = {"begin", "edit", "release", "resolve", "council", "recommended"}
# What each role may do where it holds; whoever is missing here may nothing.
ALLOWED = {
    "area_officer": OFFICER,
    "department_contact": {"begin", "edit"},
    "programme_ministry": {"recognised"},
}
READERS = {"area_officer", "department_contact", "treasury", "audit_office", "neighbourhood_manager", "auditor"}
READERS_AFTER_RELEASE = {*READERS, "programme_ministry", "funding_bank", "service_agency_lead", "service_agency_partner"}
OWN = [("site", "musterstadt-nord"), ("municipality", "musterstadt"), ("programme", "soziale-stadt")]
ELSEWHERE = [("site", "anderswo-sued"), ("municipality", "anderswo"), ("programme", "anderes-programm")]


def expected(role, question, *, own):
    """Return the reason code of the whole matrix; an empty one means yes."""
    if question not in ALLOWED.get(role, set()):
        return "role_missing"
    return "" if own else "outside_scope"


MATRIX = [
    (role, kind, code, {q: expected(role, q, own=(kind, code) in OWN) for q in QUESTIONS})
    for role in Role
    for kind, code in (*OWN, *ELSEWHERE)
]


@pytest.mark.parametrize(("role", "kind", "code", "reasons"), MATRIX)
def test_role_gets_exactly_these_answers(role, kind, code, reasons):
    verdicts = {question: ask(imagined(role, kind, code), CONCEPT) for question, ask in QUESTIONS.items()}

    assert {question: verdict.reason for question, verdict in verdicts.items()} == reasons
    assert {question: verdict.allowed for question, verdict in verdicts.items()} == {q: not reason for q, reason in reasons.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("released", [False, True], ids=["not_released", "released"])
def test_role_sees_the_working_copy_exactly_there(released):
    make_concept()
    if released:
        ActionConcept.objects.update(released_at=NOW, released_by=person("area_officer", *OWN[1]))
    readers = READERS_AFTER_RELEASE if released else READERS
    asked = [(role, *where) for role in Role for where in (*OWN, *ELSEWHERE)]

    seen = {who for who in asked if working_copies_visible_to(imagined(*who)).exists()}

    assert seen == {who for who in asked if who[0] in readers and who[1:] in OWN}


@pytest.mark.parametrize("question", QUESTIONS)
def test_public_is_asked_to_sign_in(question):
    assert QUESTIONS[question](PUBLIC, CONCEPT).reason == "not_signed_in"


@pytest.mark.parametrize("question", QUESTIONS)
def test_system_may(question):
    assert QUESTIONS[question](SYSTEM, CONCEPT)


def test_two_mandates_do_not_lend_each_other_their_scopes():
    contact, officer = imagined("department_contact", *OWN[1]), imagined("area_officer", *ELSEWHERE[1])
    both = type(contact)(person_id=1, name="Beide", mandates=(*contact.mandates, *officer.mandates))

    found = {question for question, ask in QUESTIONS.items() if ask(both, CONCEPT)}

    assert found == {"begin", "edit"}
