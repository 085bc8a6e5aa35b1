"""Where the bar of the balance lies, and what its words say."""

from dataclasses import dataclass

from quartierwerk.kernel.money import Euro, split_by_weight

AXIS = 50.0  # percent of the width: the ink axis is the middle
BAR = 50.0  # percent of the width: the bar always takes half of it
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the bar, in percent of the width, as text ready for an attribute."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The drawn balance: three stretches and their shares in whole percent, which add up to 100."""

    upgrading: Stretch
    both: Stretch
    cooperation: Stretch
    shares: tuple[int, int, int]


def weigh(*, upgrading: int, cooperation: int, both: int) -> Balance | None:
    """Lay the bar so that money for both aims is centred on the axis, checked from both, never split.

    Amounts are cents and none is negative; no money at all gives no balance. Shares are rounded by
    the largest remainder, so that they add up to 100.

    Raises:
        ValueError: an amount is negative.
    """
    total = upgrading + cooperation + both
    if min(upgrading, cooperation, both) < 0:
        raise ValueError("an amount on the balance is negative")
    if total == 0:
        return None
    wide_up, wide_co, wide_both = (BAR * part / total for part in (upgrading, cooperation, both))
    start_both = AXIS - wide_both / 2
    parts = split_by_weight(Euro(WHOLE), weights=(upgrading, both, cooperation))
    return Balance(
        upgrading=_stretch(start_both - wide_up, wide_up),
        both=_stretch(start_both, wide_both),
        cooperation=_stretch(start_both + wide_both, wide_co),
        shares=(parts[0].cents, parts[1].cents, parts[2].cents),
    )


def _stretch(x: float, width: float) -> Stretch:
    return Stretch(f"{x:.2f}%", f"{width:.2f}%")
