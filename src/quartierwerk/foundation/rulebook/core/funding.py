"""Share eligible cost between federation, state and municipality, and check a funding rate.

Source: domain invariants I-01, I-02, I-05; rates and bounds are rulebook data. The room of the money will use it.
"""

from dataclasses import dataclass
from fractions import Fraction

from quartierwerk.kernel.errors import DomainError
from quartierwerk.kernel.money import Euro

NOTHING = Euro(0)


class UnshareableCostError(DomainError):
    """The cost is negative, a rate is negative, or grants and third parties together exceed the cost."""

    def __init__(self, eligible: Euro, grant_rate: Fraction, third_parties: Euro) -> None:
        super().__init__(f"{eligible.cents} ct at {grant_rate}, third parties {third_parties.cents} ct")
        self.eligible = eligible
        self.grant_rate = grant_rate
        self.third_parties = third_parties


class RateOutOfBoundsError(DomainError):
    """The funding rate is below zero or above what the rules allow."""

    def __init__(self, rate: Fraction, rate_max: Fraction) -> None:
        super().__init__(f"{rate} is not between 0 and {rate_max}")
        self.rate = rate
        self.rate_max = rate_max


class OwnShareTooSmallError(DomainError):
    """The municipality pays less of the eligible cost than the rules demand."""

    def __init__(self, own: Euro, eligible: Euro, own_share_min: Fraction) -> None:
        super().__init__(f"{own.cents} ct of {eligible.cents} ct is below {own_share_min}")
        self.own = own
        self.eligible = eligible
        self.own_share_min = own_share_min


@dataclass(frozen=True, slots=True)
class GrantRates:
    """Which share of eligible cost the federation and the state pay."""

    federal: Fraction
    state: Fraction

    @property
    def together(self) -> Fraction:
        """The funding rate."""
        return self.federal + self.state


@dataclass(frozen=True, slots=True)
class RateBounds:
    """The highest funding rate and the smallest own share of the municipality."""

    rate_max: Fraction
    own_share_min: Fraction


@dataclass(frozen=True, slots=True)
class FundingShares:
    """Who pays what of an eligible cost."""

    federal: Euro
    state: Euro
    municipality: Euro
    third_parties: Euro = NOTHING

    @property
    def total(self) -> Euro:
        """All shares together, which is the eligible cost."""
        return Euro.total((self.federal, self.state, self.municipality, self.third_parties))


def share_cost(eligible: Euro, *, rates: GrantRates, third_parties: Euro = NOTHING) -> FundingShares:
    """Return the shares; federation and state are rounded down to the cent, the municipality takes the rest.

    What third parties pay lowers the municipality's share, never the grants.

    Raises:
        UnshareableCostError: a negative cost, rate or third-party amount, or nothing left for the municipality.
    """
    federal = Euro(eligible.cents * rates.federal.numerator // rates.federal.denominator)
    state = Euro(eligible.cents * rates.state.numerator // rates.state.denominator)
    own = eligible - federal - state - third_parties
    if min(eligible.cents, federal.cents, state.cents, third_parties.cents, own.cents) < 0:
        raise UnshareableCostError(eligible, rates.together, third_parties)
    return FundingShares(federal, state, own, third_parties)


def check_rate(rate: Fraction, *, bounds: RateBounds) -> None:
    """Be silent when the rate lies between zero and the highest rate, both included.

    Raises:
        RateOutOfBoundsError: it does not.
    """
    if not 0 <= rate <= bounds.rate_max:
        raise RateOutOfBoundsError(rate, bounds.rate_max)


def check_own_share(shares: FundingShares, *, bounds: RateBounds) -> None:
    """Be silent when the municipality itself pays at least its smallest share of the eligible cost.

    Raises:
        OwnShareTooSmallError: it pays less.
    """
    if shares.municipality.cents < shares.total.cents * bounds.own_share_min:
        raise OwnShareTooSmallError(shares.municipality, shares.total, bounds.own_share_min)
