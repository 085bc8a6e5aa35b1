"""The whole concept as plain data: what a revision freezes, a check reads and a document shows.

Dates are ISO strings and amounts whole cents, so that the same content always has the same hash.
A missing value is ``None`` or an empty string.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from quartierwerk.kernel.structured_text import Block

SCHEMA = 1


class Labelled(TypedDict):
    """A code of the rulebook with the label it had."""

    code: str
    label: str


class ChapterContent(TypedDict):
    """One chapter with its text; ``unlisted`` stands only where the rulebook's list has the chapter no more."""

    code: str
    label: str
    body: list[Block]
    unlisted: NotRequired[bool]


class AnalysisContent(TypedDict):
    """Strengths and weaknesses in one field; ``unlisted`` as with chapters."""

    field: str
    label: str
    strengths: str
    weaknesses: str
    argued_away: str
    unlisted: NotRequired[bool]


class GoalContent(TypedDict):
    """A goal; ``parent`` is none for a guiding goal; ``measures`` are slugs."""

    code: str
    title: str
    success_shown_by: str
    parent: str | None
    measures: list[str]


class PartyContent(TypedDict):
    """Who has which part in a measure."""

    part: str
    part_label: str
    name: str


class YearAmount(TypedDict):
    """Cents in a budget year."""

    year: int
    cents: int


class SourceAmount(TypedDict):
    """Cents of a source in a budget year."""

    source: str
    source_label: str
    year: int
    cents: int


class IndicatorContent(TypedDict):
    """What is counted; numbers as decimal strings."""

    name: str
    unit: str
    baseline: str | None
    target: str | None
    target_year: int | None


class MeasureContent(TypedDict):
    """The whole measure sheet."""

    code: str
    slug: str
    title: str
    description: str
    main_field: str
    main_field_label: str
    other_fields: list[str]
    other_field_labels: list[str]
    aim: str
    aim_label: str
    investive: bool
    cost_group: str
    cost_group_label: str
    starts_on: str | None
    ends_on: str | None
    priority: str
    state: str
    state_label: str
    place_note: str
    geometry: dict[str, Any] | None
    outside_reason: str
    participation_done: str
    follow_up_cost_cents: int | None
    follow_up_cost_note: str
    goals: list[str]
    parties: list[PartyContent]
    costs: list[YearAmount]
    financing: list[SourceAmount]
    indicators: list[IndicatorContent]
    cost_cents: int
    financing_cents: int


class YearTotals(TypedDict):
    """Costs of a budget year and who pays them."""

    year: int
    cost_cents: int
    by_source: dict[str, int]


class FieldTotals(TypedDict):
    """Costs and number of measures whose main field this is."""

    field: str
    label: str
    cents: int
    measures: int


class Totals(TypedDict):
    """Sums over all measures that are not dropped."""

    cost_cents: int
    by_aim: dict[str, int]
    by_year: list[YearTotals]
    by_field: list[FieldTotals]


class ConceptContent(TypedDict):
    """The concept with everything that is needed to read and print it for ever."""

    schema: int
    concept: dict[str, str]
    site: dict[str, Any]
    boundary: dict[str, Any] | None
    rulebooks: dict[str, str]
    fields: list[Labelled]
    cost_groups: list[Labelled]
    sources: list[Labelled]
    chapters: list[ChapterContent]
    analysis: list[AnalysisContent]
    goals: list[GoalContent]
    measure_order: list[str]
    measures: dict[str, MeasureContent]
    totals: Totals


def content_hash(content: ConceptContent | Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content; the same for equal contents, whatever the order of keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def figures_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures that stand beside a frozen content, so that lists need not read it."""
    sums = content["totals"]
    return {
        "goal_count": len(content["goals"]),
        "measure_count": len(content["measures"]),
        "total_cents": sums["cost_cents"],
        "upgrading_cents": sums["by_aim"]["upgrading"],
        "cooperation_cents": sums["by_aim"]["cooperation"],
        "both_cents": sums["by_aim"]["both"],
        "by_field": {field["field"]: [field["measures"], field["cents"]] for field in sums["by_field"]},
    }
