"""Rules of mandates: what fits, what overlaps, when one ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.people.core import mandates
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.kernel.period import Period

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_every_role_has_its_scopes():
    assert set(mandates.SCOPES_OF_ROLE) == set(Role)
    assert all(mandates.SCOPES_OF_ROLE.values())


@pytest.mark.parametrize("kind", ScopeKind)
@pytest.mark.parametrize("role", Role)
def test_role_fits_exactly_its_scopes(role, kind):
    if kind in mandates.SCOPES_OF_ROLE[role]:
        mandates.check_role_fits(role, kind)
        return

    with pytest.raises(mandates.ScopeDoesNotFitRoleError) as refused:
        mandates.check_role_fits(role, kind)
    assert (refused.value.role, refused.value.kind) == (role, kind)


def test_area_officers_give_local_roles_only_and_never_the_audit_office():
    local = {ScopeKind.MUNICIPALITY, ScopeKind.SITE}

    assert all(mandates.SCOPES_OF_ROLE[role] <= local for role in mandates.GIVEN_BY_AREA_OFFICERS)
    assert Role.AUDIT_OFFICE not in mandates.GIVEN_BY_AREA_OFFICERS


@given(days, days, days, days)
def test_overlap_is_refused_exactly_when_a_day_is_shared(a, b, c, d):
    one, other = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))
    shares = max(one.begins_on, other.begins_on) <= min(one.ends_on, other.ends_on)

    if not shares:
        mandates.check_no_overlap(one, [other])
        return
    with pytest.raises(mandates.MandateOverlapsError) as refused:
        mandates.check_no_overlap(one, [other])
    assert refused.value.period == other


@given(days, st.integers(-500, 500))
def test_mandate_ends_a_day_before_it_begins_at_the_earliest(begins_on, after):
    ends_on = begins_on + timedelta(days=after)

    if after < -1:
        with pytest.raises(mandates.MandateEndsTooEarlyError):
            mandates.never_was(begins_on, ends_on)
    else:
        assert mandates.never_was(begins_on, ends_on) is (after == -1)
