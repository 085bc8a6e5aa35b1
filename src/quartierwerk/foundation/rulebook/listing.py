"""What the pages list: everything a rulebook holds as rows of words, grouped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartierwerk.foundation.rulebook import phrases, queries
from quartierwerk.foundation.rulebook.core.values import (
    Catalogue,
    CatalogueEntry,
    CatalogueMapping,
    MappingPair,
    Rulebook,
    RuleValue,
    Source,
    StageMachine,
    Status,
    Transition,
    Wording,
)

MARKS = {Status.CONFIRMED: "full", Status.ASSUMED: "hollow"}


@dataclass(frozen=True, slots=True)
class Row:
    """One rule in words; ``content`` is empty where the label says it all.

    ``source_span`` is how many rows share the source from here on; zero where a row above says it.
    """

    label: str
    content: str
    note: str
    status: Status
    source: Source
    source_span: int = 1

    @property
    def status_word(self) -> str:
        """The status in a word."""
        return str(phrases.STATUS_WORDS[self.status])

    @property
    def mark(self) -> str:
        """The sign beside the word."""
        return MARKS[self.status]

    @property
    def evidence(self) -> str:
        """How well the source is known."""
        return str(phrases.EVIDENCE_WORDS[self.source.evidence])


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together; single values have no title, a list has a page of its own."""

    title: str
    note: str
    address: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One version of one topic."""

    rulebook: Rulebook
    topic: str
    title: str
    note: str
    groups: tuple[Group, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the section."""
        return tuple(row for group in self.groups for row in group.rows)


def words(wording: Wording) -> str:
    """Return words in the language of the page."""
    return wording.in_language(get_language() or "de")


def label(entry: CatalogueEntry) -> str:
    """Return an entry's label in the language of the page."""
    return entry.label_in(get_language() or "de")


def section(rulebook: Rulebook, *, only_assumed: bool = False) -> Section:
    """Put a version into words; groups without a row that is wanted are left out."""
    groups = [Group("", "", "", tuple(_value_row(value) for value in rulebook.values))]
    groups += [_catalogue_group(catalogue) for catalogue in rulebook.catalogues]
    groups += [_machine_group(machine, rulebook) for machine in rulebook.machines]
    groups += [mapping_group(mapping, rulebook.valid_from) for mapping in rulebook.mappings]
    kept = (Group(group.title, group.note, group.address, _wanted(group.rows, only_assumed=only_assumed)) for group in groups)
    return Section(
        rulebook, words(rulebook.topic_wording), words(rulebook.wording), words(rulebook.note), tuple(group for group in kept if group.rows)
    )


def sections(rulebooks: Iterable[Rulebook], *, only_assumed: bool = False) -> tuple[Section, ...]:
    """Put versions into words; those without a row that is wanted are left out."""
    drawn = (section(rulebook, only_assumed=only_assumed) for rulebook in rulebooks)
    return tuple(found for found in drawn if found.groups)


def mappings_of(name: str, on: date) -> tuple[Group, ...]:
    """Return how a list corresponds to others on the day, both ways, with a row for every code."""
    mappings = [mapping for book in queries.in_force(on) for mapping in book.mappings]
    ways = [way for mapping in mappings for way in (mapping, mapping.turned_round())]
    return tuple(mapping_group(way, on) for way in ways if name in {way.from_catalogue, way.to_catalogue})


def mapping_group(mapping: CatalogueMapping, on: date) -> Group:
    """Put a mapping into words; a code that corresponds to nothing says so."""
    start, end = _labels(mapping.from_catalogue, on), _labels(mapping.to_catalogue, on)
    pairs = {pair.code: pair for pair in mapping.pairs}
    last = mapping.pairs[-1]
    rows = share_sources(_pair_row(pairs.get(code, MappingPair(code, (), Status.ASSUMED, last.source)), start, end) for code in start)
    title = f"{_title(mapping.from_catalogue, on)} → {_title(mapping.to_catalogue, on)}"
    return Group(title, words(mapping.note), "", rows)


def _wanted(rows: tuple[Row, ...], *, only_assumed: bool) -> tuple[Row, ...]:
    return share_sources(row for row in rows if not only_assumed or row.status is Status.ASSUMED)


def share_sources(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Let rows that follow one another share a source, so that it is said once."""
    runs = (list(run) for _source, run in groupby(rows, key=lambda row: row.source))
    return tuple(replace(row, source_span=0 if place else len(run)) for run in runs for place, row in enumerate(run))


def _value_row(value: RuleValue) -> Row:
    return Row(words(value.wording), phrases.figure(value), words(value.note), value.status, value.source)


def _catalogue_group(catalogue: Catalogue) -> Group:
    address = reverse("rulebook:catalogue", args=(catalogue.code,))
    return Group(words(catalogue.wording), words(catalogue.note), address, entry_rows(catalogue))


def entry_rows(catalogue: Catalogue) -> tuple[Row, ...]:
    """Put the entries of a list into words."""
    return share_sources(_entry_row(entry) for entry in catalogue.entries)


def _entry_row(entry: CatalogueEntry) -> Row:
    return Row(label(entry), phrases.extra_facts(entry.extra), words(entry.note), entry.status, entry.source)


def _machine_group(machine: StageMachine, rulebook: Rulebook) -> Group:
    labels: dict[str, str] = {}
    for catalogue in rulebook.catalogues:
        labels.update({entry.code: label(entry) for entry in catalogue.entries})
    return Group(words(machine.wording), "", "", tuple(_step_row(step, labels) for step in machine.sourced_transitions))


def _step_row(step: Transition, labels: Mapping[str, str]) -> Row:
    reached = f" {_('oder')} ".join(labels[stage] for stage in step.reaches)
    return Row(labels[step.leaves], f"→ {reached}", "", step.status, step.source)


def _pair_row(pair: MappingPair, start: Mapping[str, str], end: Mapping[str, str]) -> Row:
    targets = "; ".join(end[target] for target in pair.targets)
    return Row(start[pair.code], f"→ {targets}" if targets else _("keine Entsprechung"), "", pair.status, pair.source)


def _labels(name: str, on: date) -> dict[str, str]:
    return {entry.code: label(entry) for entry in queries.catalogue(name, on).entries}


def _title(name: str, on: date) -> str:
    return words(queries.catalogue(name, on).wording)
