"""Rows of the lists of measures, and the thread of the programme, in the workspace and for the public."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from quartierwerk.concepts.queries.programme import ProgrammeFigures
from quartierwerk.concepts.templatetags.concepts import measure_state
from quartierwerk.foundation.slots.values import Knot, KnotState, KnotValue, Thread
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.content import Verbatim
from quartierwerk.foundation.ui.listing import Cell, Column, Listing, addresses_of, link
from quartierwerk.foundation.ui.tags.components import aim_tag
from quartierwerk.foundation.ui.tags.figure_filters import or_dash
from quartierwerk.foundation.ui.tags.text_filters import whole_euros


def measure_listing(site: str, measures: Iterable[Any], *, labels: Mapping[str, str], sums: Mapping[str, int]) -> Listing:
    """Return the measures of a working copy, with what is planned and what of it is financed; a difference stands out."""
    count = sums["count"]
    return Listing(
        label=_("Maßnahmen im Arbeitsstand"),
        caption=_("Maßnahmen nach Nummer"),
        columns=(
            Column(_("Maßnahme")),
            Column(pgettext("aim", "Ziel"), repeated=False),
            Column(_("Hauptfeld"), repeated=False),
            Column(pgettext("measure", "Stand"), repeated=False),
            Column(_("Zeitraum")),
            Column(_("Kosten, €"), figures=True),
            Column(_("finanziert, €"), figures=True),
        ),
        rows=_rows(site, measures, labels),
        foot=(
            ngettext("Summe, %(n)s Maßnahme", "Summe, %(n)s Maßnahmen", count) % {"n": count},
            whole_euros(sums["cost"]),
            whole_euros(sums["financing"]),
        ),
    )


def _rows(site: str, measures: Iterable[Any], labels: Mapping[str, str]) -> tuple[Sequence[str | Cell], ...]:
    address = addresses_of("concepts:measure", site)

    def row(measure: Any) -> Sequence[str | Cell]:
        financed = dashed(measure.financing_cents)
        return (
            link(address(measure.slug), Verbatim(f"{measure.code} {measure.title}")),
            aim_tag(aim=measure.aim),
            labels.get(measure.main_field, measure.main_field),
            measure_state(state=measure.state),
            Cell(years(measure.starts_on, measure.ends_on), "qw-zahl"),
            dashed(measure.cost_cents),
            financed if measure.cost_cents == measure.financing_cents else Cell(financed, "ist-warn"),
        )

    return tuple(row(measure) for measure in measures)


def dashed(cents: int | None) -> str:
    """Write whole euros for a cell, a dash where there are none."""
    return str(or_dash(whole_euros(cents)))


def years(starts_on: date | None, ends_on: date | None) -> str:
    """Write from which to which year something runs, as far as it is known: „2024“, „2024–2026“, „ab 2024“, „bis 2026“."""
    if starts_on and ends_on:
        return figures.span(starts_on.year, ends_on.year)
    if starts_on:
        return _("ab %(start)s") % {"start": starts_on.year}
    return _("bis %(last)s") % {"last": ends_on.year} if ends_on else ""


def programme_thread(found: ProgrammeFigures, *, sites: str, grants: str) -> Thread:
    """Return the programme's thread: what is known of each station, and nothing where nothing is.

    ``sites`` and ``grants`` are the addresses of the list of sites, and of the list ordered by grant.
    """
    thread: dict[Knot, KnotValue] = {
        Knot.NEED: KnotValue(
            figures.figure(found.sites),
            _sites_note(found),
            sites,
            KnotState.UNDER_WAY,
        ),
    }
    if found.concepts:
        note = ngettext("aus %(n)s beschlossenen Konzept", "aus %(n)s beschlossenen Konzepten", found.concepts) % {"n": found.concepts}
        thread[Knot.GOALS] = KnotValue(figures.figure(found.goals), note, sites, KnotState.UNDER_WAY)
        thread[Knot.MEASURES] = KnotValue(
            figures.figure(found.measures), str(figures.millions(found.planned_cents)) + " " + str(_("geplant")), sites, KnotState.UNDER_WAY
        )
        decided = ngettext("%(n)s Beschluss über ein Konzept", "%(n)s Beschlüsse über Konzepte", found.concepts) % {"n": found.concepts}
        thread[Knot.DECISIONS] = KnotValue(figures.figure(found.concepts), decided, sites, KnotState.UNDER_WAY)
    if found.list_year:
        note = str(_("Bund und Land, Programmjahr %(year)s") % {"year": found.list_year})
        thread[Knot.EUROS] = KnotValue(figures.millions(found.list_cents), note, grants, KnotState.UNDER_WAY)
    return thread


def _sites_note(found: ProgrammeFigures) -> str:
    note = str(ngettext("Standorte in %(n)s Gemeinde", "Standorte in %(n)s Gemeinden", found.municipalities) % {"n": found.municipalities})
    return f"{note}, {_('davon %(n)s erfunden') % {'n': found.invented_sites}}" if found.invented_sites else note
