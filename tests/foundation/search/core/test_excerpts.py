"""What of a text is shown."""

from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.search.core.analysis import ask
from quartierwerk.foundation.search.core.excerpts import LEAD, STRETCH, Piece, excerpt, marked, matching

LONG = "Vorher steht anderes. " * 40 + "Der Bau des Spielplatzes beginnt. " + "Danach steht anderes. " * 40


def matches(text, query):
    return [text[start:end] for start, end in matching(text, ask(query).weights)]


def test_forms_and_parts_of_the_words_are_places():
    assert matches("Spielplätze, Spielplatzes und Wohnungsbau", "Spielplatz Bau") == ["Spielplätze", "Spielplatzes", "Wohnungsbau"]
    assert matches("Park", "Haus") == []


def test_the_whole_text_is_marked():
    assert marked("ein Park da", [(4, 8)]) == (Piece("ein "), Piece("Park", matches=True), Piece(" da"))
    assert marked("", []) == ()


def test_an_excerpt_shows_the_place_and_says_where_it_is_cut():
    pieces = excerpt(LONG, matching(LONG, ask("Spielplatzbau").weights))

    assert [piece.text for piece in pieces if piece.matches] == ["Bau", "Spielplatzes"]
    assert (pieces[0].text, pieces[-1].text) == ("… ", " …")
    assert sum(len(piece.text) for piece in pieces) < STRETCH + LEAD


def test_a_text_without_a_place_is_shown_from_its_beginning():
    assert excerpt("Kurz und gut", []) == (Piece("Kurz und gut"),)


@given(st.text(max_size=900), st.text(max_size=20))
def test_an_excerpt_is_a_stretch_of_the_text(text, query):
    pieces = excerpt(text, matching(text, ask(query).weights))

    shown = "".join(piece.text for piece in pieces)
    assert shown.removeprefix("… ").removesuffix(" …") in text or shown in text
