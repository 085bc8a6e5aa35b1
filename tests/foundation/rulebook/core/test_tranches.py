"""Tranches of a commitment (domain invariant I-07)."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.rulebook.core.tranches import IncompleteProfileError, TrancheProfile, spread_over_years
from quartierwerk.kernel.money import Euro

CLASSIC = TrancheProfile(tuple(Fraction(percentage) for percentage in (5, 25, 30, 25, 15)))


@st.composite
def profiles(draw):
    cuts = sorted(draw(st.lists(st.fractions(0, 100, max_denominator=8), max_size=8)))
    edges = [Fraction(0), *cuts, Fraction(100)]
    return TrancheProfile(tuple(after - before for before, after in pairwise(edges)))


def test_i_07_classic_profile_spreads_six_hundred_thousand_euros():
    """I-07."""
    tranches = spread_over_years(Euro.of(600_000), profile=CLASSIC, first_year=2024)

    assert tranches == {
        2024: Euro.of(30_000),
        2025: Euro.of(150_000),
        2026: Euro.of(180_000),
        2027: Euro.of(150_000),
        2028: Euro.of(90_000),
    }


@given(commitment=st.integers(0, 10**13).map(Euro), profile=profiles())
def test_i_07_tranches_add_up_to_the_commitment_and_miss_their_share_by_less_than_a_cent(commitment, profile):
    """I-07."""
    tranches = list(spread_over_years(commitment, profile=profile, first_year=2024).values())

    assert Euro.total(tranches) == commitment
    for tranche, percentage in zip(tranches, profile.percentages, strict=True):
        assert abs(tranche.cents - percentage * commitment.cents / 100) < 1


@given(percentages=st.lists(st.fractions(-10, 110, max_denominator=8), min_size=1, max_size=6))
def test_i_07_profile_adds_up_to_exactly_one_hundred_or_is_refused(percentages):
    """I-07."""
    if sum(percentages) == 100 and min(percentages) >= 0:
        assert TrancheProfile(tuple(percentages)).percentages == tuple(percentages)
    else:
        with pytest.raises(IncompleteProfileError) as refused:
            TrancheProfile(tuple(percentages))
        assert refused.value.percentages == tuple(percentages)


def test_profile_without_years_is_refused():
    with pytest.raises(IncompleteProfileError):
        TrancheProfile(())
