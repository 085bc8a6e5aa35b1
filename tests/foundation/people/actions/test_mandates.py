"""Deeds on mandates: given, refused, ended."""

from datetime import date, timedelta

import pytest
from tests.people import SINCE, actor, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people.actions import mandates
from quartierwerk.foundation.people.actions.mandates import Grant
from quartierwerk.foundation.people.core import mandates as rules
from quartierwerk.foundation.people.core.actor import PROGRAMME, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Mandate, Person
from quartierwerk.kernel.errors import NotPermittedError
from quartierwerk.kernel.period import Period

TODAY = date(2027, 3, 3)
NORD = Scope(ScopeKind.SITE, "nord")
WEST = Scope(ScopeKind.SITE, "west")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]


@pytest.fixture
def officer(db):
    return actor("area_officer", "municipality", "musterstadt")


def grant(role=Role.PARTNER, scope=NORD, begins_on=TODAY, ends_on=None):
    return Grant(role, scope, Period(begins_on, ends_on))


def test_given_mandate_stands_with_its_entry(officer):
    somebody = person("partner", "site", "sued")

    mandate = mandates.give(person=somebody, grant=grant(ends_on=date(2028, 1, 1)), actor=officer)

    assert (mandate.role, mandate.scope_kind, mandate.scope_code, mandate.ends_on) == ("partner", "site", "nord", date(2028, 1, 1))
    entry = TrailEntry.objects.get()
    assert (entry.deed, entry.subject_kind, entry.subject_code) == ("people:mandate:give", "person", somebody.code)
    assert entry.facts == {
        "role": "partner",
        "scope": "site/nord",
        "scope_name": "Nord",
        "begins_on": "2027-03-03",
        "ends_on": "2028-01-01",
        "person": somebody.name,
    }


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (grant(scope=WEST), NotPermittedError),
        (grant(role=Role.AUDIT_OFFICE, scope=Scope(ScopeKind.MUNICIPALITY, "musterstadt")), NotPermittedError),
        (grant(role=Role.PROGRAMME_MINISTRY, scope=PROGRAMME), NotPermittedError),
        (grant(role=Role.NEIGHBOURHOOD_MANAGER, scope=Scope(ScopeKind.MUNICIPALITY, "musterstadt")), rules.ScopeDoesNotFitRoleError),
        (grant(scope=Scope(ScopeKind.SITE, "nowhere")), NotPermittedError),
    ],
)
def test_officer_cannot_give_what_is_beyond_the_own_power(officer, given, refusal):
    somebody = person("partner", "site", "sued")

    with pytest.raises(refusal):
        mandates.give(person=somebody, grant=given, actor=officer)

    assert (somebody.mandates.count(), TrailEntry.objects.count()) == (1, 0)


def test_mandate_for_a_site_that_does_not_exist_is_refused(ministry):
    with pytest.raises(rules.UnknownScopeError) as refused:
        mandates.give(person=person("auditor"), grant=grant(scope=Scope(ScopeKind.SITE, "nowhere")), actor=ministry)

    assert (refused.value.kind, refused.value.code) == (ScopeKind.SITE, "nowhere")


def test_mandate_that_overlaps_one_held_is_refused_and_one_after_it_is_not(ministry):
    somebody = person("auditor")
    mandates.give(person=somebody, grant=grant(ends_on=TODAY + timedelta(9)), actor=ministry)

    with pytest.raises(rules.MandateOverlapsError):
        mandates.give(person=somebody, grant=grant(begins_on=TODAY + timedelta(9)), actor=ministry)
    mandates.give(person=somebody, grant=grant(begins_on=TODAY + timedelta(10)), actor=ministry)

    assert somebody.mandates.filter(role="partner").count() == 2


def test_nobody_gives_themselves_a_mandate(ministry):
    with pytest.raises(NotPermittedError) as refused:
        mandates.give(person=Person.objects.get(pk=ministry.person_id), grant=grant(), actor=ministry)

    assert refused.value.reason == "own_mandate"


