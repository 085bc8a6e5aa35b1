"""Shares of eligible cost and bounds of the funding rate (domain invariants I-01, I-02, I-05)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.rulebook.core.funding import (
    FundingShares,
    GrantRates,
    OwnShareTooSmallError,
    RateBounds,
    RateOutOfBoundsError,
    UnshareableCostError,
    check_own_share,
    check_rate,
    share_cost,
)
from quartierwerk.kernel.money import Euro

THIRDS = GrantRates(Fraction(1, 3), Fraction(1, 3))
HESSEN = RateBounds(rate_max=Fraction(9, 10), own_share_min=Fraction(1, 10))

amounts = st.integers(0, 10**13).map(Euro)
half_rates = st.fractions(0, Fraction(45, 100), max_denominator=1000)


@given(eligible=amounts, federal=half_rates, state=half_rates, part=st.fractions(0, 1, max_denominator=100))
def test_i_01_shares_add_up_to_the_eligible_cost_to_the_cent(eligible, federal, state, part):
    """I-01."""
    rates = GrantRates(federal, state)
    own = share_cost(eligible, rates=rates).municipality
    third_parties = Euro(int(own.cents * part))

    shares = share_cost(eligible, rates=rates, third_parties=third_parties)

    assert shares.total == eligible
    assert shares.municipality == own - third_parties


def test_i_02_municipality_takes_the_remainder_of_a_hundred_thousand_euros():
    """I-02."""
    shares = share_cost(Euro.of(100_000), rates=THIRDS)

    assert shares == FundingShares(Euro.of(33_333, 33), Euro.of(33_333, 33), Euro.of(33_333, 34))


@given(eligible=amounts, federal=half_rates, state=half_rates)
def test_i_02_federation_and_state_are_rounded_down_to_the_cent(eligible, federal, state):
    """I-02."""
    shares = share_cost(eligible, rates=GrantRates(federal, state))

    assert 0 <= federal * eligible.cents - shares.federal.cents < 1
    assert 0 <= state * eligible.cents - shares.state.cents < 1
    assert 0 <= shares.municipality.cents - (1 - federal - state) * eligible.cents < 2


@pytest.mark.parametrize(
    ("eligible", "rates", "third_parties"),
    [
        (Euro(-1), THIRDS, Euro(0)),
        (Euro(100), GrantRates(Fraction(3, 4), Fraction(1, 2)), Euro(0)),
        (Euro(100), GrantRates(Fraction(-1, 2), Fraction(1, 2)), Euro(0)),
        (Euro(100), THIRDS, Euro(35)),
        (Euro(100), THIRDS, Euro(-1)),
    ],
)
def test_cost_that_cannot_be_shared_is_refused(eligible, rates, third_parties):
    with pytest.raises(UnshareableCostError) as refused:
        share_cost(eligible, rates=rates, third_parties=third_parties)

    assert (refused.value.eligible, refused.value.grant_rate, refused.value.third_parties) == (eligible, rates.together, third_parties)


@given(rate=st.fractions(-2, 2, max_denominator=1000))
def test_i_05_rate_lies_between_zero_and_the_highest(rate):
    """I-05."""
    if 0 <= rate <= Fraction(9, 10):
        check_rate(rate, bounds=HESSEN)
    else:
        with pytest.raises(RateOutOfBoundsError):
            check_rate(rate, bounds=HESSEN)


def test_i_05_both_edges_of_the_rate_are_allowed():
    """I-05."""
    check_rate(Fraction(0), bounds=HESSEN)
    check_rate(Fraction(9, 10), bounds=HESSEN)


@given(eligible=st.integers(1, 10**12).map(Euro), federal=half_rates, state=half_rates)
def test_i_05_own_share_holds_whenever_the_rate_is_in_bounds(eligible, federal, state):
    """I-05."""
    check_rate(federal + state, bounds=HESSEN)

    check_own_share(share_cost(eligible, rates=GrantRates(federal, state)), bounds=HESSEN)


def test_i_05_third_parties_must_leave_the_municipality_its_smallest_share():
    """I-05."""
    cost = Euro.of(1000)
    rates = GrantRates(Fraction(2, 5), Fraction(2, 5))

    check_own_share(share_cost(cost, rates=rates, third_parties=Euro.of(100)), bounds=HESSEN)
    with pytest.raises(OwnShareTooSmallError) as refused:
        check_own_share(share_cost(cost, rates=rates, third_parties=Euro.of(100, 1)), bounds=HESSEN)

    assert (refused.value.own, refused.value.eligible) == (Euro.of(99, 99), cost)
