"""Boundaries: a version follows its resolution and the version before it."""

from datetime import date, timedelta

import pytest

from quartierwerk.places.core import boundaries

TODAY = date(2026, 11, 22)
RESOLVED = date(2026, 5, 12)


def check(**changes):
    given = {"area_m2": 740_000, "valid_from": RESOLVED, "resolved_on": RESOLVED, "last_valid_from": None, "today": TODAY}
    boundaries.check_version(**{**given, **changes})


def test_first_version_from_the_day_of_its_resolution_is_allowed():
    check()


def test_version_after_the_last_one_is_allowed():
    check(last_valid_from=RESOLVED - timedelta(days=1))


@pytest.mark.parametrize("area", [0, -1])
def test_invariant_i31_area_without_extent_is_refused(area):
    with pytest.raises(boundaries.AreaWithoutExtentError):
        check(area_m2=area)


def test_version_before_its_resolution_is_refused():
    with pytest.raises(boundaries.BeforeResolutionError):
        check(valid_from=RESOLVED - timedelta(days=1))


def test_resolution_that_has_not_been_taken_is_refused():
    with pytest.raises(boundaries.ResolutionInFutureError):
        check(resolved_on=TODAY + timedelta(days=1), valid_from=TODAY + timedelta(days=2))


@pytest.mark.parametrize("days", [0, 1])
def test_version_not_after_the_last_one_is_refused(days):
    with pytest.raises(boundaries.VersionTooEarlyError):
        check(last_valid_from=RESOLVED + timedelta(days=days))
