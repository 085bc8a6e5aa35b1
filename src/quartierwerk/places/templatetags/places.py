"""Filters that write facts on places as exactly as they are known."""

from collections.abc import Mapping
from typing import Any

from django import template

from quartierwerk.foundation.people import phrases as people_phrases
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.ui import figures
from quartierwerk.places import phrases
from quartierwerk.places.models import OverallMeasure, SiteFigure, StageEntry
from quartierwerk.places.queries import Dossier

register = template.Library()


@register.filter
def word_for(words: Mapping[str, str], code: str) -> str:
    """Return the word for a code, or the code where there is none."""
    return words.get(code, code)


@register.filter
def in_programme(site: Any) -> str:
    """Write from when to when the site is in the programme, as exactly as it is known."""
    return phrases.in_programme(site.first_year, site.first_year_precision, site.last_year)


@register.filter
def rough_begin(measure: OverallMeasure) -> str:
    """Write when the overall measure began."""
    return phrases.rough_date(measure.begins_on, measure.begins_precision)


@register.filter
def rough_end(measure: OverallMeasure) -> str:
    """Write when the overall measure ended."""
    return phrases.rough_date(measure.ends_on, measure.ends_precision)


@register.filter
def rough_since(entry: StageEntry) -> str:
    """Write since when the stage holds."""
    return phrases.rough_date(entry.since, entry.precision)


@register.filter
def stage_day(dossier: Dossier) -> str:
    """Write since when the stage at the head of a dossier holds."""
    return phrases.rough_date(dossier.stage_since, dossier.stage_precision)


@register.filter
def figure_title(figure: SiteFigure) -> str:
    """Name what is counted; areas are written in hectares."""
    return phrases.figure_title(figure.kind)


@register.filter
def figure_value(figure: SiteFigure) -> str:
    """Write the value as the source puts it: exactly, about, more than."""
    value = figures.hectares(figure.value) if figure.kind == SiteFigure.Kind.AREA_M2 else figures.figure(figure.value)
    return phrases.as_exact(str(value), figure.exactness)


@register.filter
def role_name(role: str) -> str:
    """Name a role."""
    return people_phrases.role_label(Role(role))
