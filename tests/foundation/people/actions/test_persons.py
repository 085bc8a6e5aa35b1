"""Deeds on persons: recorded, addressed, locked out and let in again, each with its entry."""

from datetime import date

import pytest
from tests.people import actor, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people.actions import persons
from quartierwerk.foundation.people.core.mandates import LastManagerError
from quartierwerk.foundation.people.core.refusals import AddressTakenError, NothingToDoError
from quartierwerk.foundation.people.models import Person
from quartierwerk.kernel.errors import NotPermittedError

TODAY = date(2027, 3, 3)
pytestmark = pytest.mark.django_db


def last_entry():
    return TrailEntry.objects.order_by("-number").first()


def test_recorded_person_stands_with_lower_case_address_and_without_password(ministry):
    somebody = persons.record_person(name="Ines Neu", email="Ines@Test.Invalid", actor=ministry)

    somebody.refresh_from_db()
    assert (somebody.email, somebody.has_usable_password(), somebody.is_active) == ("ines@test.invalid", False, True)
    assert (last_entry().deed, last_entry().subject_code, last_entry().actor_name) == ("people:person:record", somebody.code, ministry.name)


def test_person_may_be_recorded_without_an_address_more_than_once(ministry):
    persons.record_person(name="A", actor=ministry)
    persons.record_person(name="B", actor=ministry)

    assert Person.objects.filter(email=None).count() == 2


def test_address_of_somebody_else_is_refused_whatever_its_case(ministry):
    persons.record_person(name="A", email="a@test.invalid", actor=ministry)
    other = persons.record_person(name="B", actor=ministry)

    with pytest.raises(AddressTakenError):
        persons.record_person(name="C", email="A@TEST.invalid", actor=ministry)
    with pytest.raises(AddressTakenError):
        persons.set_address(person=other, email="A@TEST.invalid", actor=ministry)


def test_address_is_changed_and_the_trail_keeps_no_address(ministry):
    somebody = persons.record_person(name="A", email="old@test.invalid", actor=ministry)

    persons.set_address(person=somebody, email="new@test.invalid", reason="married", actor=ministry)

    somebody.refresh_from_db()
    assert somebody.email == "new@test.invalid"
    assert (last_entry().reason, last_entry().facts) == ("married", {"has_address": True})


def test_person_keeps_the_own_address_in_another_case(ministry):
    somebody = persons.record_person(name="A", email="a@test.invalid", actor=ministry)

    persons.set_address(person=somebody, email="A@test.invalid", actor=ministry)

    assert Person.objects.get(pk=somebody.pk).email == "a@test.invalid"


def test_deactivated_person_is_inactive_and_can_be_reactivated_once(ministry):
    person("operator", may_sign_in=True)
    somebody = persons.record_person(name="A", actor=ministry)

    persons.deactivate(person=somebody, reason="left", today=TODAY, actor=ministry)
    with pytest.raises(NothingToDoError):
        persons.deactivate(person=somebody, reason="left", today=TODAY, actor=ministry)
    assert not Person.objects.get(pk=somebody.pk).is_active

    persons.reactivate(person=somebody, reason="came back", actor=ministry)
    with pytest.raises(NothingToDoError):
        persons.reactivate(person=somebody, reason="came back", actor=ministry)
    assert Person.objects.get(pk=somebody.pk).is_active


def test_last_person_who_manages_people_cannot_be_deactivated(ministry):
    last = person("programme_ministry", may_sign_in=True)
    person("operator")  # holds the mandate, but cannot sign in

    with pytest.raises(LastManagerError):
        persons.deactivate(person=last, reason="r", today=TODAY, actor=ministry)

    assert Person.objects.get(pk=last.pk).is_active


@pytest.mark.parametrize(
    "do",
    [
        lambda somebody, doer: persons.record_person(name="A", actor=doer),
        lambda somebody, doer: persons.set_address(person=somebody, email="x@test.invalid", actor=doer),
        lambda somebody, doer: persons.deactivate(person=somebody, reason="r", today=TODAY, actor=doer),
        lambda somebody, doer: persons.reactivate(person=somebody, reason="r", actor=doer),
    ],
)
@pytest.mark.parametrize("role", [("area_officer", "municipality", "musterstadt"), ("auditor",), ("service_agency_lead",)])
def test_only_managers_do_it_and_a_refusal_leaves_no_trace(do, role):
    somebody = person("partner", "site", "nord")

    with pytest.raises(NotPermittedError):
        do(somebody, actor(*role))

    assert not TrailEntry.objects.exists()


def test_link_leaves_its_reason_but_not_itself_in_the_trail(ministry):
    invited = person("operator")

    path = persons.issue_link(person=invited, reason="Neu im Betrieb", actor=ministry)

    entry = last_entry()
    assert (entry.deed, entry.subject_code, entry.reason) == ("people:person:issue_link", invited.code, "Neu im Betrieb")
    assert path.rsplit("-", 1)[-1].strip("/") not in f"{entry.facts} {entry.reason}"


@pytest.mark.parametrize("may_sign_in", [True, False])
def test_trail_says_whether_the_link_replaces_a_password(ministry, may_sign_in):
    persons.issue_link(person=person("operator", may_sign_in=may_sign_in), reason="Neu im Betrieb", actor=ministry)

    assert last_entry().facts == {"had_password": may_sign_in}


def test_link_is_refused_to_those_who_do_not_manage_people():
    with pytest.raises(NotPermittedError):
        persons.issue_link(person=person("operator"), reason="", actor=actor("area_officer", "municipality", "stadt-001"))


def test_nobody_without_address_or_access_gets_a_link(ministry):
    nameless = persons.record_person(name="A", actor=ministry)
    locked = person("operator")
    Person.objects.filter(pk=locked.pk).update(is_active=False)
    locked.refresh_from_db()

    for somebody in (nameless, locked):
        with pytest.raises(NothingToDoError):
            persons.issue_link(person=somebody, reason="", actor=ministry)
