"""Reading across rooms for desks and overview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from quartierwerk.concepts import queries as concepts
from quartierwerk.concepts.models import ConceptRevision
from quartierwerk.foundation.people.core.actor import PUBLIC, Actor
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.statements import AnyOf, Rows, kept
from quartierwerk.places import queries as places
from quartierwerk.places.models import Site


@dataclass(frozen=True, slots=True)
class ConceptLine:
    """What a row of the overview says about a site's concept in force."""

    resolved_on: date | None
    measures: int
    total_cents: int
    upgrading_cents: int
    cooperation_cents: int
    both_cents: int


def my_sites(actor: Actor, *, on: date) -> Rows[Site]:
    """Return the sites the actor holds a mandate for, by site or municipality; programme-wide roles have the overview."""
    sites, municipalities = actor.codes(ScopeKind.SITE, Role), actor.codes(ScopeKind.MUNICIPALITY, Role)
    return _sites_within(sites=tuple(sites), municipalities=tuple(municipalities), on=on)


@kept
def _sites_within(*, sites: Sequence[str], municipalities: Sequence[str], on: date) -> QuerySet[Site]:
    return places.overview(PUBLIC, on).filter(Q(AnyOf("code", sites)) | Q(AnyOf("municipality__code", municipalities)))


def concepts_of(codes: Sequence[str], *, on: date) -> dict[str, ConceptLine]:
    """Return the concept lines of these sites by code."""
    rows = _concept_lines(codes=tuple(codes), on=on)
    return {code: ConceptLine(date.fromisoformat(council["on"]) if council else None, *figures) for code, council, *figures in rows}


@kept
def _concept_lines(*, codes: Sequence[str], on: date) -> QuerySet[ConceptRevision, Any]:
    found = concepts.with_council_step(concepts.revisions_in_force(on).filter(AnyOf("concept__site__code", codes)))
    return found.values_list(
        "concept__site__code", "council", "measure_count", "total_cents", "upgrading_cents", "cooperation_cents", "both_cents"
    )
