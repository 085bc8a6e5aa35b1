"""What of a text is shown for a query: where it matches, and a stretch around the place that says most."""

from collections.abc import Collection
from dataclasses import dataclass

from quartierwerk.foundation.search.core.analysis import parts, stem, words

STRETCH = 240
LEAD = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``matches`` where it is a word of the query in some form."""

    text: str
    matches: bool = False


def matching(text: str, stems: Collection[str]) -> list[tuple[int, int]]:
    """Return where words stand whose stem, or the stem of a part, is one of these."""
    wanted = frozenset(stems)
    return [(start, end) for word, start, end in words(text) if stem(word) in wanted or not wanted.isdisjoint(parts(word))]


def marked(text: str, places: Collection[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return the whole text in pieces, those at the places marked."""
    found, at = [], 0
    for start, end in places:
        found += [Piece(text[at:start]), Piece(text[start:end], matches=True)]
        at = end
    return tuple(piece for piece in (*found, Piece(text[at:])) if piece.text)


def excerpt(text: str, places: Collection[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return a stretch of the text that holds as many of the places as fit, in pieces, with dots where it is cut."""
    listed = list(places)
    first = max(listed, key=lambda place: sum(place[0] <= start < place[0] + STRETCH - LEAD for start, _end in listed), default=(0, 0))
    begin = _word_edge(text, max(0, first[0] - LEAD))
    end = _word_edge(text, min(len(text), begin + STRETCH))
    inside = [(start - begin, stop - begin) for start, stop in listed if begin <= start and stop <= end]
    shown = list(marked(text[begin:end], inside))
    return (*([Piece("… ")] if begin else []), *shown, *([Piece(" …")] if end < len(text) else []))


def _word_edge(text: str, at: int) -> int:
    """Return the next place from here where no word is cut in two."""
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return at
