"""Sites as spreadsheets, boundaries as GeoJSON; both say where their facts come from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from quartierwerk.foundation.statements import Rows
from quartierwerk.foundation.tables.exports import Export, ExportColumn, ExportKind, as_response, wanted_format
from quartierwerk.places import phrases, queries
from quartierwerk.places.forms import SiteFilter
from quartierwerk.places.models import FundingArea, Site

GEOJSON_TYPE = "application/geo+json"


def filtered_sites(query: Mapping[str, Any], *, on: date) -> tuple[SiteFilter, Rows[Site] | QuerySet[Site]]:
    """Return the filter as the page shows it and the sites it leaves; a filter that makes no sense narrows nothing."""
    form = SiteFilter(query or None, on=on)
    return form, queries.selection(form.cleaned_data if form.is_valid() else {}, on=on)


def site_list(sites: Iterable[Site], *, kind: str, filter_sentence: str = "") -> HttpResponse:
    """Return the sites of an overview as ``xlsx`` or ``csv``.

    Raises:
        Http404: another kind was asked for.
    """
    wanted = wanted_format(kind)
    today = timezone.localdate()
    export = Export(_("Standorte"), _columns(), _rows(sites, today), today, filter_sentence)
    return cast("HttpResponse", as_response(export, file_format=wanted))


def _columns() -> tuple[ExportColumn, ...]:
    return (
        ExportColumn("code", _("Kennung")),
        ExportColumn("municipality", _("Gemeinde")),
        ExportColumn("ags", _("AGS")),
        ExportColumn("county", _("Kreis")),
        ExportColumn("name", _("Standort")),
        ExportColumn("stage", _("Stufe")),
        ExportColumn("stage_since", _("Stufe seit"), ExportKind.DAY),
        ExportColumn("since", _("Im Programm")),
        ExportColumn("list_year", _("Programmjahr"), ExportKind.YEAR),
        ExportColumn("list_cents", _("Bund und Land"), ExportKind.CENTS),
        ExportColumn("is_example", _("erfunden"), ExportKind.YES_NO),
    )


def _rows(sites: Iterable[Any], on: date) -> Iterator[dict[str, object]]:
    stage_word = phrases.stage_words(on)
    for site in sites:
        yield {
            "code": site.code,
            "municipality": site.municipality.name,
            "ags": site.municipality.ags or "",
            "county": site.municipality.county,
            "name": site.current_name,
            "stage": stage_word(site.stage),
            "stage_since": site.stage_since,
            "since": phrases.in_programme(site.first_year, site.first_year_precision, site.last_year),
            "list_year": site.list_year,
            "list_cents": site.list_cents,
            "is_example": site.is_example,
        }


def boundaries_response(site: Site) -> HttpResponse:
    """Return all versions of the site's boundary as GeoJSON, the newest first; needs ``municipality`` loaded."""
    areas = site.funding_areas.order_by("-version")
    name = queries.dossier_name(site)
    return _geojson([_feature(area, site, name) for area in areas], f"grenze-{site.code}")


def all_boundaries_response(on: date) -> HttpResponse:
    """Return the boundary in force on the day of every site that has one, as GeoJSON."""
    areas: Any = queries.areas_in_force(on)
    return _geojson([_feature(area, area.site, area.site_name or area.site.code) for area in areas], f"grenzen-{on.isoformat()}")


def _geojson(features: list[dict[str, object]], name: str) -> HttpResponse:
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    disposition = {"Content-Disposition": f'attachment; filename="{name}.geojson"'}
    return HttpResponse(content, content_type=GEOJSON_TYPE, headers=disposition)


def _feature(area: FundingArea, site: Site, name: str) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": f"{site.code}/{area.version}",
        "geometry": area.geometry,
        "properties": {
            "site": site.code,
            "name": name,
            "municipality": site.municipality.name,
            "ags": site.municipality.ags,
            "version": area.version,
            "valid_from": area.valid_from.isoformat(),
            "legal_basis": f"§ {area.legal_basis} BauGB",
            "resolved_on": area.resolved_on.isoformat(),
            "resolved_by": area.resolved_by,
            "reference": area.reference,
            "area_m2": area.computed_area_m2,
            "source": area.source,
            "source_url": area.source_url,
            "attribution": area.source or site.municipality.name,
            "is_example": site.is_example,
        },
    }
