"""The index follows what rooms tell."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.people import actor

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.search import loader
from quartierwerk.foundation.search.core.analysis import analyse
from quartierwerk.foundation.search.models import IndexedStem, IndexedText, IndexedWord, IndexState
from quartierwerk.foundation.slots.values import Subject

pytestmark = pytest.mark.django_db


@deed("search_test:text:change")
def change(*, code, actor):
    record(Subject("text", code))


def stems():
    return dict(IndexedStem.objects.values_list("stem", "texts"))


def counted():
    """Return what the stems' numbers must be, from the texts themselves."""
    found = {}
    for title, body in IndexedText.objects.values_list("title", "body"):
        for stem in analyse(f"{title}\n{body}").counts:
            found[stem] = found.get(stem, 0) + 1
    return found


def test_every_text_is_read_and_counted(shelf, read):
    shelf.put("1", "Spielplatzbau", "Park am Bach", place="Musterstadt", year=2026)
    shelf.put("2", "Park", group="b")

    assert read() == 2
    row = IndexedText.objects.get(code="1")
    assert (row.source, row.group, row.place, row.year, row.length) == ("shelf", "a", "Musterstadt", 2026, 3)
    assert stems() == counted()
    assert stems()["park"] == 2
    state = IndexState.objects.get()
    assert (state.texts, state.words) == (2, 4)
    assert IndexedWord.objects.filter(word="spielplatzbau").exists()


def test_a_text_that_stays_the_same_is_left_alone(shelf, read):
    shelf.put("1", "Park")
    read()
    number = IndexedText.objects.get().pk

    read()

    assert IndexedText.objects.get().pk == number


def test_changes_follow_the_trail(shelf, read):
    shelf.put("1", "Park")
    shelf.put("2", "Haus", group="b")
    read()
    shelf.put("1", "Wald")
    shelf.put("2", "See", group="b")
    change(code="1", actor=actor("programme_ministry"))

    assert loader.refresh() == 1

    assert sorted(IndexedText.objects.values_list("title", flat=True)) == ["Haus", "Wald"]
    assert stems() == counted()
    assert loader.refresh() == 0


def test_what_is_gone_leaves_nothing(shelf, read):
    shelf.put("1", "Park")
    shelf.put("2", "Park", group="b")
    read()
    del shelf.texts["a"]["1"], shelf.texts["b"]

    assert read() == 0
    assert stems() == {}


def test_a_text_moves_to_another_group(shelf, read):
    shelf.put("1", "Park")
    read()
    shelf.put("1", "Park", group="b")
    del shelf.texts["a"]

    read()

    assert IndexedText.objects.get().group == "b"
    assert stems() == counted()


def test_a_source_nobody_registers_any_more_is_dropped(shelf, read, monkeypatch):
    from quartierwerk.foundation.slots import registry

    shelf.put("1", "Park")
    read()
    monkeypatch.setattr(registry.search_sources, "_providers", {})

    assert loader.rebuild() == 0


def test_the_first_refresh_reads_everything(shelf):
    shelf.put("1", "Park")

    loader.refresh()

    assert IndexedText.objects.count() == 1


texts = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("12345"), st.text(alphabet="abc öß'\\&|\n", max_size=30)), max_size=6)


@given(st.lists(texts, min_size=1, max_size=3))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_told_the_index_holds_it_and_its_numbers_are_right(shelf, states):
    for state in states:
        shelf.texts.clear()
        # One code stands in one group only.
        for group, code, text in {code: (group, code, text) for group, code, text in state}.values():
            shelf.put(code, f"Titel {text}", text, group=group)
        loader.rebuild()

        assert IndexedText.objects.count() == sum(map(len, shelf.texts.values()))
        assert stems() == counted()


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_reads_every_vector(db, title, text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s::tsvector)", [loader.vector_of(f"{title}\n{text}")])
        assert cursor.fetchone()[0] == len(analyse(f"{title}\n{text}").counts)
