"""The answer to a query as pages show it, for staff and for the public."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from quartierwerk.foundation.search import queries
from quartierwerk.foundation.search.forms import SearchForm
from quartierwerk.foundation.search.queries import Facet, Hit
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject

PER_PAGE = 10
SHOWN_VALUES = 12


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The values of one facet; ``chosen`` is the one in force."""

    name: str
    title: str
    values: tuple[Facet, ...]
    chosen: str


def results(asked: QueryDict, actor: Any, *, public: bool) -> dict[str, Any]:
    """Return what a search page needs: form, answer, page of hits, facets.

    For the public, what a thing has as its public page is where a hit leads.
    """
    form = SearchForm(asked)
    form.is_valid()
    given = form.cleaned_data
    number, narrowed = given.get("page") or 1, form.narrowed()
    words = given.get("q") or ""
    answer = queries.find(words, actor, narrowed=narrowed, page=number, per_page=PER_PAGE)
    hits = tuple(_public(hit) for hit in answer.hits) if public else answer.hits
    chosen = {"source": narrowed.source, "place": narrowed.place, "year": str(narrowed.year or "")}
    groups = (("source", _("Was"), answer.sources), ("place", _("Wo"), answer.places), ("year", pgettext("search", "Jahr"), answer.years))
    return {
        "form": form,
        "words": words,
        "answer": answer,
        "page": _page(answer.total, number, hits),
        "facets": [FacetGroup(name, title, found[:SHOWN_VALUES], chosen[name]) for name, title, found in groups if found],
    }


def _page(total: int, number: int, hits: tuple[Hit, ...]) -> Any:
    """Return the page of hits, which are read already; a number beyond the last is the last, and shows nothing."""
    page: Any = Paginator(range(total), PER_PAGE).get_page(number)
    page.object_list = hits
    return page


def _public(hit: Hit) -> Hit:
    return replace(hit, address=registry.address_of("public", Subject(hit.kind, hit.code)) or hit.address)
