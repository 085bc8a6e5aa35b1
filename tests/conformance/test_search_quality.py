"""The ranking against published baselines: better than plain BM25 on every set of queries at hand.

The figures are those of the READMEs beside the data: the better of BM25 with and without stemming.
"""

import gzip
import json
from collections import defaultdict
from pathlib import Path

import pytest

from quartierwerk.foundation.search.core import analysis
from quartierwerk.foundation.search.core.memory import MemoryIndex

SHARED = Path(__file__).parents[2] / "../shared/data"
COUNCIL, XQUAD = SHARED / "text_de_council", SHARED / "text_de" / "xquad_de.json.gz"
BASELINES = {
    "paper_title": (0.918, 0.902),
    "agenda_item_wording": (0.912, 0.836),
    "file_label": (0.537, 0.803),
    "xquad": (0.9238, 0.9807),
}
TOP = 10
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not SHARED.exists(), reason="the texts in ../shared/data are not here"),
    pytest.mark.skipif(analysis.Splitter is None, reason="charsplit-fst has no wheel for this machine"),
]


def council():
    with gzip.open(COUNCIL / "docs.jsonl.gz", "rt") as file:
        texts = {read["doc_id"]: read["text"] for read in map(json.loads, file)}
    relevant = defaultdict(set)
    for query, document, relevance in rows(COUNCIL / "qrels.tsv"):
        if int(relevance) > 0:
            relevant[query].add(document)
    return texts, [(kind, text, relevant[query]) for query, kind, text in rows(COUNCIL / "queries.tsv")]


def rows(path):
    return [line.split("\t") for line in path.read_text().splitlines()[1:]]


def xquad():
    with gzip.open(XQUAD) as file:
        paragraphs = [paragraph for article in json.load(file)["data"] for paragraph in article["paragraphs"]]
    texts = {str(number): paragraph["context"] for number, paragraph in enumerate(paragraphs)}
    asked = [("xquad", each["question"], {str(number)}) for number, paragraph in enumerate(paragraphs) for each in paragraph["qas"]]
    return texts, asked


def measured(texts, asked):
    """Return for each set of queries the mean reciprocal rank and the recall among the first ten."""
    codes, index = list(texts), MemoryIndex(texts.values())
    found = defaultdict(list)
    for kind, text, relevant in asked:
        ranked = [codes[number] for number, _score in index.rank(text, TOP)]
        first = next((1 / rank for rank, code in enumerate(ranked, start=1) if code in relevant), 0)
        found[kind].append((first, len(relevant & set(ranked)) / len(relevant)))
    return {kind: tuple(sum(values) / len(values) for values in zip(*each, strict=True)) for kind, each in found.items()}


@pytest.mark.parametrize("collection", [council, xquad])
def test_the_ranking_is_better_than_the_published_baseline_on_every_set(collection):
    figures = measured(*collection())

    assert figures
    assert {kind: figure for kind, figure in figures.items() if figure[0] <= BASELINES[kind][0] or figure[1] <= BASELINES[kind][1]} == {}
