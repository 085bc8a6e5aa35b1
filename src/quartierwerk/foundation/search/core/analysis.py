"""Turns German text into what is compared: stems of words, and stems of the parts of compounds.

Compounds are split where texts are indexed; of a query, the word itself counts most and its parts a little, so that
"Spielplatzbau" finds "Bau eines Spielplatzes" and a text with the very word stands before it.

Sources: Snowball's German stemmer (Porter, via PyStemmer); splitting by the letter statistics of CharSplit (Tuggener,
2016, via charsplit-fst), accepted from a score of 0.3.
"""

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import Stemmer

from quartierwerk.foundation.search.core.domain_words import PARTS, WHOLE
from quartierwerk.foundation.search.core.stop_words import STOP_WORDS

try:
    from charsplit_fst import Splitter
except ImportError:  # there is none for Linux on ARM: words are then found whole
    Splitter = None

ACCEPTED = 0.3  # of 16 compounds of the field, 13 are split from here on, and no simple word is
SHORTEST_COMPOUND, SHORTEST_PART = 8, 3
LONGEST_WORD = 64  # what is longer is no word, and would fill every index
KEPT_WORDS = 200_000
HEAD = 80  # the first words of a text say what it is about,
HEAD_WEIGHT = 2.5  # so they count as if they stood there more often
PART_WEIGHT = 0.3  # a part of a compound, against a word of its own
ASKED_PART_WEIGHT = 0.2

_WORD = re.compile(r"[^\W_]+")
_stemmer = Stemmer.Stemmer("german")
_splitter = Splitter() if Splitter else None


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text as the index sees it.

    ``counts`` weighs each stem by how often, how early and how independently it stands there; ``sequence`` holds the
    stems of the words in their order, without stop words.
    """

    counts: Mapping[str, float]
    sequence: tuple[str, ...]

    @property
    def length(self) -> int:
        """Return how many words there are, without stop words."""
        return len(self.sequence)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: the weight of each stem, those of its words in their order, and for each word the stems that stand for it."""

    weights: Mapping[str, float]
    sequence: tuple[str, ...]
    alternatives: tuple[tuple[str, tuple[str, ...]], ...]


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word in small letters with its place in the text as it was given."""
    for found in _WORD.finditer(text):
        yield unicodedata.normalize("NFC", found[0]).casefold(), found.start(), found.end()


@functools.lru_cache(maxsize=KEPT_WORDS)
def stem(word: str) -> str:
    """Return the stem of a word in small letters; ß is ss, as case folding writes it."""
    found: str = _stemmer.stemWord(word[:LONGEST_WORD].replace("ß", "ss"))
    return found


@functools.lru_cache(maxsize=KEPT_WORDS)
def parts(word: str) -> tuple[str, ...]:
    """Return the stems of the parts of a compound in small letters, or nothing for a simple word."""
    listed = _LISTED.get(word)
    found = listed if listed is not None else _split(word)
    return tuple(dict.fromkeys(stem(part) for part in found if part not in STOP_WORDS and stem(part) != stem(word)))


# Case folding writes ß as ss; the lists are written as people write.
_LISTED = {word.casefold(): tuple(part.casefold() for part in found) for word, found in PARTS.items()}
_WHOLE = frozenset(word.casefold() for word in WHOLE)


def _split(word: str) -> tuple[str, ...]:
    if _splitter is None or word in _WHOLE or not SHORTEST_COMPOUND <= len(word) <= LONGEST_WORD or not word.isalpha():
        return ()
    found = _splitter.split_compound(word)
    if not found or found[0][0] < ACCEPTED:
        return ()
    pieces = [piece.casefold() for piece in found[0][1:]]
    if min(map(len, pieces)) < SHORTEST_PART:
        return ()
    return tuple(part for piece in pieces for part in (_split(piece) or (piece,)))


def analyse(text: str) -> Analysed:
    """Return the text as the index sees it."""
    counts: dict[str, float] = defaultdict(float)
    sequence = []
    for place, (word, _start, _end) in enumerate(words(text)):
        if word in STOP_WORDS:
            continue
        weight = HEAD_WEIGHT if place < HEAD else 1.0
        found = stem(word)
        sequence.append(found)
        counts[found] += weight
        for part in parts(word):
            counts[part] += PART_WEIGHT * weight
    return Analysed(counts, tuple(sequence))


def ask(text: str) -> Asked:
    """Return the query; one that consists of stop words only is taken at its word."""
    typed = [word for word, _start, _end in words(text)]
    meant = [word for word in typed if word not in STOP_WORDS] or typed
    weights: dict[str, float] = defaultdict(float)
    for word in meant:
        weights[stem(word)] += 1.0
        for part in parts(word):
            weights[part] += ASKED_PART_WEIGHT
    alternatives = tuple((stem(word), parts(word)) for word in dict.fromkeys(meant))
    return Asked(weights, tuple(stem(word) for word in meant), alternatives)
