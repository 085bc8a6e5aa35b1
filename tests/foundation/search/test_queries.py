"""Finding, narrowing, suggesting, and never a word of what somebody may not know of."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartierwerk.foundation.search import loader, queries
from quartierwerk.foundation.search.core.memory import MemoryIndex
from quartierwerk.foundation.search.queries import Narrowed, find

pytestmark = pytest.mark.django_db
ALL, SOME = "all", "some"


def titles(answer):
    return ["".join(piece.text for piece in hit.title) for hit in answer.hits]


@pytest.fixture
def park(shelf, read):
    shelf.put("1", "Bau eines Spielplatzes", "am Bach", place="Musterstadt", year=2025)
    shelf.put("2", "Spielplatzbau", place="Musterstadt", year=2026)
    shelf.put("3", "Haushalt", "ohne Zitrusgarten", group="secret", place="Anderswo", year=2027)
    shelf.seen[SOME] = ["a"]
    read()
    return shelf


def test_compounds_are_found_by_their_parts_and_the_reason_is_told(park):
    answer = find("Spielplatzbau", ALL)

    assert titles(answer) == ["Spielplatzbau", "Bau eines Spielplatzes"]
    assert [hit.because for hit in answer.hits] == [("Spielplatzbau",), ("Bau", "Spielplatzes")]
    assert answer.hits[0].address == "/texte/2/"
    assert (answer.total, answer.has_more) == (2, False)


def test_hits_are_narrowed_and_facets_count_what_was_found(park):
    answer = find("Spielplatz", ALL, narrowed=Narrowed(year=2026))

    assert titles(answer) == ["Spielplatzbau"]
    assert [(facet.value, facet.number) for facet in answer.years] == [("2025", 1), ("2026", 1)]
    assert [(facet.value, facet.number) for facet in answer.places] == [("Musterstadt", 2)]
    assert [(facet.label, facet.number) for facet in answer.sources] == [("Texte", 2)]
    assert find("Spielplatz", ALL, narrowed=Narrowed(place="Anderswo")).total == 0


def test_numbers_are_words(shelf, read):
    shelf.put("1", "Haushalt 2026", "2026 und 2026")
    shelf.put("2", "Haushalt 2026")
    shelf.put("3", "Haushalt 2025")
    read()

    assert titles(find("2026", ALL)) == ["Haushalt 2026", "Haushalt 2026"]
    assert [hit.code for hit in find("2026", ALL).hits] == ["1", "2"]
    assert find("9" * 60, ALL).total == 0


def test_pages_follow_one_another(shelf, read):
    for number in range(25):
        shelf.put(str(number), f"Park {number:02}")
    read()

    pages = [titles(find("Park", ALL, page=number)) for number in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({title for page in pages for title in page}) == 25


def test_a_typing_error_is_mended_with_a_word_that_is_there(park):
    assert find("Spielpaltzbau", ALL).suggestion == "spielplatzbau"
    assert find("Spielplatzbau", ALL).suggestion == ""
    assert find("qqqqqqqq", ALL).suggestion == ""


@pytest.mark.parametrize("typed", ["Zitrusgarten", "Zitrusgarden", "Zitrusgarte", "Zitrus", "Haushalt", "zitrusgarten haushalt"])
def test_what_somebody_may_not_know_of_is_as_if_it_were_not_there(typed, park):
    assert find(typed, ALL).total or find(typed, ALL).suggestion
    with_secret = find(typed, SOME)
    del park.texts["secret"]
    loader.rebuild()

    assert with_secret == find(typed, SOME)
    assert (with_secret.total, with_secret.hits, with_secret.suggestion) == (0, (), "")
    assert (with_secret.sources, with_secret.places, with_secret.years) == ((), (), ())


def test_totals_of_what_is_seen_do_not_count_what_is_not(park):
    park.put("4", "Spielplatz im Zitrusgarten", group="secret", place="Musterstadt", year=2026)
    loader.rebuild()

    answer = find("Spielplatz", SOME)

    assert answer.total == 2
    assert [(facet.value, facet.number) for facet in answer.places] == [("Musterstadt", 2)]


@pytest.mark.parametrize("typed", ["", "   ", "!?", "'", "a' | 'b", "\\", "& | ! <-> ( )", ":A", "ö" * 3000, "\x00", "%", "der die das"])
def test_whatever_is_typed_is_answered(typed, park):
    find(typed, ALL)


@given(st.text(max_size=60))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_is_answered(park, typed):
    assert find(typed, ALL).total >= len(find(typed, SOME).hits)


vocabulary = st.sampled_from(["park", "haus", "weg", "see", "baum", "wald"])


@given(
    st.lists(st.lists(vocabulary, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=7),
    st.lists(vocabulary, min_size=1, max_size=3),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_pages_rank_as_the_command_line_does(shelf, texts, asked):
    shelf.texts.clear()
    for number, text in enumerate(texts):
        shelf.put(str(number), text)
    loader.rebuild()
    ranked = MemoryIndex([f"{text}\n" for text in texts]).rank(" ".join(asked), 10)

    answer = find(" ".join(asked), ALL)

    scores = dict(ranked)
    assert {int(hit.code) for hit in answer.hits} == set(scores)
    assert [round(scores[int(hit.code)], 6) for hit in answer.hits] == sorted((round(score, 6) for score in scores.values()), reverse=True)


def test_of_too_many_texts_those_with_the_word_in_the_title_are_ranked(shelf, read, monkeypatch):
    monkeypatch.setattr(queries, "MOST_CANDIDATES", 5)
    for number in range(9):
        shelf.put(str(number), "Anderes", "park")
    shelf.put("x", "Park")
    read()

    answer = find("Park", ALL)

    assert answer.has_more
    assert titles(answer)[0] == "Park"


def test_a_page_asks_a_fixed_number_of_times(park, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        find("Spielplatzbau Haushalt Garten", ALL)
