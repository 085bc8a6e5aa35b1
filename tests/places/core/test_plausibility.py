"""Plausibility: what does not fit together is named with both figures, and nothing else is."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.places.core.plausibility import (
    AreasApart,
    MoreThanMunicipality,
    RunsLong,
    SiteFacts,
    Thresholds,
    TooDense,
    doubts_on,
)

TODAY = date(2026, 11, 22)
THRESHOLDS = Thresholds(area_factor=Fraction(3, 2), density_max=600, share_max=Fraction(1), years_max=10)
counts = st.integers(1, 10**9)


def doubts(**facts):
    return doubts_on(SiteFacts(**facts), thresholds=THRESHOLDS, today=TODAY)


def test_published_area_of_wesertor_stands_out():
    found = doubts(stated_m2=115_000, drawn_m2=950_000)

    assert found == (AreasApart(115_000, 950_000, Fraction(950, 115)),)


@given(counts, counts)
def test_areas_stand_out_whichever_is_larger(one, other):
    here, there = doubts(stated_m2=one, drawn_m2=other), doubts(stated_m2=other, drawn_m2=one)

    assert bool(here) is bool(there) is (max(one, other) * 2 > min(one, other) * 3)


@given(counts)
def test_area_just_at_the_factor_does_not_stand_out(area):
    assert doubts(stated_m2=3 * area, drawn_m2=2 * area) == ()


@given(counts, counts)
def test_invariant_i31_more_people_than_the_municipality_stand_out(inhabitants, municipality):
    # I-31: the area's population is not above the municipality's.
    found = doubts(inhabitants=inhabitants, municipality_inhabitants=municipality)

    expected = (MoreThanMunicipality(inhabitants, municipality, Fraction(1)),) if inhabitants > municipality else ()
    assert found == expected


def test_density_beyond_belief_stands_out():
    assert doubts(inhabitants=6_059, stated_m2=95_000) == (TooDense(6_059, 95_000, 600),)


def test_density_is_taken_from_the_drawn_area_first():
    assert doubts(inhabitants=6_059, stated_m2=700_000, drawn_m2=950_000) == ()


def test_invariant_i29_period_longer_than_the_guideline_stands_out():
    # I-29: the funding period keeps to the guideline's longest time.
    assert doubts(begins_on=date(2000, 1, 1), ends_on=date(2023, 12, 31)) == (RunsLong(23, 10),)


def test_period_still_running_counts_until_today():
    assert doubts(begins_on=date(2015, 11, 22)) == (RunsLong(11, 10),)
    assert doubts(begins_on=date(2015, 11, 23)) == ()


@given(st.sampled_from(["stated_m2", "drawn_m2", "inhabitants", "municipality_inhabitants"]), counts)
def test_a_figure_alone_never_stands_out(name, value):
    assert doubts(**{name: value}) == ()


def test_nothing_known_gives_no_doubt():
    assert doubts() == ()
