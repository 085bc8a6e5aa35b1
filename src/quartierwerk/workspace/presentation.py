"""Rows of the programme at a glance."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from quartierwerk.foundation.ui.figures import DASH
from quartierwerk.foundation.ui.listing import Cell, Column, Listing, addresses_of, link
from quartierwerk.foundation.ui.tags.components import balance_mini, marker
from quartierwerk.foundation.ui.tags.figure_filters import thousands
from quartierwerk.places import phrases
from quartierwerk.workspace import queries
from quartierwerk.workspace.queries import ConceptLine


def programme_listing(sites: Iterable[Any], *, on: date) -> Listing:
    """Return sites with stage, money of the newest list, and the concept in force."""
    shown = list(sites)
    concepts = queries.concepts_of([site.code for site in shown], on=on)
    stage_word, invented = phrases.stage_words(on), marker(text=_("erfunden"))
    nothing = Cell(DASH, "ist-leer")
    no_concept_words = format_html(
        '<span class="qw-klein"><span aria-hidden="true">–</span><span class="qw-sr">{}</span></span>', _("kein Konzept")
    )
    no_concept = Cell(no_concept_words, "ist-leer")
    address = addresses_of("places:site")

    def row(site: Any) -> tuple[str | Cell, ...]:
        concept = concepts.get(site.code)
        title = f"{site.municipality.name} – {site.current_name}"
        return (
            link(address(site.code), title, invented if site.is_example else ""),
            stage_word(site.stage),
            str(site.first_year or DASH),
            thousands(site.list_cents) if site.list_cents else DASH,
            *((_year(concept), str(concept.measures), _balance(concept)) if concept else (nothing, nothing, no_concept)),
        )

    return Listing(
        label=_("Standorte"),
        caption=_("Alle Standorte mit Stufe, Mitteln und Konzept"),
        columns=(
            Column(_("Standort")),
            Column(_("Stufe"), repeated=False),
            Column(_("seit"), figures=True),
            Column(_("Bund und Land, Tsd. €"), figures=True),
            Column(_("Konzept von"), figures=True),
            Column(_("Maßnahmen"), figures=True),
            Column(_("Waage beider Ziele")),
        ),
        rows=tuple(row(site) for site in shown),
    )


def _year(concept: ConceptLine) -> str:
    return str(concept.resolved_on.year) if concept.resolved_on else ""


def _balance(concept: ConceptLine) -> str:
    return balance_mini(upgrading=concept.upgrading_cents, cooperation=concept.cooperation_cents, both=concept.both_cents)
