"""Hashes of the chain: stable under the way to the database and back, sensitive to everything else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.audit.core.chain import START, canonical, chain_hash, plain

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
facts = st.dictionaries(st.text(max_size=5), values, max_size=4)


@given(facts)
def test_plain_facts_are_the_same_after_a_second_time(given_facts):
    assert canonical(plain(plain(given_facts))) == canonical(plain(given_facts))


@given(facts)
def test_order_of_keys_does_not_matter(given_facts):
    turned = dict(reversed(given_facts.items()))

    assert chain_hash(plain(turned), previous=START, key=b"k") == chain_hash(plain(given_facts), previous=START, key=b"k")


def test_plain_facts_have_text_keys_lists_and_whole_numbers():
    assert plain({1: (2.0, -0.0, 1e16, 0.5)}) == {"1": [2, 0, 10**16, 0.5]}
    assert json.dumps(plain({"a": -0.0})) == '{"a": 0}'


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_number_that_json_does_not_know_is_refused(number):
    with pytest.raises(ValueError, match="JSON"):
        plain({"a": number})


@given(facts, facts)
def test_hash_tells_contents_previous_hashes_and_keys_apart(one, other):
    start = chain_hash(plain(one), previous=START, key=b"k")

    assert (chain_hash(plain(other), previous=START, key=b"k") == start) == (canonical(plain(one)) == canonical(plain(other)))
    assert chain_hash(plain(one), previous=start, key=b"k") != start
    assert chain_hash(plain(one), previous=START, key=b"l") != start
