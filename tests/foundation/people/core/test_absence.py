"""Standing in: what is passed on, for which days, and what never is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.people.core.absence import PERSONAL, Held, NothingToPassOnError, passed_on, shared
from quartierwerk.foundation.people.core.actor import Scope
from quartierwerk.foundation.people.core.mandates import SCOPES_OF_ROLE
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.kernel.period import Period

DAYS = [date(2027, 1, 1) + timedelta(days=number) for number in range(12)]
NORD, SUED = Scope(ScopeKind.SITE, "nord"), Scope(ScopeKind.SITE, "sued")
days = st.sampled_from(DAYS)
periods = st.tuples(days, st.none() | days).map(lambda pair: Period(pair[0], max(pair) if pair[1] else None))
mandates = st.builds(Held, st.sampled_from(Role), st.sampled_from([NORD, SUED]), periods, st.none() | st.just(7), st.booleans())


def members(period):
    return {day for day in DAYS if day in period}


@given(periods, periods)
def test_shared_days_are_those_in_both(one, other):
    both = shared(one, other)

    assert (members(both) if both else set()) == members(one) & members(other)


@given(st.lists(mandates, max_size=4), periods, st.lists(mandates, max_size=4))
def test_nobody_gets_a_role_twice_a_personal_one_or_a_day_outside(held, during, already):
    try:
        found = passed_on(held, during=during, already=already)
    except NothingToPassOnError:
        return

    for mandate in found:
        assert mandate.role not in PERSONAL
        assert not mandate.as_deputy
        assert members(mandate.period) <= members(during)
        assert any(
            (mine.role, mine.scope, mine.organisation) == (mandate.role, mandate.scope, mandate.organisation)
            and members(mandate.period) <= members(mine.period)
            for mine in held
        )
        assert not any(
            (mine.role, mine.scope) == (mandate.role, mandate.scope) and mine.period.overlaps(mandate.period) for mine in already
        )


def test_a_mandate_is_cut_to_the_absence():
    held = [Held(Role.AREA_OFFICER, NORD, Period(DAYS[0], DAYS[5]), 7)]

    assert passed_on(held, during=Period(DAYS[3], DAYS[9]), already=[]) == [Held(Role.AREA_OFFICER, NORD, Period(DAYS[3], DAYS[5]), 7)]


@pytest.mark.parametrize("role", sorted(PERSONAL))
def test_personal_roles_stay_with_the_person(role):
    with pytest.raises(NothingToPassOnError):
        passed_on([Held(role, NORD, Period(DAYS[0]))], during=Period(DAYS[0], DAYS[1]), already=[])


def test_what_is_held_for_a_third_person_goes_no_further():
    held = [Held(Role.TREASURY, NORD, Period(DAYS[0], DAYS[5]), as_deputy=True)]

    with pytest.raises(NothingToPassOnError):
        passed_on(held, during=Period(DAYS[0], DAYS[1]), already=[])


def test_every_personal_role_is_a_role():
    assert set(SCOPES_OF_ROLE) >= PERSONAL
