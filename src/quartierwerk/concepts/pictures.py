"""Maps and charts of concepts, made of a content or a working copy; finished coordinates for ``ui``."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from quartierwerk.concepts.core.plan_drawing import Place, set_apart
from quartierwerk.concepts.core.totals import AIMS, DROPPED
from quartierwerk.concepts.models import ConceptRevision, Measure
from quartierwerk.concepts.queries import revision_content
from quartierwerk.concepts.queries.content import boundary_content
from quartierwerk.foundation.geo import geometry as geometries
from quartierwerk.foundation.geo.projection import Projection, common_bounds, scale_bar
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.statements import kept
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.content import Verbatim
from quartierwerk.foundation.ui.listing import Addresses
from quartierwerk.foundation.ui.pictures import (
    BarChart,
    BarSeries,
    LegendItem,
    MapArea,
    MapLine,
    MapMark,
    MapPicture,
    PictureTable,
    ScaleBar,
    ScheduleChart,
    ScheduleGroup,
    ScheduleRow,
)
from quartierwerk.places.models import MapLayer, Site

WIDTH, HEIGHT, MARGIN = 900, 680, 60
LONGEST_BAR = 220
MARK_RADIUS = 14
PAPER_UNITS_PER_MM = 5.0  # a numbered mark takes about 28 units on the screen and 5.4 mm on paper
CENTS_PER_THOUSAND = 100_000

_AIMS = {"upgrading": ("ist-auf", "square"), "cooperation": ("ist-koop", "circle"), "both": ("ist-beide", "diamond")}
PUBLIC_GRANT = "public_grant"
PUBLIC_GRANT_SOURCES = frozenset({"federal", "state"})
_SOURCE_CLASSES = {PUBLIC_GRANT: "q1", "municipality": "q2"}

type Link = Callable[[str], str]
type Plan = tuple[int, str] | None  # key and hash of the layer of houses, water and parks under a site, where there is one


def site_map(site: Site, *, on: date) -> MapPicture | None:
    """Return the plan of a site without a resolved concept; nothing where no boundary is known."""
    boundary = boundary_content(site, on=on)
    if boundary is None:
        return None
    name = getattr(site, "current_name", site.code)
    return _map(boundary, (), plan=_plan_of(site.code), title=_("Plan von %(name)s") % {"name": name}, link=None)


def resolved_map(revision: ConceptRevision, site_code: str, *, link: Addresses) -> MapPicture | None:
    """Return the plan with the revision's measures as numbered marks; nothing where no boundary was known.

    A revision never changes, so its map is drawn once for each state of the plan under it.
    """
    return _resolved_map(revision.pk, _plan_of(site_code), link, get_language() or "")


@lru_cache(maxsize=64)
def _resolved_map(revision: int, plan: Plan, link: Addresses, language: str) -> MapPicture | None:
    content = revision_content(revision)
    if content["boundary"] is None:
        return None
    measures = [content["measures"][slug] for slug in content["measure_order"]]
    title = _("Plan von %(name)s") % {"name": content["site"]["name"]}
    drawn = _map(content["boundary"], measures, plan=plan, title=title, link=link)
    return replace(drawn, kept_as=f"revision-{revision}-{plan}-{link.before}-{language}")


def place_map(site: Site, measure: Measure, *, on: date) -> MapPicture | None:
    """Return the boundary with one measure of the working copy."""
    boundary = boundary_content(site, on=on)
    if boundary is None:
        return None
    one = {
        "slug": measure.slug,
        "code": measure.code,
        "title": measure.title,
        "aim": measure.aim,
        "geometry": measure.geometry,
        "state": measure.state,
    }
    return _map(boundary, [one], plan=_plan_of(site.code), title=_("Lage der Maßnahme %(code)s") % {"code": measure.code}, link=None)


def spot_map(boundary: Mapping[str, Any] | None, measure: Mapping[str, Any], *, site: str) -> MapPicture | None:
    """Return the boundary with one measure of a resolved content."""
    if boundary is None or not measure["geometry"]:
        return None
    return _map(boundary, [measure], plan=_plan_of(site), title=_("Lage der Maßnahme %(code)s") % {"code": measure["code"]}, link=None)


def _map(boundary: Mapping[str, Any], measures: Iterable[Mapping[str, Any]], *, plan: Plan, title: str, link: Link | None) -> MapPicture:
    placed = [measure for measure in measures if measure["geometry"] and measure["state"] != DROPPED]
    projection = Projection.fit(common_bounds([boundary["geometry"]]), WIDTH, HEIGHT, margin=MARGIN)
    areas, lines = _ground(boundary, plan, projection)
    bar = scale_bar(projection, longest=LONGEST_BAR)
    day = figures.day_long(date.fromisoformat(boundary["valid_from"]))
    return MapPicture(
        title=title,
        description=ngettext(
            "Fördergebiet mit %(n)s verorteter Maßnahme. Norden ist oben.",
            "Fördergebiet mit %(n)s verorteten Maßnahmen. Norden ist oben.",
            len(placed),
        )
        % {"n": len(placed)},
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        areas=areas,
        lines=(*lines, *_outlines(placed, projection), MapLine("k-grenze", projection.path(boundary["geometry"]))),
        marks=_marks(placed, projection, link),
        legend=_legend(placed, day),
        scale_bar=ScaleBar(24, HEIGHT - 20, bar.units, f"{figures.figure(bar.metres)}{figures.NBSP}m"),
        north=(WIDTH - 34, 44),
        table=_table(placed, link),
    )


def _plan_of(site_code: str) -> Plan:
    return _plans(code=f"plan-{site_code}").first()


@kept
def _plans(*, code: str) -> QuerySet[MapLayer, tuple[int, str]]:
    return MapLayer.objects.filter(code=code).values_list("pk", "content_sha256")


def _ground(boundary: Mapping[str, Any], plan: Plan, projection: Projection) -> tuple[tuple[MapArea, ...], tuple[MapLine, ...]]:
    if plan is None:
        return (MapArea("k-drin", projection.path(boundary["geometry"])),), ()
    return _plan_paths(plan, json.dumps(boundary["geometry"]), projection)


@lru_cache(maxsize=64)
def _plan_paths(layer: tuple[int, str], outline: str, projection: Projection) -> tuple[tuple[MapArea, ...], tuple[MapLine, ...]]:
    """Project houses, water, parks and lines once for each layer in its present state (key and hash) and each boundary (as JSON)."""
    features = MapLayer.objects.get(pk=layer[0]).features["features"]
    geometry = json.loads(outline)
    drawn: dict[str, list[str]] = {}
    boundary = geometries.shape_of(geometry)
    for feature in features:
        kind, shape = feature["properties"]["kind"], feature["geometry"]
        if kind == "house" and boundary.covers(geometries.shape_of(shape).representative_point()):
            kind = "house_inside"
        drawn.setdefault(kind, []).append(projection.path(shape))
    paths = {kind: "".join(parts) for kind, parts in drawn.items()}
    inside = projection.path(geometry)
    areas = [MapArea("k-boden", f"M0 0H{WIDTH}V{HEIGHT}H0Z"), MapArea("k-drin", inside)]
    classes = (("park", "k-gruen"), ("water", "k-wasser-flaeche"), ("house", "k-haus"), ("house_inside", "k-haus-drin"))
    areas += [MapArea(css, paths[kind]) for kind, css in classes if kind in paths]
    lines = [MapLine(css, paths["rail"]) for css in ("k-bahn", "k-bahn-2") if "rail" in paths]
    return tuple(areas), tuple(lines)


def _outlines(measures: Sequence[Mapping[str, Any]], projection: Projection) -> tuple[MapLine, ...]:
    return tuple(
        MapLine(f"k-massnahme {_AIMS[measure['aim']][0]}", projection.path(measure["geometry"]))
        for measure in measures
        if measure["geometry"]["type"] != "Point"
    )


def _marks(measures: Sequence[Mapping[str, Any]], projection: Projection, link: Link | None) -> tuple[MapMark, ...]:
    anchors = []
    for measure in measures:
        x, y = projection.point(*geometries.inner_point(measure["geometry"]))
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            anchors.append((Place(measure["slug"], measure["aim"], None), (x / PAPER_UNITS_PER_MM, y / PAPER_UNITS_PER_MM)))
    known = {measure["slug"]: measure for measure in measures}
    marks = []
    for mark in set_apart(anchors, WIDTH / PAPER_UNITS_PER_MM, HEIGHT / PAPER_UNITS_PER_MM):
        measure = known[mark.number]
        css, shape = _AIMS[measure["aim"]]
        marks.append(
            MapMark(
                x=mark.at[0] * PAPER_UNITS_PER_MM,
                y=mark.at[1] * PAPER_UNITS_PER_MM,
                radius=MARK_RADIUS,
                label=f"{measure['code']} {measure['title']}",
                address=link(measure["slug"]) if link else "",
                css_class=css,
                number=short_number(measure["code"]),
                shape=shape,
                is_content=True,
            )
        )
    return tuple(marks)


def short_number(code: str) -> str:
    """Return what fits into a mark: the last digits of the code without leading zeros, or its last letters."""
    digits = "".join(letter for letter in code if letter.isdigit())
    return digits.lstrip("0")[-3:] or code[-3:]


def _legend(measures: Sequence[Mapping[str, Any]], day: str) -> tuple[LegendItem, ...]:
    aims = {measure["aim"] for measure in measures}
    items = [LegendItem(str(Measure.Aim(aim).label), _AIMS[aim][1], f"k-marke {_AIMS[aim][0]}") for aim in AIMS if aim in aims]
    return (*items, LegendItem(_("Fördergebiet seit %(day)s") % {"day": day}, "line", "k-grenze"))


def _table(measures: Sequence[Mapping[str, Any]], link: Link | None) -> PictureTable | None:
    if link is None or not measures:
        return None
    rows = tuple((measure["code"], Verbatim(measure["title"]), str(Measure.Aim(measure["aim"]).label)) for measure in measures)
    return PictureTable((_("Nummer"), _("Maßnahme"), pgettext("aim", "Ziel")), rows)


def measure_chart(measure: Mapping[str, Any]) -> BarChart:
    """Return planned financing by source, stacked, a bar a budget year, in thousand euros."""
    years = sorted({cost["year"] for cost in measure["costs"]} | {part["year"] for part in measure["financing"]})
    labels = {part["source"]: part["source_label"] for part in measure["financing"]}
    title = _("Finanzierung nach Jahr und Quelle, %(code)s") % {"code": measure["code"]}
    return _stacked(title, years, [(part["source"], part["year"], part["cents"]) for part in measure["financing"]], labels)


def concept_chart(content: Mapping[str, Any]) -> BarChart:
    """Return the whole concept's planned financing by source, stacked, a bar a budget year, in thousand euros."""
    totals = content["totals"]["by_year"]
    labels = {source["code"]: source["label"] for source in content["sources"]}
    parts = [(source, year["year"], cents) for year in totals for source, cents in year["by_source"].items()]
    return _stacked(_("Geplante Finanzierung aller Maßnahmen nach Jahr und Quelle"), [year["year"] for year in totals], parts, labels)


