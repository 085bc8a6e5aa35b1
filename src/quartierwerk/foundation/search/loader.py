"""Brings texts into the index: a group of a source at a time, only what has changed.

Of two writers one waits: a lock of the database is held until the transaction ends.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models import Count, F, Sum, Value
from django.db.models.functions import Coalesce

from quartierwerk.foundation.audit import queries as trail
from quartierwerk.foundation.search.core.analysis import LONGEST_WORD, analyse, parts, stem, words
from quartierwerk.foundation.search.core.stop_words import STOP_WORDS
from quartierwerk.foundation.search.models import IndexedStem, IndexedText, IndexedWord, IndexState
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import SearchDocument

_LOCK = 7_341_002
_MOST_POSITIONS = 16_383  # what a tsvector can tell apart
_VERSION = 1  # of the analysis: another number reads every text anew


@transaction.atomic
def rebuild() -> int:
    """Bring every group of every source up to date, drop what no source tells any more, and return how many texts stand."""
    _lock()
    number = trail.newest_number()
    for name, source in registry.search_sources.items():
        groups = set(source.groups(None))
        gone = IndexedText.objects.filter(source=name).exclude(group__in=groups)
        _drop(gone.values_list("pk", flat=True))
        for group in sorted(groups):
            _bring(name, group, source.documents(group))
    _drop(IndexedText.objects.exclude(source__in=dict(registry.search_sources.items())).values_list("pk", flat=True))
    remember(number)
    return IndexedText.objects.count()


@transaction.atomic
def refresh() -> int:
    """Bring up to date what the trail tells of since the last time; return how many groups were read."""
    _lock()
    state = IndexState.objects.first()
    if state is None:
        rebuild()
        return len(list(registry.search_sources))
    number = trail.newest_number()
    subjects = trail.subjects_changed(after=state.trail_number, until=number)
    groups = {(name, group) for name, source in registry.search_sources.items() for subject in subjects for group in source.groups(subject)}
    sources = dict(registry.search_sources.items())
    for name, group in sorted(groups):
        _bring(name, group, sources[name].documents(group))
    remember(number)
    return len(groups)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def remember(number: int) -> None:
    """Note how far the trail is read, and how much stands in the index."""
    held = IndexedText.objects.aggregate(texts=Count("pk"), words=Coalesce(Sum("length"), 0))
    IndexState.objects.update_or_create(pk=1, defaults={"trail_number": number, **held})


def _bring(source: str, group: str, documents: Iterable[SearchDocument]) -> None:
    """Make the group's texts in the index those that are told."""
    told = {(each.subject.kind, each.subject.code): each for each in documents}
    held = {(row.kind, row.code): row for row in IndexedText.objects.filter(source=source, group=group).defer("counts", "vector", "body")}
    changed = {key: each for key, each in told.items() if key not in held or held[key].digest != _digest(each)}
    _drop([row.pk for key, row in held.items() if key not in told or key in changed])
    # A text that has moved to another group stands there under the same key.
    for kind, code in changed:
        _drop(IndexedText.objects.filter(source=source, kind=kind, code=code).values_list("pk", flat=True))
    for each in changed.values():
        _add(source, each)


def _add(source: str, told: SearchDocument) -> None:
    analysed = analyse(f"{told.title}\n{told.text}")
    row = IndexedText.objects.create(
        source=source,
        group=told.group,
        kind=told.subject.kind,
        code=told.subject.code,
        title=told.title,
        body=told.text,
        address=told.address,
        place=told.place,
        year=told.year,
        length=analysed.length,
        counts={each: round(weight, 2) for each, weight in analysed.counts.items()},
        title_vector=Value(""),
        vector=Value(""),
        digest=_digest(told),
    )
    _write_vectors(row.pk, vector_of(told.title), vector_of(f"{told.title}\n{told.text}"))
    count_stems(Counter(analysed.counts.keys()))
    spelled = {word for word, _start, _end in words(f"{told.title} {told.text}") if len(word) <= LONGEST_WORD and not word.isdecimal()}
    IndexedWord.objects.bulk_create((IndexedWord(word=word) for word in spelled - STOP_WORDS), ignore_conflicts=True)


def vector_of(text: str) -> str:
    """Return stems with their places as PostgreSQL writes a tsvector; stop words take no place."""
    places: dict[str, list[str]] = {}
    at = 0
    for word, _start, _end in words(text):
        if word in STOP_WORDS:
            continue
        at = min(at + 1, _MOST_POSITIONS)
        for found in (stem(word), *parts(word)):
            places.setdefault(found, []).append(str(at))
    # 256 places a word are kept by the database.
    return " ".join(f"'{found}':{','.join(listed[:255])}" for found, listed in places.items())


def _write_vectors(number: int, title: str, whole: str) -> None:
    table = connection.ops.quote_name(IndexedText._meta.db_table)  # noqa: SLF001 -- Django's documented model interface
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET title_vector = %s::tsvector, vector = %s::tsvector WHERE id = %s", [title, whole, number])  # noqa: S608 -- names are quoted as identifiers


def _drop(numbers: Iterable[int]) -> None:
    listed = list(numbers)
    if not listed:
        return
    gone: Counter[str] = Counter()
    for counts in IndexedText.objects.filter(pk__in=listed).values_list("counts", flat=True):
        gone.subtract(counts.keys())
    IndexedText.objects.filter(pk__in=listed).delete()
    count_stems(gone)


def count_stems(changes: Mapping[str, int]) -> None:
    """Add to the number of texts of each stem; one that stands nowhere any more is taken away."""
    table = connection.ops.quote_name(IndexedStem._meta.db_table)  # noqa: SLF001 -- Django's documented model interface
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS held (stem, texts) SELECT * FROM unnest(%s::varchar[], %s::int[]) AS new (stem, texts)"  # noqa: S608 -- names are quoted as identifiers
            " WHERE texts > 0 ON CONFLICT (stem) DO UPDATE SET texts = held.texts + EXCLUDED.texts",
            [list(changes), list(changes.values())],
        )
    fewer = [each for each, number in changes.items() if number < 0]
    for each in fewer:
        IndexedStem.objects.filter(pk=each).update(texts=F("texts") + changes[each])
    IndexedStem.objects.filter(pk__in=fewer, texts=0).delete()


def _digest(told: SearchDocument) -> str:
    shown = [_VERSION, told.group, told.title, told.text, told.address, told.place, told.year]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()
