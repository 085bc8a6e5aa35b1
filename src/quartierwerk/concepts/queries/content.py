"""Reads a working copy into the plain content that is checked, shown and frozen; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils import translation

from quartierwerk.concepts.core.content import (
    SCHEMA,
    AnalysisContent,
    ChapterContent,
    ConceptContent,
    GoalContent,
    IndicatorContent,
    Labelled,
    MeasureContent,
)
from quartierwerk.concepts.core.totals import totals
from quartierwerk.concepts.models import ActionConcept, Goal, Measure
from quartierwerk.foundation.people.queries import in_force
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.places.models import Site, SiteFigure, SiteName

FIELDS_LIST = "action_fields.programme_text"


def content_of(concept: ActionConcept, *, on: date) -> ConceptContent:
    """Return the whole working copy as it stands, labelled in German by the rules in force on that day."""
    with translation.override("de"):  # the resolved document is German, whoever looks
        return _content_of(concept, on=on)


def _content_of(concept: ActionConcept, *, on: date) -> ConceptContent:
    fields = rules.catalogue(concept.fields_list, on=on)
    cost_groups = rules.catalogue("cost_groups", on=on)
    sources = rules.catalogue("financing_sources", on=on)
    chapters = rules.catalogue("concept_chapters", on=on)
    labels = _Labels(fields.labels, cost_groups.labels, sources.labels)
    rows = list(_measure_rows(concept))
    measures = {row.slug: _measure(row, labels) for row in rows}
    listed_fields = _listed(fields)
    return {
        "schema": SCHEMA,
        "concept": {"title": concept.title, "fields_list": concept.fields_list},
        "site": site_content(concept.site, on=on),
        "boundary": boundary_content(concept.site, on=on),
        "rulebooks": {
            "fields": fields.version,
            "cost_groups": cost_groups.version,
            "sources": sources.version,
            "chapters": chapters.version,
        },
        "fields": listed_fields,
        "cost_groups": _listed(cost_groups),
        "sources": _listed(sources),
        "chapters": _chapters(concept, chapters.labels),
        "analysis": _analysis(concept, fields.labels),
        "goals": _goals(concept, rows),
        "measure_order": [row.slug for row in rows],
        "measures": measures,
        "totals": totals(measures.values(), fields=listed_fields),
    }


class _Labels:
    """Labels of the three code lists, with the code itself where a list no longer knows it."""

    def __init__(self, fields: Mapping[str, str], cost_groups: Mapping[str, str], sources: Mapping[str, str]) -> None:
        self._fields, self._cost_groups, self._sources = fields, cost_groups, sources

    def field(self, code: str) -> str:
        return self._fields.get(code, code)

    def cost_group(self, code: str) -> str:
        return self._cost_groups.get(code, code)

    def source(self, code: str) -> str:
        return self._sources.get(code, code)


def _listed(catalogue: rules.Catalogue) -> list[Labelled]:
    return [{"code": entry.code, "label": entry.label} for entry in catalogue.entries]


def site_content(site: Site, *, on: date) -> dict[str, Any]:
    """Return name, municipality and figures of a site as they hold on a day."""
    name = SiteName.objects.filter(in_force(on), site=site, kind=SiteName.Kind.OFFICIAL).order_by("-begins_on").first()
    figures: dict[str, SiteFigure] = {}
    for figure in SiteFigure.objects.filter(site=site).order_by("as_of", "id"):
        figures[figure.kind] = figure
    area, people = figures.get(SiteFigure.Kind.AREA_M2), figures.get(SiteFigure.Kind.INHABITANTS)
    return {
        "code": site.code,
        "name": name.name if name else site.code,
        "municipality": site.municipality.name,
        "county": site.municipality.county,
        "state": site.municipality.state,
        "ags": site.municipality.ags,
        "is_example": site.is_example,
        "description": site.description,
        "area_m2": area.value if area else None,
        "inhabitants": people.value if people else None,
        "inhabitants_as_of": people.as_of.isoformat() if people and people.as_of else None,
    }


def boundary_content(site: Site, *, on: date) -> dict[str, Any] | None:
    """Return the boundary version in force on a day, or none."""
    area = site.funding_areas.filter(valid_from__lte=on).order_by("-valid_from", "-version").first()
    if area is None:
        return None
    return {
        "version": area.version,
        "valid_from": area.valid_from.isoformat(),
        "legal_basis": area.legal_basis,
        "legal_basis_label": area.get_legal_basis_display(),
        "resolved_on": area.resolved_on.isoformat(),
        "resolved_by": area.resolved_by,
        "reference": area.reference,
        "geometry": area.geometry,
        "area_m2": area.computed_area_m2,
    }


def _chapters(concept: ActionConcept, labels: Mapping[str, str]) -> list[ChapterContent]:
    written = {chapter.chapter_code: chapter.body for chapter in concept.chapters.all()}
    return [{"code": code, "label": label, "body": written.get(code, [])} for code, label in labels.items()]


def _analysis(concept: ActionConcept, labels: Mapping[str, str]) -> list[AnalysisContent]:
    entries = {entry.field_code: entry for entry in concept.analyses.all()}
    return [
        {
            "field": code,
            "label": label,
            "strengths": entries[code].strengths,
            "weaknesses": entries[code].weaknesses,
            "argued_away": entries[code].argued_away,
        }
        for code, label in labels.items()
        if code in entries
    ]


def _goals(concept: ActionConcept, measures: Iterable[Measure]) -> list[GoalContent]:
    served: dict[int, list[str]] = defaultdict(list)
    for measure in measures:
        for goal in measure.goals.all():
            served[goal.pk].append(measure.slug)
    goals = list(concept.goals.order_by("position", "code", "id"))
    codes = {goal.pk: goal.code for goal in goals}
    return [
        {
            "code": goal.code,
            "title": goal.title,
            "success_shown_by": goal.success_shown_by,
            "parent": codes[goal.parent_id] if goal.parent_id else None,
            "measures": served[goal.pk],
        }
        for goal in goals
    ]


def _measure_rows(concept: ActionConcept) -> Iterable[Measure]:
    return concept.measures.order_by("position", "code", "id").prefetch_related(
        "parties", "planned_costs", "planned_financing", "indicators", Prefetch("goals", Goal.objects.order_by("position", "code"))
    )


def one_measure(measure: Measure, *, on: date) -> MeasureContent:
    """Return the sheet of one measure of a working copy."""
    concept = measure.concept
    labels = _Labels(
        rules.catalogue(concept.fields_list, on=on).labels,
        rules.catalogue("cost_groups", on=on).labels,
        rules.catalogue("financing_sources", on=on).labels,
    )
    return _measure(measure, labels)


def _measure(row: Measure, labels: _Labels) -> MeasureContent:
    costs = sorted(row.planned_costs.all(), key=lambda cost: cost.budget_year)
    financing = sorted(row.planned_financing.all(), key=lambda part: (part.budget_year, part.source_code))
    return {
        "code": row.code,
        "slug": row.slug,
        "title": row.title,
        "description": row.description,
        "main_field": row.main_field,
        "main_field_label": labels.field(row.main_field),
        "other_fields": row.other_fields,
        "other_field_labels": [labels.field(code) for code in row.other_fields],
        "aim": row.aim,
        "aim_label": str(row.get_aim_display()),
        "investive": row.investive,
        "cost_group": row.cost_group,
        "cost_group_label": labels.cost_group(row.cost_group),
        "starts_on": _iso(row.starts_on),
        "ends_on": _iso(row.ends_on),
        "priority": row.priority,
        "state": row.state,
        "state_label": str(row.get_state_display()),
        "place_note": row.place_note,
        "geometry": row.geometry,
        "outside_reason": row.outside_reason,
        "participation_done": row.participation_done,
        "follow_up_cost_cents": row.follow_up_cost_cents,
        "follow_up_cost_note": row.follow_up_cost_note,
        "goals": [goal.code for goal in row.goals.all()],
        "parties": [
            {"part": party.part, "part_label": str(party.get_part_display()), "name": party.name}
            for party in sorted(row.parties.all(), key=lambda party: (party.part, party.pk))
        ],
        "costs": [{"year": cost.budget_year, "cents": cost.amount_cents} for cost in costs],
        "financing": [
            {
                "source": part.source_code,
                "source_label": labels.source(part.source_code),
                "year": part.budget_year,
                "cents": part.amount_cents,
            }
            for part in financing
        ],
        "indicators": [_indicator(indicator) for indicator in sorted(row.indicators.all(), key=lambda indicator: indicator.pk)],
        "cost_cents": sum(cost.amount_cents for cost in costs),
        "financing_cents": sum(part.amount_cents for part in financing),
    }


def _indicator(row: Any) -> IndicatorContent:
    return {
        "name": row.name,
        "unit": row.unit,
        "baseline": _decimal(row.baseline),
        "target": _decimal(row.target),
        "target_year": row.target_year,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _decimal(value: Decimal | None) -> str | None:
    return f"{value.normalize():f}" if value is not None else None
