"""An index in memory, for collections that come from a file and go with the process."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from quartierwerk.foundation.search.core.analysis import analyse, ask
from quartierwerk.foundation.search.core.ranking import LENGTH, SATURATION, Collection, neighbours, pairs

LOOKED_AT = 100  # so many of the best are looked at for neighbours


class MemoryIndex:
    """Texts by number of their arrival; ``rank`` answers with those of a query, best first."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._sequences: list[tuple[str, ...]] = []
        self._pairs: dict[int, frozenset[tuple[str, str]]] = {}
        for number, text in enumerate(texts):
            analysed = analyse(text)
            self._sequences.append(analysed.sequence)
            for stem, weight in analysed.counts.items():
                self._found[stem].append((number, weight))
        total = len(self._sequences)
        average = sum(map(len, self._sequences)) / total if total else 0.0
        self._collection = Collection(total, average, {stem: len(listed) for stem, listed in self._found.items()})
        self._norms = [SATURATION * (1 - LENGTH + LENGTH * len(sequence) / (average or 1)) for sequence in self._sequences]

    def rank(self, query: str, top: int) -> Sequence[tuple[int, float]]:
        """Return number and score of the best texts that hold a stem of the query; equal ones in the order of arrival."""
        asked = ask(query)
        scores: dict[int, float] = defaultdict(float)
        for stem, weight in asked.weights.items():
            worth = weight * self._collection.rarity(stem) * (SATURATION + 1)
            for number, count in self._found.get(stem, ()):
                scores[number] += worth * count / (count + self._norms[number])
        best = sorted(scores.items(), key=_best_first)[: max(LOOKED_AT, top)]
        wanted = pairs(asked.sequence)
        rewarded = [(number, score + neighbours(wanted & self._pairs_of(number), self._collection)) for number, score in best]
        return sorted(rewarded, key=_best_first)[:top]

    def _pairs_of(self, number: int) -> frozenset[tuple[str, str]]:
        if number not in self._pairs:
            self._pairs[number] = pairs(self._sequences[number])
        return self._pairs[number]


def _best_first(scored: tuple[int, float]) -> tuple[float, int]:
    return -scored[1], scored[0]