def _stacked(title: str, years: Sequence[int], parts: Sequence[tuple[str, int, int]], labels: Mapping[str, str]) -> BarChart:
    """Return the bars: federation and state as one, then the municipality, then everybody else by name.

    Amounts stay exact and are rounded where they are written: parts rounded one by one would not add up to the bar.
    """
    groups: dict[str, dict[int, int]] = {}
    for source, year, cents in parts:
        by_year = groups.setdefault(PUBLIC_GRANT if source in PUBLIC_GRANT_SOURCES else source, {})
        by_year[year] = by_year.get(year, 0) + cents
    order = sorted(
        groups, key=lambda group: (group != PUBLIC_GRANT, group != "municipality", list(labels).index(group) if group in labels else 0)
    )
    series = tuple(
        BarSeries(
            _("Bund und Land") if group == PUBLIC_GRANT else rules.in_page_language(labels.get(group, group)),
            tuple(Decimal(groups[group].get(year, 0)) / CENTS_PER_THOUSAND for year in years),
            css_class=_SOURCE_CLASSES.get(group, ""),
            pattern="" if group in _SOURCE_CLASSES else "m-dritte",
        )
        for group in order
    )
    total = sum(cents for _source, _year, cents in parts)
    description = ngettext("Zusammen %(total)s in %(n)s Jahr.", "Zusammen %(total)s in %(n)s Jahren.", len(years)) % {
        "total": figures.euros(total),
        "n": len(years),
    }
    return BarChart(
        title,
        description,
        _("Tsd. €"),
        tuple(str(year) for year in years),
        series,
        category_label=pgettext("heading", "Jahr"),
        is_stacked=True,
    )


