"""Finding texts an actor may know of; hits, counts, facets and suggestions look at nothing else."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, FloatField, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from quartierwerk.foundation.search.core.analysis import LONGEST_WORD, Asked, ask, parts, stem, words
from quartierwerk.foundation.search.core.excerpts import Piece, excerpt, marked, matching
from quartierwerk.foundation.search.core.ranking import Collection as Texts
from quartierwerk.foundation.search.core.ranking import neighbours, pairs, score
from quartierwerk.foundation.search.models import IndexedStem, IndexedText, IndexedWord, IndexState
from quartierwerk.foundation.slots import registry

MOST_CANDIDATES = 300  # so many texts are ranked; of more the rest is only known to be there
LOOKED_AT = 100  # so many of the best are looked at for neighbours
FEW = 10  # with fewer texts that hold all words, those that hold some are found, too
MOST_WORDS = 12
MOST_MENDED = 2
SIMILAR, SUGGESTED = 0.35, 8


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of the hits is wanted: a source, a place, a year; nothing for all."""

    source: str = ""
    place: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found, and why."""

    kind: str
    code: str
    source: str
    address: str
    place: str
    year: int | None
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value hits can be narrowed to, and how many there are."""

    value: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found; ``total`` is capped where ``has_more`` says so."""

    total: int = 0
    has_more: bool = False
    hits: tuple[Hit, ...] = ()
    sources: tuple[Facet, ...] = ()
    places: tuple[Facet, ...] = ()
    years: tuple[Facet, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    subject: tuple[str, str]
    source: str
    place: str
    year: int | None
    length: int
    counts: Mapping[str, float] = field(compare=False)


def visible_to(actor: Any) -> QuerySet[IndexedText]:
    """Return the texts the actor may know of, as their rooms say now."""
    known = Q(pk__in=())
    for name, source in registry.search_sources.items():
        groups = source.visible(actor)
        known |= Q(source=name) if groups is None else Q(source=name, group__in=groups)
    return IndexedText.objects.filter(known)


def find(text: str, actor: Any, *, narrowed: Narrowed = Narrowed(), page: int = 1, per_page: int = 10) -> Answer:
    """Return the best texts for the query that the actor may know of, a page of them, with facets over all that were ranked."""
    asked = ask(" ".join(text.split()[:MOST_WORDS]))
    if not asked.weights:
        return Answer()
    seen, texts = visible_to(actor), _texts(asked)
    found = _holding(seen, _all_words(asked), asked)
    suggestion = "" if found else _suggestion(text, seen)
    if len(found) < FEW:
        known = {candidate.number for candidate in found}
        found += [each for each in _holding(seen, _some_words(texts.containing), asked) if each.number not in known]
    ranked = _ranked(found, asked, texts)
    kept = _once(each for each in ranked if _fits(each, narrowed))
    shown = [each.number for each in kept[(page - 1) * per_page : page * per_page]]
    return Answer(
        total=len(kept),
        has_more=len(found) >= MOST_CANDIDATES,
        hits=_hits(shown, asked),
        sources=_facets([each.source for each in ranked], label=_source_label),
        places=_facets([each.place for each in ranked if each.place]),
        years=_facets([str(each.year) for each in ranked if each.year]),
        suggestion=suggestion,
    )


def _all_words(asked: Asked) -> str:
    """Return the condition "each word stands there, or all its parts do"."""
    return " & ".join(_one_word(word, found) for word, found in asked.alternatives)


def _one_word(word: str, found: Sequence[str]) -> str:
    return f"('{word}' | ({' & '.join(_quoted(found))}))" if found else f"'{word}'"


def _some_words(numbers: Mapping[str, int]) -> str:
    """Return the condition "some word stands there", the rarest first, as long as the texts stay few enough to rank."""
    taken: list[str] = []
    texts = 0
    for word in sorted(numbers, key=lambda each: (numbers[each], each)):
        texts += numbers[word]
        if taken and texts > MOST_CANDIDATES:
            break
        taken.append(word)
    return " | ".join(_quoted(taken))


def _quoted(stems: Collection[str]) -> list[str]:
    # A stem is letters and digits only, so that nothing in it could end the quotes.
    return [f"'{each}'" for each in stems]


def _holding(seen: QuerySet[IndexedText], condition: str, asked: Asked) -> list[_Candidate]:
    """Return as many texts that meet the condition as can be ranked, those with a word in the title first if there are more."""
    if not condition:
        return []
    titled = _read(seen.filter(title_vector=_raw(condition)), asked)
    if len(titled) >= MOST_CANDIDATES:
        return titled
    first = {each.number for each in titled}
    found = _read(seen.filter(vector=_raw(condition)), asked)
    return [*titled, *(each for each in found if each.number not in first)][:MOST_CANDIDATES]


def _raw(condition: str) -> SearchQuery:
    return SearchQuery(condition, config="simple", search_type="raw")


def _read(texts: QuerySet[IndexedText], asked: Asked) -> list[_Candidate]:
    stems = list(asked.weights)
    counts = {f"count_{at}": _count(each) for at, each in enumerate(stems)}
    rows = texts.annotate(**counts).values_list("pk", "kind", "code", "source", "place", "year", "length", *counts)[:MOST_CANDIDATES]
    return [
        _Candidate(
            number, (kind, code), source, place, year, length, {each: count for each, count in zip(stems, found, strict=True) if count}
        )
        for number, kind, code, source, place, year, length, *found in rows
    ]


def _count(stem: str) -> Cast:
    """Return how often the stem counts in a text; written as text, for a key of digits would be taken for a place in a list."""
    held: Func = Func(F("counts"), Value(stem, output_field=TextField()), arg_joiner=" ->> ", template="(%(expressions)s::text)")
    return Cast(held, FloatField())


def _ranked(found: list[_Candidate], asked: Asked, texts: Texts) -> list[_Candidate]:
    if not found:
        return []
    scores = {each.number: score(asked.weights, each.counts, each.length, texts) for each in found}
    best = sorted(found, key=lambda each: (-scores[each.number], each.number))
    wanted = sorted(pairs(asked.sequence))
    if wanted:
        beside = {f"beside_{at}": _beside(first, second) for at, (first, second) in enumerate(wanted)}
        looked_at = IndexedText.objects.filter(pk__in=[each.number for each in best[:LOOKED_AT]])
        for number, *flags in looked_at.annotate(**beside).values_list("pk", *beside):
            scores[number] += neighbours([pair for pair, flag in zip(wanted, flags, strict=True) if flag], texts)
    return sorted(found, key=lambda each: (-scores[each.number], each.number))


def _beside(first: str, second: str) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(Q(vector=_raw(f"'{first}' <-> '{second}'")), output_field=BooleanField())


def _texts(asked: Asked) -> Texts:
    """Return what the ranking knows of all texts."""
    containing = dict(IndexedStem.objects.filter(pk__in=list(asked.weights)).values_list("stem", "texts"))
    state = IndexState.objects.first()
    return Texts(state.texts if state else 0, state.words / state.texts if state and state.texts else 0.0, containing)


def _fits(each: _Candidate, narrowed: Narrowed) -> bool:
    wanted = ((narrowed.source, each.source), (narrowed.place, each.place), (narrowed.year, each.year))
    return all(not asked or asked == held for asked, held in wanted)


def _once(found: Iterable[_Candidate]) -> list[_Candidate]:
    """Return each thing once, by its best text: a measure stands in the working copy and in the revision in force."""
    best: dict[tuple[str, str], _Candidate] = {}
    for each in found:
        best.setdefault(each.subject, each)
    return list(best.values())


def _facets(values: Sequence[str], *, label: Any = str) -> tuple[Facet, ...]:
    numbers = Counter(values)
    return tuple(Facet(value, label(value), numbers[value]) for value in sorted(numbers, key=lambda each: (-numbers[each], each)))


def _source_label(name: str) -> str:
    source = registry.search_sources.get(name)
    return source.label() if source else name


def _hits(numbers: Sequence[int], asked: Asked) -> tuple[Hit, ...]:
    rows = {row.pk: row for row in IndexedText.objects.filter(pk__in=numbers).defer("counts", "vector")}
    return tuple(_hit(rows[number], asked) for number in numbers if number in rows)


def _hit(row: IndexedText, asked: Asked) -> Hit:
    in_title, in_body = matching(row.title, asked.weights), matching(row.body, asked.weights)
    spelled = [row.title[start:end] for start, end in in_title] + [row.body[start:end] for start, end in in_body]
    because = dict.fromkeys(word.casefold() for word in spelled)
    by_word = {word.casefold(): word for word in reversed(spelled)}
    return Hit(
        kind=row.kind,
        code=row.code,
        source=_source_label(row.source),
        address=row.address,
        place=row.place,
        year=row.year,
        title=marked(row.title, in_title),
        excerpt=excerpt(row.body, in_body),
        because=tuple(by_word[word] for word in list(because)[:4]),
    )


def _suggestion(text: str, seen: QuerySet[IndexedText]) -> str:
    """Return the query with words that stand in no text the actor may know of replaced by similar ones that do."""
    typed = [word for word, _start, _end in words(text)][:MOST_WORDS]
    standing = _standing(seen, typed)
    unknown = [word for word in dict.fromkeys(typed) if word not in standing][:MOST_MENDED]
    near = {word: _near(word) for word in unknown}
    offered = _standing(seen, [each for found in near.values() for each in found])
    instead = {word: first for word, found in near.items() if (first := next((each for each in found if each in offered), ""))}
    return " ".join(instead.get(word, word) for word in typed) if instead else ""


def _standing(seen: QuerySet[IndexedText], wanted: Sequence[str]) -> set[str]:
    """Return which of the words stand in a text that is seen, asked all at once."""
    listed = list(dict.fromkeys(wanted))
    if not listed:
        return set()
    stands = {f"stands_{at}": Exists(seen.filter(vector=_raw(_one_word(stem(word), parts(word))))) for at, word in enumerate(listed)}
    row = IndexState.objects.annotate(**stands).values(*stands).first() or {}
    return {word for at, word in enumerate(listed) if row.get(f"stands_{at}")}


def _near(word: str) -> list[str]:
    typed = word[:LONGEST_WORD]
    found = IndexedWord.objects.filter(word__trigram_similar=typed).annotate(near=TrigramSimilarity("word", typed))
    return list(found.filter(near__gte=SIMILAR).order_by("-near", "word").values_list("word", flat=True)[:SUGGESTED])
