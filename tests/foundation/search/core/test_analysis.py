"""How German text is taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.search.core import analysis
from quartierwerk.foundation.search.core.analysis import ASKED_PART_WEIGHT, HEAD, HEAD_WEIGHT, PART_WEIGHT, analyse, ask, parts, stem, words

COMPOUNDS = {
    "Spielplatzbau": {"spiel", "platz", "bau"},
    "Verkehrsberuhigung": {"verkehr", "beruh"},
    "Städtebauförderung": {"stadtebau", "forder"},
    "Quartiersmanagement": {"quarti", "management"},
    "Einzelmaßnahme": {"einzel", "massnahm"},
    "Wohnungsbaugesellschaft": {"wohnung", "bau", "gesellschaft"},
}
WHOLE = ["Maßnahme", "Maßnahmen", "Abstimmung", "Bewohnerinnen", "Förderung", "Park", "Quartier", "Beteiligung"]


@pytest.mark.parametrize(("one", "other"), [
    ("Maßnahme", "Maßnahmen"), ("MASSNAHME", "maßnahme"), ("Plätze", "Platz"), ("Förderung", "Förderungen"), ("Kinder", "Kind"), ("Straße", "STRASSE"),
])  # fmt: skip
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one.casefold()) == stem(other.casefold())


@pytest.mark.skipif(analysis.Splitter is None, reason="charsplit-fst has no wheel for this machine")
@pytest.mark.parametrize("word", COMPOUNDS)
def test_compounds_are_split(word):
    assert set(parts(word.casefold())) == COMPOUNDS[word]


@pytest.mark.parametrize("word", WHOLE)
def test_words_of_the_field_that_look_like_compounds_stay_whole(word):
    assert parts(word.casefold()) == ()


def test_without_a_splitter_words_are_found_whole(monkeypatch):
    monkeypatch.setattr(analysis, "_splitter", None)
    parts.cache_clear()

    assert parts("spielplatzbau") == ()
    assert set(parts("einzelmassnahme")) == {"einzel", "massnahm"}
    parts.cache_clear()


def test_words_keep_their_places():
    text = "Öl, Ä-Bö: 2026er"

    assert [(word, text[start:end]) for word, start, end in words(text)] == [
        ("öl", "Öl"), ("ä", "Ä"), ("bö", "Bö"), ("2026er", "2026er"),
    ]  # fmt: skip


def test_early_words_count_more_parts_less_and_stop_words_nothing():
    found = analyse("Die Spielplatzplanung " + "und " * HEAD + " Spielplatzplanung")

    assert found.sequence == (stem("spielplatzplanung"),) * 2
    assert found.counts[stem("spielplatzplanung")] == HEAD_WEIGHT + 1
    assert found.counts["platz"] == pytest.approx(PART_WEIGHT * (HEAD_WEIGHT + 1))
    assert "und" not in found.counts
    assert found.length == 2


def test_a_query_weighs_its_words_and_a_little_their_parts():
    asked = ask("der Spielplatzbau im Park")

    assert asked.weights[stem("spielplatzbau")] == asked.weights["park"] == 1
    assert asked.weights["bau"] == ASKED_PART_WEIGHT
    assert asked.sequence == (stem("spielplatzbau"), "park")
    assert [word for word, _parts in asked.alternatives] == [stem("spielplatzbau"), "park"]


def test_a_query_of_stop_words_is_taken_at_its_word():
    assert ask("wer und was").sequence == ("wer", "und", "was")
    assert ask("!?").weights == {}


@given(st.text(max_size=300))
def test_whatever_is_typed_is_analysed(text):
    found, asked = analyse(text), ask(text)

    assert set(found.sequence) <= set(found.counts)
    assert all(weight > 0 for weight in found.counts.values())
    assert set(asked.sequence) <= set(asked.weights)
    assert all(text[start:end] for _word, start, end in words(text))


@given(st.lists(st.sampled_from(["Park", "Spielplatzbau", "und", "Haus", "der"]), max_size=20))
def test_a_query_made_of_a_text_asks_for_nothing_else(chosen):
    text = " ".join(chosen)
    found = analyse(text)

    assert set(found.counts) == set(ask(text).weights) or not found.sequence
