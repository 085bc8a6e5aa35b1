"""Spread a commitment over budget years by a profile of percentages.

Source: domain invariant I-07; the percentages themselves are rulebook data. The room of the money will use it.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from quartierwerk.kernel.errors import DomainError
from quartierwerk.kernel.money import Euro, split_by_weight

WHOLE = 100  # percent


class IncompleteProfileError(DomainError):
    """The percentages of a profile are negative or do not add up to exactly one hundred."""

    def __init__(self, percentages: tuple[Fraction, ...]) -> None:
        super().__init__(f"{sum(percentages)} percent in {len(percentages)} years")
        self.percentages = percentages


@dataclass(frozen=True, slots=True)
class TrancheProfile:
    """Percentages of a commitment by year, the first year being the programme year."""

    percentages: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        if sum(self.percentages) != WHOLE or min(self.percentages) < 0:
            raise IncompleteProfileError(self.percentages)

    @property
    def weights(self) -> tuple[int, ...]:
        """Return the percentages as whole numbers in the same proportion."""
        scale = lcm(*(percentage.denominator for percentage in self.percentages))
        return tuple(int(percentage * scale) for percentage in self.percentages)


def spread_over_years(commitment: Euro, *, profile: TrancheProfile, first_year: int) -> dict[int, Euro]:
    """Return the tranche of each budget year; the tranches add up to the commitment to the cent.

    Cents that do not divide go by the largest remainder, see ``split_by_weight``.
    """
    tranches = split_by_weight(commitment, weights=profile.weights)
    return {first_year + place: tranche for place, tranche in enumerate(tranches)}
