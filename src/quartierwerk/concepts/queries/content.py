"""Reads a working copy into the plain content that is checked, shown and frozen; a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.db.models import CharField, Func, JSONField, Model, OuterRef, QuerySet, Subquery, TextChoices
from django.db.models.functions import Cast, JSONObject
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
from quartierwerk.concepts.models import (
    ActionConcept,
    FieldAnalysis,
    Measure,
    MeasureIndicator,
    MeasureParty,
    PlannedCost,
    PlannedFinancing,
)
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.statements import kept
from quartierwerk.places import queries as places
from quartierwerk.places.models import FundingArea, Site, SiteFigure

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
    rows = list(_rows_of(concept=concept.pk))
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
        "chapters": _chapters(concept, chapters),
        "analysis": _analysis(concept, fields),
        "goals": _goals(concept, rows),
        "measure_order": [row.slug for row in rows],
        "measures": measures,
        "totals": totals(measures.values(), fields=listed_fields),
    }


class _Labels:
    """Labels of the code lists and choices, read once for all rows, with the code itself where a list no longer knows it."""

    def __init__(self, fields: Mapping[str, str], cost_groups: Mapping[str, str], sources: Mapping[str, str]) -> None:
        self._fields, self._cost_groups, self._sources = fields, cost_groups, sources
        self.aims, self.states, self.parts = _words(Measure.Aim), _words(Measure.State), _words(MeasureParty.Part)

    def field(self, code: str) -> str:
        return self._fields.get(code, code)

    def cost_group(self, code: str) -> str:
        return self._cost_groups.get(code, code)

    def source(self, code: str) -> str:
        return self._sources.get(code, code)


def _words(choices: type[TextChoices]) -> dict[str, str]:
    return {code: str(label) for code, label in choices.choices}


def _listed(catalogue: rules.Catalogue) -> list[Labelled]:
    return [{"code": entry.code, "label": entry.label} for entry in catalogue.entries]


def site_content(site: Site, *, on: date) -> dict[str, Any]:
    """Return name, municipality and figures of a site as they hold on a day."""
    figures = places.newest_figures(site.figures.all())
    area, people = figures.get(SiteFigure.Kind.AREA_M2), figures.get(SiteFigure.Kind.INHABITANTS)
    return {
        "code": site.code,
        "name": places.official_name(site, on),
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
    area = _boundary(site=site.pk, on=on).first()
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


@kept
def _boundary(*, site: int, on: date) -> QuerySet[FundingArea]:
    return FundingArea.objects.filter(site=site, valid_from__lte=on).order_by("-valid_from", "-version")


def _chapters(concept: ActionConcept, listed: rules.Catalogue) -> list[ChapterContent]:
    """Return the chapters of the list, then those with a text that the list has no more: nothing written is lost."""
    written = {chapter.chapter_code: chapter.body for chapter in concept.chapters.order_by("pk")}
    known: list[ChapterContent] = [{"code": code, "label": label, "body": written.pop(code, [])} for code, label in listed.labels.items()]
    earlier = rules.last_labels(listed.code) if any(written.values()) else {}
    return known + [
        {"code": code, "label": earlier.get(code, code), "body": body, "unlisted": True} for code, body in written.items() if body
    ]


def _analysis(concept: ActionConcept, listed: rules.Catalogue) -> list[AnalysisContent]:
    """Return the analysed fields in the order of the list, then those with a text that the list has no more."""
    entries = {entry.field_code: entry for entry in concept.analyses.order_by("pk")}
    known = [_analysed(entries.pop(code), label) for code, label in listed.labels.items() if code in entries]
    rest = [entry for entry in entries.values() if entry.strengths or entry.weaknesses or entry.argued_away]
    earlier = rules.last_labels(listed.code) if rest else {}
    return known + [{**_analysed(entry, earlier.get(entry.field_code, entry.field_code)), "unlisted": True} for entry in rest]


def _analysed(entry: FieldAnalysis, label: str) -> AnalysisContent:
    return {
        "field": entry.field_code,
        "label": label,
        "strengths": entry.strengths,
        "weaknesses": entry.weaknesses,
        "argued_away": entry.argued_away,
    }


def _goals(concept: ActionConcept, measures: Iterable[Any]) -> list[GoalContent]:
    served: dict[int, list[str]] = defaultdict(list)
    for measure in measures:
        for goal in measure.goals_told or ():
            served[goal["pk"]].append(measure.slug)
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


@kept
def _rows_of(*, concept: int) -> QuerySet[Any]:
    return _measure_rows(Measure.objects.filter(concept=concept))


@kept
def _row_of(*, measure: int) -> QuerySet[Any]:
    return _measure_rows(Measure.objects.filter(pk=measure))


def _measure_rows(measures: QuerySet[Measure]) -> QuerySet[Any]:
    """Add to each measure what hangs on it, as lists of plain values in no order: a thousand rows need no thousand models."""
    through = Measure.goals.through.objects.filter(measure=OuterRef("pk"))
    return measures.order_by("position", "code", "id").annotate(
        goals_told=_told(through, pk="goal_id", code="goal__code", position="goal__position"),
        parties_told=_told(_of_measure(MeasureParty), pk="pk", part="part", name="name"),
        costs_told=_told(_of_measure(PlannedCost), year="budget_year", cents="amount_cents"),
        financing_told=_told(_of_measure(PlannedFinancing), source="source_code", year="budget_year", cents="amount_cents"),
        indicators_told=_told(
            _of_measure(MeasureIndicator),
            pk="pk",
            name="name",
            unit="unit",
            year="target_year",
            baseline=_text("baseline"),
            target=_text("target"),
        ),
    )


def _of_measure(model: type[Model]) -> QuerySet[Any]:
    return model._default_manager.filter(measure=OuterRef("pk"))  # noqa: SLF001 -- Django's documented model interface


def _told(rows: QuerySet[Any], **values: Any) -> Subquery:
    """Return the rows as one list of mappings, none where there is no row."""
    return Subquery(rows.values(told=Func(JSONObject(**values), function="jsonb_agg", output_field=JSONField())))


def _text(column: str) -> Cast:
    """Return a number as text: what passes through JSON as a number would no longer be exact."""
    return Cast(column, CharField())


def one_measure(measure: Measure, *, on: date) -> MeasureContent:
    """Return the sheet of one measure of a working copy."""
    concept = measure.concept
    labels = _Labels(
        rules.catalogue(concept.fields_list, on=on).labels,
        rules.catalogue("cost_groups", on=on).labels,
        rules.catalogue("financing_sources", on=on).labels,
    )
    return _measure(_row_of(measure=measure.pk)[0], labels)


def _measure(row: Any, labels: _Labels) -> MeasureContent:
    costs = sorted(row.costs_told or (), key=itemgetter("year"))
    financing = sorted(row.financing_told or (), key=itemgetter("year", "source"))
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
        "aim_label": labels.aims.get(row.aim, row.aim),
        "investive": row.investive,
        "cost_group": row.cost_group,
        "cost_group_label": labels.cost_group(row.cost_group),
        "starts_on": _iso(row.starts_on),
        "ends_on": _iso(row.ends_on),
        "priority": row.priority,
        "state": row.state,
        "state_label": labels.states.get(row.state, row.state),
        "place_note": row.place_note,
        "geometry": row.geometry,
        "outside_reason": row.outside_reason,
        "participation_done": row.participation_done,
        "follow_up_cost_cents": row.follow_up_cost_cents,
        "follow_up_cost_note": row.follow_up_cost_note,
        "goals": [goal["code"] for goal in sorted(row.goals_told or (), key=itemgetter("position", "code"))],
        "parties": [
            {"part": party["part"], "part_label": labels.parts.get(party["part"], party["part"]), "name": party["name"]}
            for party in sorted(row.parties_told or (), key=itemgetter("part", "pk"))
        ],
        "costs": [{"year": cost["year"], "cents": cost["cents"]} for cost in costs],
        "financing": [
            {
                "source": part["source"],
                "source_label": labels.source(part["source"]),
                "year": part["year"],
                "cents": part["cents"],
            }
            for part in financing
        ],
        "indicators": [_indicator(indicator) for indicator in sorted(row.indicators_told or (), key=itemgetter("pk"))],
        "cost_cents": sum(cost["cents"] for cost in costs),
        "financing_cents": sum(part["cents"] for part in financing),
    }


def _indicator(told: Mapping[str, Any]) -> IndicatorContent:
    return {
        "name": told["name"],
        "unit": told["unit"],
        "baseline": _decimal(told["baseline"]),
        "target": _decimal(told["target"]),
        "target_year": told["year"],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _decimal(written: str | None) -> str | None:
    return f"{Decimal(written).normalize():f}" if written is not None else None
