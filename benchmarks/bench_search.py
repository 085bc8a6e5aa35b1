"""What a search costs among 100,000 texts: CPU of the site and of the database together, median of twenty runs a query.

Run by ``python -m benchmarks.bench_search``. The texts are made up of words of the example programme's rules, spread
as words are in a language: few are in most texts, most are in few.
"""
# ruff: noqa: PLC0415 -- after the set-up

import argparse
import random
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import quote

from benchmarks.pages import large_programme

AIM_MS = 50.0
TIMES = 20
WORDS_IN_A_TEXT = 90
HEADS = "Stadt Quartier Park Haus Schule Platz Straße Verein Kita Bad Markt Bahnhof Ufer Garten Werk Kirche Halle Hof Turm Brücke"
TAILS = "sanierung förderung planung bau konzept beteiligung erneuerung management umfeld entwicklung"
PLAIN = "Spielplatz soziale Nachbarschaft Sanierung Förderung Maßnahme Wohnen Verkehr Bildung Gesundheit Kultur Arbeit"
QUERIES = ("Spielplatz", "Spielplatzbau Sanierung", "soziale Stadt", "Förderung der Nachbarschaft im Quartier", "Spielpaltz", "Stadt")


def made_up(number: int, words: list[str], weights: list[float], chance: random.Random) -> list[tuple[str, str]]:
    """Return so many titles and texts."""
    return [
        (" ".join(chance.choices(words, weights, k=5)), " ".join(chance.choices(words, weights, k=WORDS_IN_A_TEXT)))
        for _each in range(number)
    ]


def vocabulary() -> tuple[list[str], list[float]]:
    """Return words of the field and their compounds, with weights that fall as ranks grow (Zipf)."""
    heads, tails, plain = HEADS.split(), TAILS.split(), PLAIN.split()
    words = [*heads, *plain, *(f"{head}{tail}" for head in heads for tail in tails), *(f"Ort{number}" for number in range(4000))]
    return words, [1 / (rank + 3) for rank in range(len(words))]


def fill(texts: int) -> None:
    """Write the texts into the index at one go, as the loader would one by one."""
    from django.db import connection

    from quartierwerk.foundation.search import loader
    from quartierwerk.foundation.search.core.analysis import analyse
    from quartierwerk.foundation.search.models import IndexedText, IndexedWord

    words, weights = vocabulary()
    chance = random.Random(7)
    stems: Counter[str] = Counter()
    spelled = {word.casefold() for word in words}
    with connection.cursor() as cursor:
        for start in range(0, texts, 5000):
            rows = []
            for number, (title, text) in enumerate(made_up(5000, words, weights, chance), start):
                found = analyse(f"{title}\n{text}")
                stems.update(found.counts.keys())
                counts = {stem: round(weight, 2) for stem, weight in found.counts.items()}
                rows.append((number, title, text, found.length, counts, loader.vector_of(title), loader.vector_of(f"{title}\n{text}")))
            IndexedText.objects.bulk_create(
                IndexedText(
                    source="sites", group=f"g-{number % 1000}", kind="site", code=f"c-{number}", title=title, body=text, address="/",
                    place=f"Ort {number % 400}", year=1999 + number % 27, length=length, counts=counts, title_vector="",
                    vector="", digest="",
                )
                for number, title, text, length, counts, *_vectors in rows
            )  # fmt: skip
            vectors = [(title, whole, f"c-{number}") for number, _title, _text, _length, _counts, title, whole in rows]
            cursor.executemany("UPDATE search_indexedtext SET title_vector = %s::tsvector, vector = %s::tsvector WHERE code = %s", vectors)
            print(f"{start + 5000:,} texts", file=sys.stderr)
        IndexedWord.objects.bulk_create((IndexedWord(word=word) for word in spelled), ignore_conflicts=True)
        loader.count_stems(stems)
        loader.remember(0)
        cursor.execute("VACUUM ANALYZE")


def main() -> None:
    """Build the index, search it, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="folder in which the index is built once and kept")
    given = parser.parse_args()
    with large_programme(10, given.keep):
        import django

        django.setup()
        from benchmarks.meter import Meter

        from quartierwerk.foundation.search.models import IndexedText

        if IndexedText.objects.count() < given.texts:
            IndexedText.objects.all().delete()
            fill(given.texts)
        readings = Meter().read_all([(f"/suche/?q={quote(query)}", "") for query in QUERIES], times=TIMES, rounds=1)
        print(f"{'query':<45} {'queries':>7} {'site ms':>8} {'db ms':>7} {'CPU ms':>7}   aim {AIM_MS:.0f}")
        for query, reading in zip(QUERIES, readings, strict=True):
            if isinstance(reading, RuntimeError):
                raise reading
            late = "  SLOW" if reading.cpu_ms > AIM_MS else ""
            print(f"{query:<45} {reading.queries:>7} {reading.site_ms:>8.1f} {reading.database_ms or 0:>7.1f} {reading.cpu_ms:>7.1f}{late}")


if __name__ == "__main__":
    main()
