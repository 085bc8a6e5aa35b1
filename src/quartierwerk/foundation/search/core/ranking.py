"""How well a text answers a query: BM25, and a reward for words that stand beside one another as they were asked.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with the inverse
document frequency ln(1 + (N - n + 0.5) / (n + 0.5)), which is never negative. The reward adds, for each pair of
neighbours of the query that are neighbours in the text, half of what the more frequent of the two is worth.
"""

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SATURATION = 0.9  # k1: how soon the next occurrence of a word stops to count
LENGTH = 0.5  # b: how much long texts are held against themselves
NEIGHBOURS = 0.5


@dataclass(frozen=True, slots=True)
class Collection:
    """What the ranking knows of all texts: how many, how long on average, and in how many each stem stands."""

    texts: int
    average_length: float
    containing: Mapping[str, int]

    def rarity(self, stem: str) -> float:
        """Return what finding the stem is worth; 0 for one that stands nowhere."""
        found = self.containing.get(stem, 0)
        return math.log(1 + (self.texts - found + 0.5) / (found + 0.5)) if found else 0.0


def score(asked: Mapping[str, float], counts: Mapping[str, float], length: int, collection: Collection) -> float:
    """Return the BM25 of a text of this length with these counts; 0 where no stem of the query stands in it."""
    norm = SATURATION * (1 - LENGTH + LENGTH * length / (collection.average_length or 1))
    return sum(
        weight * collection.rarity(stem) * counts[stem] * (SATURATION + 1) / (counts[stem] + norm)
        for stem, weight in asked.items()
        if counts.get(stem)
    )


def pairs(sequence: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return the neighbours in a sequence of stems."""
    return frozenset(itertools.pairwise(sequence))


def neighbours(found: Iterable[tuple[str, str]], collection: Collection) -> float:
    """Return the reward for these pairs of a query that stand beside one another in the text."""
    return NEIGHBOURS * sum(min(collection.rarity(first), collection.rarity(second)) for first, second in found)