def schedule(content: Mapping[str, Any], *, today: date, link: Link) -> ScheduleChart | None:
    """Return when the measures run, grouped by main field; nothing where no measure has dates."""
    dated = [content["measures"][slug] for slug in content["measure_order"]]
    dated = [measure for measure in dated if measure["starts_on"] and measure["state"] != DROPPED]
    if not dated:
        return None
    days = [date.fromisoformat(day) for measure in dated for day in (measure["starts_on"], measure["ends_on"]) if day]
    groups = tuple(
        ScheduleGroup(rules.in_page_language(field["label"]), rows)
        for field in content["fields"]
        if (rows := tuple(_row(measure, link) for measure in dated if measure["main_field"] == field["code"]))
    )
    return ScheduleChart(
        title=_("Zeitplan der Maßnahmen"),
        description=ngettext("%(n)s Maßnahme von %(first)s bis %(last)s.", "%(n)s Maßnahmen von %(first)s bis %(last)s.", len(dated))
        % {"n": len(dated), "first": min(days).year, "last": max(days).year},
        first_year=min(days).year,
        last_year=max(days).year,
        groups=groups,
        today=today,
    )


def _row(measure: Mapping[str, Any], link: Link) -> ScheduleRow:
    ends_on = date.fromisoformat(measure["ends_on"]) if measure["ends_on"] else None
    title = Verbatim(f"{measure['code']} {measure['title']}")
    return ScheduleRow(title, date.fromisoformat(measure["starts_on"]), ends_on, measure["aim"], link(measure["slug"]))
