"""The index in memory finds what people mean."""

from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.search.core.analysis import analyse, ask
from quartierwerk.foundation.search.core.memory import MemoryIndex
from quartierwerk.foundation.search.core.ranking import Collection, neighbours, pairs, score

TEXTS = [
    "Der Bau eines Spielplatzes am Bach",
    "Spielplatzbau: Vorlage",
    "Haushalt der Stadt",
    "Soziale Stadt im Osten",
    "Die Stadt ist sozial im Ganzen",
]
vocabulary = st.sampled_from(["park", "haus", "weg", "see", "baum"])
collections = st.lists(st.lists(vocabulary, max_size=8).map(" ".join), max_size=8)


def found(query, top=10):
    return [number for number, _score in MemoryIndex(TEXTS).rank(query, top)]


def test_a_compound_finds_its_parts_and_the_very_word_stands_first():
    assert found("Spielplatzbau") == [1, 0]


def test_words_beside_one_another_stand_before_the_same_words_apart():
    assert found("soziale Stadt")[:2] == [3, 4]


def test_only_as_many_as_asked_for_and_nothing_for_nothing():
    assert len(found("Stadt", 1)) == 1
    assert found("Weltraum") == found("") == []
    assert MemoryIndex([]).rank("Stadt", 3) == []


def test_equal_texts_stand_in_the_order_of_their_arrival():
    assert [number for number, _score in MemoryIndex(["Park"] * 5).rank("Park", 5)] == [0, 1, 2, 3, 4]


@given(collections, st.lists(vocabulary, min_size=1, max_size=4).map(" ".join))
def test_the_index_says_what_the_ranking_says_of_each_text(texts, query):
    asked, analysed = ask(query), [analyse(text) for text in texts]
    containing = {stem: sum(stem in each.counts for each in analysed) for stem in asked.weights}
    length = sum(each.length for each in analysed) / len(analysed) if analysed else 0.0
    collection = Collection(len(texts), length, containing)

    ranked = MemoryIndex(texts).rank(query, 20)

    expected = {}
    for number, each in enumerate(analysed):
        basic = score(asked.weights, each.counts, each.length, collection)
        if basic:
            expected[number] = basic + neighbours(pairs(asked.sequence) & pairs(each.sequence), collection)
    assert {number: round(value, 9) for number, value in ranked} == {number: round(value, 9) for number, value in expected.items()}
    assert [number for number, _value in ranked] == sorted(expected, key=lambda number: (-dict(ranked)[number], number))
