"""BM25 by a worked example, and what must hold for every collection."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.search.core.ranking import LENGTH, NEIGHBOURS, SATURATION, Collection, neighbours, pairs, score

THREE = Collection(3, 4.0, {"park": 1, "haus": 2, "weg": 3})
counts = st.dictionaries(st.sampled_from(["park", "haus", "weg"]), st.floats(0.1, 50), max_size=3)


def test_a_worked_example():
    # N = 3, n = 1: ln(1 + 2.5 / 1.5); tf = 2 in a text of 8 words where 4 are usual.
    rarity = math.log(1 + 2.5 / 1.5)
    norm = SATURATION * (1 - LENGTH + LENGTH * 8 / 4)

    assert score({"park": 1}, {"park": 2}, 8, THREE) == pytest.approx(rarity * 2 * (SATURATION + 1) / (2 + norm))


def test_what_stands_nowhere_is_worth_nothing():
    assert THREE.rarity("see") == 0
    assert score({"see": 1}, {"see": 3}, 4, THREE) == 0
    assert score({"park": 1}, {}, 0, Collection(0, 0.0, {})) == 0


@given(counts, st.integers(1, 100))
def test_a_score_is_never_negative_and_more_of_a_word_is_never_worse(found, length):
    asked = {"park": 1.0, "haus": 0.5, "weg": 1.0}
    more = {stem: weight + 1 for stem, weight in found.items()}

    assert 0 <= score(asked, found, length, THREE) <= score(asked, more, length, THREE) + 1e-9


@given(counts, st.integers(1, 100), st.integers(1, 100))
def test_of_two_texts_with_the_same_words_the_shorter_is_not_worse(found, length, longer):
    asked = {"park": 1.0, "haus": 1.0}

    assert score(asked, found, length, THREE) >= score(asked, found, length + longer, THREE) - 1e-9


@given(st.integers(1, 50), st.integers(1, 50), st.integers(50, 100))
def test_a_rarer_word_is_worth_more(one, other, total):
    collection = Collection(total, 1.0, {"a": one, "b": other})

    assert (collection.rarity("a") >= collection.rarity("b")) == (one <= other)
    assert collection.rarity("a") > 0


def test_neighbours_are_rewarded_by_the_more_frequent_of_the_two():
    wanted = pairs(["park", "haus", "weg"])
    assert wanted == {("park", "haus"), ("haus", "weg")}

    assert neighbours([("park", "haus")], THREE) == pytest.approx(NEIGHBOURS * THREE.rarity("haus"))
    assert neighbours([], THREE) == 0
    assert pairs(["allein"]) == frozenset()
