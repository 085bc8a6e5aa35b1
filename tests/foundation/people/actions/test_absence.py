"""Somebody is away, somebody leaves: who holds what, and what the trail says."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.people import actor, imagined, person

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people import queries
from quartierwerk.foundation.people.actions import absence, mandates
from quartierwerk.foundation.people.core import absence as rules
from quartierwerk.foundation.people.core.mandates import LastManagerError
from quartierwerk.foundation.people.core.refusals import NothingToDoError
from quartierwerk.foundation.people.models import Mandate, Organisation
from quartierwerk.foundation.slots import registry
from quartierwerk.kernel.errors import NotPermittedError
from quartierwerk.kernel.period import Period

TODAY = date(2027, 3, 3)
AWAY = Period(date(2027, 3, 10), date(2027, 3, 24))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("map_of_places")]


@pytest.fixture
def officer(db):
    return person("area_officer", "municipality", "musterstadt")


@pytest.fixture
def manager(db):
    return person("neighbourhood_manager", "site", "nord")


def as_actor(somebody, on=TODAY):
    return queries.actor_for(somebody, on=on)


def roles(somebody, on):
    return sorted((held.role.value, held.scope.code) for held in as_actor(somebody, on).mandates)


def deputised(somebody, deputy, during=AWAY, by=None):
    return absence.deputise(person=somebody, deputy=deputy, during=during, today=TODAY, actor=by or as_actor(somebody))


def test_a_colleague_holds_the_mandates_while_the_person_is_away_and_not_a_day_longer(officer, manager):
    organisation = Organisation.objects.create(code="amt", kind="department")
    Mandate.objects.filter(person=manager).update(organisation=organisation)

    made = deputised(manager, officer)

    assert [(row.organisation, row.deputy_for, row.begins_on, row.ends_on) for row in made] == [
        (organisation, manager, AWAY.begins_on, AWAY.ends_on)
    ]
    own = ("area_officer", "musterstadt")
    assert roles(officer, AWAY.begins_on - timedelta(days=1)) == [own]
    assert roles(officer, AWAY.begins_on) == roles(officer, AWAY.ends_on) == [own, ("neighbourhood_manager", "nord")]
    assert roles(officer, AWAY.ends_on + timedelta(days=1)) == [own]
    assert roles(manager, AWAY.begins_on) == [("neighbourhood_manager", "nord")]
    entry = TrailEntry.objects.get()
    assert (entry.deed, entry.subject_code) == ("people:absence:deputise", manager.code)
    assert entry.facts == {"person": manager.name, "deputy": officer.name, "begins_on": "2027-03-10", "ends_on": "2027-03-24"}


@pytest.mark.parametrize(
    ("role", "kind", "code", "allowed"),
    [
        ("programme_ministry", "programme", "soziale-stadt", True),
        ("operator", "programme", "soziale-stadt", True),
        ("area_officer", "municipality", "musterstadt", False),
        ("auditor", "programme", "soziale-stadt", False),
    ],
)
def test_besides_the_person_only_who_manages_people_names_a_deputy(role, kind, code, allowed, officer, manager):
    by = imagined(role, kind, code, person_id=0)
    if allowed:
        assert deputised(manager, officer, by=by)
        return

    with pytest.raises(NotPermittedError):
        deputised(manager, officer, by=by)
    assert not Mandate.objects.filter(deputy_for=manager).exists()


def test_the_person_picks_colleagues_only(manager):
    stranger = person("neighbourhood_manager", "site", "west")

    with pytest.raises(NothingToDoError):
        deputised(manager, stranger)


@pytest.mark.parametrize(("during", "refusal"), [(Period(AWAY.begins_on), rules.OpenAbsenceError), (AWAY, rules.SamePersonError)])
def test_an_absence_ends_and_has_another_person(during, refusal, manager):
    with pytest.raises(refusal):
        deputised(manager, manager if refusal is rules.SamePersonError else person("area_officer", "site", "nord"), during)


def test_a_deputy_is_deputised_by_nobody(officer, manager):
    third = person("department_contact", "municipality", "musterstadt")
    deputised(manager, officer)

    made = deputised(officer, third)

    assert [row.role for row in made] == ["area_officer"]


@pytest.mark.parametrize("who", ["person", "deputy", "ministry"])
def test_standing_in_ends_early_for_either_or_for_the_ministry(who, officer, manager):
    deputised(manager, officer)
    by = {"person": as_actor(manager), "deputy": as_actor(officer), "ministry": actor("programme_ministry")}[who]
    in_the_middle = AWAY.begins_on + timedelta(days=3)

    absence.end_deputising(person=manager, deputy=officer, today=in_the_middle, actor=by)

    assert Mandate.objects.get(deputy_for=manager).ends_on == in_the_middle - timedelta(days=1)
    with pytest.raises(NothingToDoError):
        absence.end_deputising(person=manager, deputy=officer, today=in_the_middle, actor=by)


def test_standing_in_that_has_not_begun_leaves_nothing(officer, manager):
    deputised(manager, officer)

    absence.end_deputising(person=manager, deputy=officer, today=TODAY, actor=as_actor(manager))

    assert not Mandate.objects.filter(deputy_for=manager).exists()


def test_a_third_person_does_not_end_it(officer, manager):
    deputised(manager, officer)

    with pytest.raises(NotPermittedError):
        absence.end_deputising(
            person=manager, deputy=officer, today=TODAY, actor=actor("department_contact", "municipality", "musterstadt")
        )


def test_when_a_mandate_ends_nobody_stands_in_for_it_longer(officer, manager):
    deputised(manager, officer)
    own = Mandate.objects.get(person=manager)
    last = AWAY.begins_on + timedelta(days=1)

    mandates.end(mandate=own, ends_on=last, reason="Stelle endet", today=TODAY, actor=actor("programme_ministry"))

    assert Mandate.objects.get(deputy_for=manager).ends_on == last


# Handing over.


@pytest.fixture
def moved(monkeypatch):
    monkeypatch.setattr(registry.handovers, "_providers", {})
    given = []

    def take(person_id, successor_id):
        given.append((person_id, successor_id))
        return 3

    registry.handovers.register("follow_ups", take)
    return given


def handed_over(somebody, successor, begins_on=TODAY):
    absence.hand_over(
        person=somebody, successor=successor, begins_on=begins_on, reason="Ruhestand", today=TODAY, actor=actor("programme_ministry")
    )


def test_a_successor_gets_mandates_and_open_work_from_a_day_on(officer, manager, moved):
    handed_over(manager, officer, TODAY + timedelta(days=7))

    assert ("neighbourhood_manager", "nord") in roles(manager, TODAY + timedelta(days=6))
    assert roles(manager, TODAY + timedelta(days=7)) == []
    assert ("neighbourhood_manager", "nord") in roles(officer, TODAY + timedelta(days=7))
    assert moved == [(manager.pk, officer.pk)]
    entry = TrailEntry.objects.get()
    assert (entry.deed, entry.reason) == ("people:absence:hand_over", "Ruhestand")
    assert entry.facts == {
        "person": manager.name, "successor": officer.name, "begins_on": "2027-03-10", "mandates": 1, "follow_ups": 3,
    }  # fmt: skip


def test_personal_roles_end_and_nobody_inherits_them(officer, manager):
    Mandate.objects.create(person=manager, role="juror", scope_kind="call", scope_code="aufruf", begins_on=date(2020, 1, 1))

    handed_over(manager, officer)

    assert roles(manager, TODAY) == []
    assert ("juror", "aufruf") not in roles(officer, TODAY)


def test_who_stood_in_does_so_no_longer(officer, manager):
    third = person("department_contact", "municipality", "musterstadt")
    deputised(manager, third)

    handed_over(manager, officer)

    assert not Mandate.objects.filter(deputy_for=manager).exists()


def test_only_who_manages_people_hands_over(officer, manager):
    with pytest.raises(NotPermittedError):
        absence.hand_over(person=manager, successor=officer, begins_on=TODAY, reason="x", today=TODAY, actor=as_actor(manager))


def test_somebody_who_can_sign_in_is_left_to_manage_people(officer):
    ministry = person("programme_ministry", may_sign_in=True)

    with pytest.raises(LastManagerError):
        handed_over(ministry, officer)

    assert roles(ministry, TODAY) == [("programme_ministry", "soziale-stadt")]


def test_a_deputy_does_not_count_as_somebody_who_manages_people():
    ministry, operator = (
        person("programme_ministry", may_sign_in=True),
        person("area_officer", "municipality", "musterstadt", may_sign_in=True),
    )
    today = timezone.localdate()
    absence.deputise(
        person=ministry, deputy=operator, during=Period(today, today + timedelta(days=9)), today=today, actor=actor("programme_ministry")
    )

    assert not queries.managers_besides(ministry.pk, on=today)
