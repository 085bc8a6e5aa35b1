"""The balance lays money for both aims across the axis."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quartierwerk.foundation.ui.balances import weigh

CENTS = st.integers(min_value=0, max_value=10**13)


def number(text):
    return float(text.removesuffix("%"))


@given(CENTS, CENTS, CENTS)
def test_the_bar_takes_half_the_width_and_both_is_centred_on_the_axis(upgrading, cooperation, both):
    assume(upgrading + cooperation + both > 0)

    drawn = weigh(upgrading=upgrading, cooperation=cooperation, both=both)

    widths = [number(stretch.width) for stretch in (drawn.upgrading, drawn.both, drawn.cooperation)]
    assert sum(widths) == pytest.approx(50, abs=0.02)
    assert number(drawn.both.x) + widths[1] / 2 == pytest.approx(50, abs=0.02)
    assert number(drawn.upgrading.x) + widths[0] == pytest.approx(number(drawn.both.x), abs=0.02)


@given(CENTS, CENTS, CENTS)
def test_shares_add_up_to_one_hundred(upgrading, cooperation, both):
    assume(upgrading + cooperation + both > 0)

    drawn = weigh(upgrading=upgrading, cooperation=cooperation, both=both)

    assert sum(drawn.shares) == 100


def test_exchanging_the_aims_mirrors_the_balance():
    one = weigh(upgrading=30, cooperation=10, both=20)

    other = weigh(upgrading=10, cooperation=30, both=20)

    assert other.shares == one.shares[::-1]
    assert other.both == one.both


def test_no_money_gives_no_balance():
    assert weigh(upgrading=0, cooperation=0, both=0) is None


def test_a_negative_amount_is_refused():
    with pytest.raises(ValueError, match="negative"):
        weigh(upgrading=-1, cooperation=5, both=0)
