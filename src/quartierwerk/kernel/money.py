"""Money is a whole number of euro cents; a float never is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from quartierwerk.kernel.errors import DomainError

CENTS_PER_EURO = 100


class UnsplittableError(DomainError):
    """An amount cannot be split because the weights are empty, negative or all zero."""

    def __init__(self, weights: tuple[int, ...]) -> None:
        super().__init__(f"weights {weights}")
        self.weights = weights


@dataclass(frozen=True, slots=True, order=True)
class Euro:
    """An exact amount; ``cents`` may be negative for corrections."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            message = f"cents must be a whole number, not {self.cents!r}"
            raise TypeError(message)

    @classmethod
    def of(cls, euros: int, cents: int = 0) -> Self:
        """Return ``euros`` and ``cents`` as one amount."""
        return cls(euros * CENTS_PER_EURO + cents)

    @classmethod
    def total(cls, amounts: Iterable["Euro"]) -> Self:
        """Add up; nothing gives zero."""
        return cls(sum(amount.cents for amount in amounts))

    def __add__(self, other: "Euro") -> "Euro":
        return Euro(self.cents + other.cents)

    def __sub__(self, other: "Euro") -> "Euro":
        return Euro(self.cents - other.cents)

    def __neg__(self) -> "Euro":
        return Euro(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0


def split_by_weight(amount: Euro, *, weights: Sequence[int]) -> tuple[Euro, ...]:
    """Split an amount in proportion to whole weights; the parts add up to it to the cent.

    The rule is the largest remainder: every part is rounded down, and the missing cents go
    one each to the parts with the largest remainder, the earlier one first where they are equal.
    A negative amount is split like its positive twin and turned round.

    Raises:
        UnsplittableError: no weights, a negative weight, or only zeros.
    """
    total = sum(weights)
    if total <= 0 or min(weights, default=-1) < 0:
        raise UnsplittableError(tuple(weights))
    if amount.cents < 0:
        return tuple(-part for part in split_by_weight(-amount, weights=weights))
    floors = [amount.cents * weight // total for weight in weights]
    remainders = [amount.cents * weight % total for weight in weights]
    missing = amount.cents - sum(floors)
    first_served = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in first_served[:missing]:
        floors[place] += 1
    return tuple(Euro(cents) for cents in floors)
