"""Who may plan."""

import pytest
from tests.people import imagined

from quartierwerk.foundation.calendar import policy
from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.slots.values import Subject

NORD = Subject("site", "nord")


@pytest.mark.parametrize("role", list(Role))
def test_everybody_with_a_task_sets_follow_ups_on_what_they_know(role):
    who = imagined(role, "site", "anderswo")

    assert bool(policy.may_set(who, NORD, known={NORD})) is (role != Role.RESIDENT)
    assert not policy.may_set(who, NORD, known=())


def test_the_public_sets_none():
    assert policy.may_set(PUBLIC, NORD, known={NORD}).reason == "not_signed_in"
    assert not policy.may_change(PUBLIC, person_id=1, set_by_id=1)
    assert not policy.may_end(PUBLIC, person_id=1)
