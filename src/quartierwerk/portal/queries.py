"""Reading across rooms for the public pages: only what is published."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from quartierwerk.concepts import queries as concepts
from quartierwerk.concepts.models import ConceptRevision
from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.statements import AnyOf, Rows, kept
from quartierwerk.places import queries as places
from quartierwerk.places.models import ProgrammeListEntry, Site, SiteFigure, SiteName


def site(code: str, on: date) -> Site | None:
    """Return a site with all its published facts loaded, or none."""
    return _site(code=code, on=on).first()


@kept
def _site(*, code: str, on: date) -> QuerySet[Site]:
    return (
        places.with_current_facts(places.visible_to(PUBLIC), on)
        .prefetch_related(
            Prefetch("names", SiteName.objects.order_by("kind", "-begins_on", "pk")),
            Prefetch("figures", SiteFigure.objects.order_by("kind", F("as_of").desc(nulls_last=True), "-pk")),
            Prefetch("list_entries", ProgrammeListEntry.objects.order_by("-programme_year")),
            "contacts",
            "overall_measures",
        )
        .filter(code=code)
    )


def balances(codes: Sequence[str], on: date) -> Rows[Any]:
    """Return of the revisions in force of these sites the cents by aim, with ``site_code``."""
    return _balances(codes=tuple(codes), on=on)


@kept
def _balances(*, codes: Sequence[str], on: date) -> QuerySet[ConceptRevision, Any]:
    found = concepts.revisions_in_force(on).filter(AnyOf("concept__site__code", codes)).annotate(site_code=F("concept__site__code"))
    return found.only("upgrading_cents", "cooperation_cents", "both_cents")
