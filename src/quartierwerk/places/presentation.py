"""Rows of the list of sites in the workspace."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartierwerk.foundation.ui.figures import DASH
from quartierwerk.foundation.ui.listing import Column, Listing, addresses_of, link
from quartierwerk.foundation.ui.tags.components import marker
from quartierwerk.foundation.ui.tags.figure_filters import thousands
from quartierwerk.places import phrases
from quartierwerk.places.templatetags.places import in_programme


def site_listing(sites: Iterable[Any], *, count: int, on: date) -> Listing:
    """Return the sites of a selection with stage and money of the newest published list."""
    stage_word, invented = phrases.stage_words(on), marker(text=_("erfunden"))
    unknown = format_html('<span class="qw-leise">{}</span>', phrases.UNKNOWN)
    address = addresses_of("places:site")
    return Listing(
        label=_("Standorte"),
        caption=ngettext("%(n)s Standort in dieser Auswahl", "%(n)s Standorte in dieser Auswahl", count) % {"n": count},
        caption_shown=True,
        dense=True,
        columns=(
            Column(_("Standort")),
            Column(_("Kreis")),
            Column(_("Stufe")),
            Column(_("Im Programm")),
            Column(_("Programmjahr"), figures=True),
            Column(_("Bund und Land, Tsd. €"), figures=True),
        ),
        rows=tuple(
            (
                link(
                    address(site.code),
                    f"{site.municipality.name} – {site.current_name}",
                    invented if site.is_example else "",
                ),
                site.municipality.county or DASH,
                stage_word(site.stage) if site.stage else unknown,
                in_programme(site) or DASH,
                str(site.list_year or DASH),
                thousands(site.list_cents) if site.list_cents else DASH,
            )
            for site in sites
        ),
    )