def test_invitation_records_somebody_new(officer):
    somebody = mandates.invite(name="Ines Neu", email="Ines@test.invalid", grant=grant(), actor=officer)

    assert (somebody.name, somebody.email, somebody.has_usable_password()) == ("Ines Neu", "ines@test.invalid", False)
    assert list(somebody.mandates.values_list("role", "scope_code")) == [("partner", "nord")]


def test_invitation_of_somebody_known_changes_nothing_but_the_mandates(officer):
    known = person("programme_ministry", may_sign_in=True)

    somebody = mandates.invite(name="Other Name", email=known.email.upper(), grant=grant(), actor=officer)

    again = Person.objects.get(pk=known.pk)
    assert (somebody, again.name, again.email, again.password) == (known, known.name, known.email, known.password)
    assert known.mandates.count() == 2


def test_invitation_of_oneself_is_refused(officer):
    me = Person.objects.get(pk=officer.person_id)

    with pytest.raises(NotPermittedError):
        mandates.invite(name="Me", email=me.email, grant=grant(), actor=officer)


def test_refused_invitation_records_nobody(officer):
    with pytest.raises(NotPermittedError):
        mandates.invite(name="Ines Neu", email="ines@test.invalid", grant=grant(scope=WEST), actor=officer)

    assert not Person.objects.filter(email="ines@test.invalid").exists()


def test_ended_mandate_holds_to_its_last_day(officer):
    mandate = person("partner", "site", "nord").mandates.get()

    mandates.end(mandate=mandate, ends_on=TODAY, reason="moved away", today=TODAY, actor=officer)

    mandate.refresh_from_db()
    entry = TrailEntry.objects.get()
    assert (mandate.ends_on, entry.reason, entry.facts["ends_on"]) == (TODAY, "moved away", [None, "2027-03-03"])


def test_mandate_that_never_held_a_day_is_taken_away(officer):
    somebody = person("partner", "site", "sued")
    mandate = mandates.give(person=somebody, grant=grant(), actor=officer)

    mandates.end(mandate=mandate, ends_on=TODAY - timedelta(1), reason="wrong person", today=TODAY, actor=officer)

    assert not Mandate.objects.filter(role="partner", scope_code="nord").exists()
    assert Mandate.pgh_event_model.objects.filter(pgh_label="delete").count() == 1


def test_mandate_cannot_end_long_before_it_begins(officer):
    mandate = person("partner", "site", "nord").mandates.get()

    with pytest.raises(rules.MandateEndsTooEarlyError):
        mandates.end(mandate=mandate, ends_on=SINCE - timedelta(2), reason="r", today=TODAY, actor=officer)


@pytest.mark.parametrize(
    ("role", "kind", "code"),
    [("partner", "site", "west"), ("audit_office", "municipality", "musterstadt"), ("auditor", "programme", PROGRAMME.code)],
)
def test_officer_cannot_end_what_is_beyond_the_own_power(officer, role, kind, code):
    mandate = person(role, kind, code).mandates.get()

    with pytest.raises(NotPermittedError):
        mandates.end(mandate=mandate, ends_on=TODAY, reason="r", today=TODAY, actor=officer)

    assert Mandate.objects.get(pk=mandate.pk).ends_on is None


def test_last_mandate_to_manage_people_cannot_be_ended(operator):
    last = person("programme_ministry", may_sign_in=True).mandates.get()

    with pytest.raises(rules.LastManagerError):
        mandates.end(mandate=last, ends_on=TODAY, reason="r", today=TODAY, actor=operator)


def test_mandate_to_manage_people_ends_when_somebody_else_can(operator):
    person("operator", may_sign_in=True)
    mandate = person("programme_ministry", may_sign_in=True).mandates.get()

    mandates.end(mandate=mandate, ends_on=TODAY, reason="r", today=TODAY, actor=operator)

    assert Mandate.objects.get(pk=mandate.pk).ends_on == TODAY
