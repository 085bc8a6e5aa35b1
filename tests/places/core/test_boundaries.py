"""Boundaries: a version follows its resolution and the version before it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.kernel.errors import DomainError
from quartierwerk.places.core import boundaries

TODAY = date(2026, 11, 22)
RESOLVED = date(2026, 5, 12)


def refusal(**changes):
    """Return why the version is refused, or none."""
    given = {"area_m2": 740_000, "valid_from": RESOLVED, "resolved_on": RESOLVED, "last_valid_from": None, "today": TODAY}
    try:
        boundaries.check_version(**{**given, **changes})
    except DomainError as refused:
        return refused
    return None


def test_first_version_from_the_day_of_its_resolution_is_allowed():
    assert refusal() is None


def test_version_resolved_today_that_holds_later_is_allowed():
    assert refusal(resolved_on=TODAY, valid_from=TODAY + timedelta(days=90)) is None


def test_version_after_the_last_one_is_allowed():
    assert refusal(last_valid_from=RESOLVED - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("area", "kind"), [(-1, boundaries.AreaWithoutExtentError), (0, boundaries.AreaWithoutExtentError), (1, type(None))]
)
def test_invariant_i31_area_without_extent_is_refused(area, kind):
    assert type(refusal(area_m2=area)) is kind


def test_version_before_its_resolution_is_refused_with_both_days():
    refused = refusal(valid_from=RESOLVED - timedelta(days=1))

    assert type(refused) is boundaries.BeforeResolutionError
    assert (refused.valid_from, refused.resolved_on) == (RESOLVED - timedelta(days=1), RESOLVED)


def test_resolution_that_has_not_been_taken_is_refused_with_its_day():
    refused = refusal(resolved_on=TODAY + timedelta(days=1), valid_from=TODAY + timedelta(days=2))

    assert type(refused) is boundaries.ResolutionInFutureError
    assert refused.resolved_on == TODAY + timedelta(days=1)


@pytest.mark.parametrize("days", [0, 1])
def test_version_not_after_the_last_one_is_refused_with_both_days(days):
    refused = refusal(last_valid_from=RESOLVED + timedelta(days=days))

    assert type(refused) is boundaries.VersionTooEarlyError
    assert (refused.valid_from, refused.last) == (RESOLVED, RESOLVED + timedelta(days=days))


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.integers(-3, 3), DAYS, DAYS, st.none() | DAYS)
def test_invariant_i31_what_is_allowed_has_an_extent_and_follows_resolution_and_last_version(area, valid_from, resolved_on, last):
    is_fine = area > 0 and resolved_on <= TODAY and resolved_on <= valid_from and (last is None or last < valid_from)

    refused = refusal(area_m2=area, valid_from=valid_from, resolved_on=resolved_on, last_valid_from=last)

    assert (refused is None) == is_fine
