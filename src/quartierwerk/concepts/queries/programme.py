"""The whole programme in numbers: sites, concepts in force, money of the newest published list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Max, Sum

from quartierwerk.concepts import queries as concepts
from quartierwerk.concepts.models import ConceptRevision, ResolutionStep
from quartierwerk.foundation.audit.versions import data_version
from quartierwerk.places.models import Municipality, ProgrammeListEntry, Site

NEWEST = 3


@dataclass(frozen=True, slots=True)
class ResolvedConcept:
    """A concept in force, as the start page names it."""

    site: str
    municipality: str
    title: str
    goals: int
    measures: int
    is_invented: bool


@dataclass(frozen=True, slots=True)
class ProgrammeFigures:
    """The whole programme in numbers, each of what is published."""

    sites: int
    municipalities: int
    invented_sites: int
    concepts: int
    goals: int
    measures: int
    planned_cents: int
    upgrading_cents: int
    cooperation_cents: int
    both_cents: int
    list_year: int | None
    list_cents: int
    list_source: str
    list_source_url: str
    fields: Mapping[str, tuple[int, int]]
    newest: tuple["ResolvedConcept", ...] = ()

    @property
    def real_sites(self) -> int:
        """Return how many of the sites are not invented; all of them where nothing else is there."""
        return self.sites - self.invented_sites or self.sites


def programme_figures(on: date) -> ProgrammeFigures:
    """Return the programme's figures on a day, added up once for each state of the data."""
    return _figures(data_version(Site, Municipality, ProgrammeListEntry, ConceptRevision, ResolutionStep), on)


@lru_cache(maxsize=2)
def _figures(_version: tuple[int, ...], on: date) -> ProgrammeFigures:
    sites = Site.objects.aggregate(sites=Count("pk"), municipalities=Count("municipality", distinct=True))
    revisions: list[Any] = list(
        concepts.revisions_in_force(on).values(
            "goal_count", "measure_count", "total_cents", "upgrading_cents", "cooperation_cents", "both_cents", "by_field"
        )
    )
    newest = ProgrammeListEntry.objects.filter(list_is_complete=True).aggregate(year=Max("programme_year"))["year"]
    entries = ProgrammeListEntry.objects.filter(programme_year=newest or 0)
    entry: Mapping[str, Any] = entries.values("source", "source_url").annotate(cents=Sum("grant_cents")).order_by("-cents").first() or {}

    def total(name: str) -> int:
        return sum(revision[name] for revision in revisions)

    return ProgrammeFigures(
        sites=sites["sites"],
        municipalities=sites["municipalities"],
        invented_sites=Site.objects.filter(is_example=True).count(),
        concepts=len(revisions),
        goals=total("goal_count"),
        measures=total("measure_count"),
        planned_cents=total("total_cents"),
        upgrading_cents=total("upgrading_cents"),
        cooperation_cents=total("cooperation_cents"),
        both_cents=total("both_cents"),
        list_year=newest,
        list_cents=entries.aggregate(cents=Sum("grant_cents"))["cents"] or 0,
        list_source=entry.get("source", ""),
        list_source_url=entry.get("source_url", ""),
        fields=_fields(revisions),
        newest=_newest(on),
    )


def _newest(on: date) -> tuple[ResolvedConcept, ...]:
    """Return the concepts in force that were resolved last, newest first."""
    facts = ("concept__site__code", "concept__site__municipality__name", "title", "goal_count", "measure_count")
    found = concepts.revisions_in_force(on).order_by("-frozen_at", "-pk")
    return tuple(ResolvedConcept(*row) for row in found.values_list(*facts, "concept__site__is_example")[:NEWEST])


def _fields(revisions: Sequence[Mapping[str, Any]]) -> Mapping[str, tuple[int, int]]:
    """Return for each field how many concepts plan a measure in it, and how many measures."""
    found: dict[str, tuple[int, int]] = {}
    for revision in revisions:
        for code, (measures, _cents) in revision["by_field"].items():
            sites, total = found.get(code, (0, 0))
            found[code] = (sites + bool(measures), total + measures)
    return MappingProxyType(found)
