"""Money is exact: it adds up, and it is split without losing or making a cent (I-07's rounding)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.kernel.money import Euro, UnsplittableError, split_by_weight

amounts = st.integers(-(10**12), 10**12).map(Euro)
weights = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize("cents", [1.0, "1", None, True])
def test_cents_are_a_whole_number(cents):
    with pytest.raises(TypeError, match="whole number"):
        Euro(cents)


def test_euros_and_cents_make_one_amount():
    assert Euro.of(1234, 56) == Euro(123_456)
    assert Euro.of(5) == Euro(500)


def test_nothing_adds_up_to_zero():
    assert Euro.total([]) == Euro(0)


def test_only_zero_is_false():
    assert not Euro(0)
    assert Euro(1)
    assert Euro(-1)


@given(amounts, amounts)
def test_what_is_added_can_be_taken_away(one, other):
    assert one + other - other == one
    assert one - other == -(other - one)


@given(st.lists(amounts))
def test_a_total_does_not_depend_on_the_order(parts):
    assert Euro.total(parts) == Euro.total(reversed(parts)) == Euro(sum(part.cents for part in parts))


@given(amounts, amounts)
def test_amounts_are_ordered_by_their_cents(one, other):
    assert (one < other) == (one.cents < other.cents)


@given(amounts, weights)
def test_parts_add_up_to_the_amount(amount, weights):
    assert Euro.total(split_by_weight(amount, weights=weights)) == amount


@given(amounts, weights)
def test_no_part_is_a_cent_away_from_its_exact_share(amount, weights):
    total = sum(weights)

    for part, weight in zip(split_by_weight(amount, weights=weights), weights, strict=True):
        assert abs(part.cents * total - amount.cents * weight) < total


@given(amounts, weights, st.integers(1, 100))
def test_only_the_ratio_of_the_weights_counts(amount, weights, factor):
    assert split_by_weight(amount, weights=[weight * factor for weight in weights]) == split_by_weight(amount, weights=weights)


@given(amounts, weights)
def test_a_negative_amount_is_split_like_its_twin(amount, weights):
    twin = tuple(-part for part in split_by_weight(-amount, weights=weights))

    assert split_by_weight(amount, weights=weights) == twin


def test_missing_cents_go_to_the_largest_remainder_then_to_the_first():
    assert split_by_weight(Euro(100), weights=[1, 1, 1]) == (Euro(34), Euro(33), Euro(33))
    assert split_by_weight(Euro(10), weights=[1, 2]) == (Euro(3), Euro(7))


def test_a_published_profile_is_split_as_published():
    parts = split_by_weight(Euro.of(600_000), weights=[5, 25, 30, 25, 15])

    assert [part.cents // 100 for part in parts] == [30_000, 150_000, 180_000, 150_000, 90_000]


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1], [-1]])
def test_weights_that_share_nothing_are_refused_and_named(weights):
    with pytest.raises(UnsplittableError) as refused:
        split_by_weight(Euro(1), weights=weights)

    assert refused.value.weights == tuple(weights)
