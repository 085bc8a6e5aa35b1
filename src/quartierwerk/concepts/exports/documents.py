"""The concept on paper: a revision or working copy becomes a PDF, whole or one measure sheet.

What is said stands in the templates; here it is computed, figures and days are written out, and everything
is handed over as plain data. The content is the whole truth; beside it stand only the photographs of the
moment and the ground of the plan (``Live``), which no revision holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from quartierwerk.concepts.core.content import AnalysisContent, ChapterContent, ConceptContent, GoalContent, content_hash
from quartierwerk.concepts.core.cost_overview import overview
from quartierwerk.concepts.core.plan_drawing import Plan
from quartierwerk.concepts.core.resolution import COUNCIL
from quartierwerk.concepts.core.totals import DROPPED
from quartierwerk.concepts.exports.live import pictures_of
from quartierwerk.concepts.exports.money import overview_tables, schedule_table
from quartierwerk.concepts.exports.sheets import large_plan, locator, mark_numbers, measure_sheet, paper_of, plan_of_area
from quartierwerk.concepts.exports.written import day, or_dash, to_date, whole
from quartierwerk.concepts.models import ConceptRevision, ResolutionStep
from quartierwerk.concepts.queries.printing import NOTHING_LIVE, Live, live_of_revision, live_of_working_copy
from quartierwerk.foundation.documents.kept import typeset_now, typeset_once
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.rulebook.queries import UnknownRuleError
from quartierwerk.foundation.ui import figures
from quartierwerk.kernel.structured_text import Block

TEMPLATES = Path(__file__).parent.parent / "documents"
CATALOGUES = {"chapters": "concept_chapters", "sources": "financing_sources"}


def concept_pdf(
    content: ConceptContent, *, number: int | None, steps: Sequence[Mapping[str, Any]], dated: datetime, live: Live = NOTHING_LIVE
) -> bytes:
    """Return the whole concept as a tagged PDF; without a number it is marked as a working copy.

    ``steps`` are the dated resolutions (``kind``, ``decided_on``, ``body_name``, ``reference``).
    """
    plan = large_plan(content)
    with translation.override("de"):  # a document is German, whoever asks; one that is kept would else be set once for each language
        facts = _whole(content, number, steps, dated, plan, live)
    pictures = pictures_of(live, content["measure_order"], layout=plan.layout if plan else None, boundary=content["boundary"])
    set_type = typeset_now if number is None else typeset_once
    return set_type(TEMPLATES / "concept.typ", facts, dated=dated, pictures=pictures)


def _whole(
    content: ConceptContent, number: int | None, steps: Sequence[Mapping[str, Any]], dated: datetime, plan: Plan | None, live: Live
) -> dict[str, object]:
    small_plan = locator(content)
    sheets = _sheets(content, small_plan, live)
    money = overview(content)
    return {
        "doc": _document(content, number, steps, dated),
        "counts": _counts(content),
        "area": _area(content),
        "plan": plan and plan_of_area(plan, live.ground),
        "chapters": [_chapter(chapter) for chapter in content["chapters"]],
        "analysis": [_analysis(entry) for entry in content["analysis"]],
        "goals": _goals(content),
        "balance": _balance(content),
        "fields": _fields(content),
        "measures": sheets,
        "locator": small_plan and paper_of(small_plan),
        "overview": overview_tables(money, sheets) if money.years else None,
        "schedule": schedule_table(content, sheets),
        "rulebooks": [_rulebook(topic, code, content) for topic, code in sorted(content["rulebooks"].items())],
    }


def measure_sheet_pdf(
    content: ConceptContent,
    slug: str,
    *,
    number: int | None,
    steps: Sequence[Mapping[str, Any]],
    dated: datetime,
    live: Live = NOTHING_LIVE,
) -> bytes:
    """Return one measure's sheet as a tagged PDF.

    Raises:
        KeyError: the content has no such measure.
    """
    measure, small_plan = content["measures"][slug], locator(content)
    with translation.override("de"):
        facts: dict[str, object] = {
            "doc": _document(content, number, steps, dated),
            "measure": measure_sheet(content, measure, mark_numbers(content)[slug], small_plan, live.photos.get(slug, ())),
            "locator": small_plan and paper_of(small_plan),
        }
    pictures = pictures_of(live, [slug], layout=None, boundary=None)
    set_type = typeset_now if number is None else typeset_once
    return set_type(TEMPLATES / "measure_sheet.typ", facts, dated=dated, pictures=pictures)


def revision_pdf(revision: ConceptRevision, steps: Iterable[ResolutionStep]) -> bytes:
    """Return a resolved revision as a tagged PDF; dated by its freezing, so that with the same photographs it is the same file."""
    live = live_of_revision(revision, on=timezone.localdate())
    return concept_pdf(revision.content, number=revision.number, steps=_resolutions(steps), dated=revision.frozen_at, live=live)


def revision_sheet_pdf(revision: ConceptRevision, steps: Iterable[ResolutionStep], slug: str) -> bytes:
    """Return one measure's sheet as it was resolved.

    Raises:
        KeyError: the revision has no such measure.
    """
    live = live_of_revision(revision, on=timezone.localdate(), slug=slug)
    return measure_sheet_pdf(revision.content, slug, number=revision.number, steps=_resolutions(steps), dated=revision.frozen_at, live=live)


def draft_pdf(content: ConceptContent, *, dated: datetime) -> bytes:
    """Return a working copy as a tagged PDF, marked as such."""
    live = live_of_working_copy(content["site"]["code"])
    return concept_pdf(content, number=None, steps=(), dated=dated, live=live)


def draft_sheet_pdf(content: ConceptContent, slug: str, *, dated: datetime) -> bytes:
    """Return one measure's sheet of a working copy.

    Raises:
        KeyError: the content has no such measure.
    """
    live = live_of_working_copy(content["site"]["code"], slug=slug)
    return measure_sheet_pdf(content, slug, number=None, steps=(), dated=dated, live=live)


def _resolutions(steps: Iterable[ResolutionStep]) -> list[dict[str, Any]]:
    return [{"kind": step.kind, "decided_on": step.decided_on, "body_name": step.body_name, "reference": step.reference} for step in steps]


def concept_file_name(site_code: str, number: int | None) -> str:
    """Return the name under which the concept is downloaded."""
    return f"handlungskonzept-{site_code}-{_version(number)}.pdf"


def measure_sheet_file_name(site_code: str, slug: str) -> str:
    """Return the name under which a measure's sheet is downloaded."""
    return f"massnahmenblatt-{site_code}-{slug}.pdf"


def _version(number: int | None) -> str:
    return "arbeitsstand" if number is None else f"fassung-{number}"


def _document(content: ConceptContent, number: int | None, steps: Sequence[Mapping[str, Any]], dated: datetime) -> dict[str, object]:
    site = content["site"]
    council = max((step for step in steps if step["kind"] == COUNCIL), key=lambda step: str(step["decided_on"]), default=None)
    return {
        "concept": content["concept"]["title"],
        "site": site["name"],
        "municipality": site["municipality"] or "",
        "county": site["county"] or "",
        "state": site["state"] or "",
        "description": site["description"] or "",
        "example": bool(site["is_example"]),
        "number": number,
        "dated": figures.day(dated),
        "hash": content_hash(content),
        "resolved": day(council["decided_on"]) if council else "",
        "resolved-long": figures.day_long(to_date(council["decided_on"])) if council else "",
        "resolved-by": council["body_name"] if council else "",
        "steps": [
            {"kind": step["kind"], "date": day(step["decided_on"]), "body": step["body_name"], "reference": step["reference"]}
            for step in steps
        ],
    }


def _counts(content: ConceptContent) -> dict[str, int]:
    measures = content["measures"].values()
    counted = [measure for measure in measures if measure["state"] != DROPPED]
    return {
        "analysed": sum(bool(entry["strengths"] or entry["weaknesses"]) for entry in content["analysis"]),
        "goals": len(content["goals"]),
        "guiding": sum(goal["parent"] is None for goal in content["goals"]),
        "measures": len(measures),
        "counted": len(counted),
        "dropped": len(measures) - len(counted),
        "fields": len({measure["main_field"] for measure in counted}),
        "indicators": sum(len(measure["indicators"]) for measure in counted),
    }


def _area(content: ConceptContent) -> dict[str, object]:
    site, boundary = content["site"], content["boundary"]
    return {
        "ags": site["ags"] or "",
        "size": str(figures.hectares(site["area_m2"])) if site["area_m2"] else "",
        "inhabitants": figures.figure(site["inhabitants"]) if site["inhabitants"] is not None else "",
        "inhabitants-as-of": day(site["inhabitants_as_of"]),
        "boundary": boundary
        and {
            "version": boundary["version"],
            "valid-from": day(boundary["valid_from"]),
            "legal-basis": boundary["legal_basis_label"] or boundary["legal_basis"] or "",
            "resolved-on": day(boundary["resolved_on"]),
            "resolved-by": boundary["resolved_by"] or "",
            "reference": boundary["reference"] or "",
        },
    }


def _rulebook(topic: str, code: str, content: ConceptContent) -> dict[str, object]:
    """Return which version of the rules one of the concept's lists came from, and how sure that list is."""
    try:
        rulebook = rules.version(code)
    except UnknownRuleError:
        return {"topic": topic, "title": code, "code": "", "statuses": []}
    name = content["concept"]["fields_list"] if topic == "fields" else CATALOGUES.get(topic, topic)
    statuses = {entry.status.value for catalogue in rulebook.catalogues if catalogue.code == name for entry in catalogue.entries}
    return {"topic": topic, "title": rulebook.wording.de, "code": code, "statuses": sorted(statuses)}


def _nested(blocks: Iterable[Block]) -> list[dict[str, object]]:
    """Return the blocks with no heading more than one level below the one before it."""
    nested: list[dict[str, object]] = []
    highest = 3
    for block in blocks:
        shown: dict[str, object] = {**block}
        if block["type"] == "heading":
            shown["level"] = min(block.get("level", 3), highest)
            highest = 4
        nested.append(shown)
    return nested


def _chapter(chapter: ChapterContent) -> dict[str, object]:
    return {"label": chapter["label"], "body": _nested(chapter["body"]), "unlisted": chapter.get("unlisted", False)}


def _analysis(entry: AnalysisContent) -> dict[str, object]:
    return {
        "unlisted": entry.get("unlisted", False),
        "label": entry["label"],
        "strengths": entry["strengths"],
        "weaknesses": entry["weaknesses"],
        "argued-away": entry["argued_away"],
    }


def _goals(content: ConceptContent) -> list[dict[str, object]]:
    """Return the goals as a tree read from top to bottom, each with its depth."""
    known = {goal["code"] for goal in content["goals"]}
    children: dict[str | None, list[GoalContent]] = {}
    for goal in content["goals"]:
        children.setdefault(goal["parent"] if goal["parent"] in known else None, []).append(goal)
    lines: list[dict[str, object]] = []

    def add(goal: GoalContent, depth: int) -> None:
        parts = children.pop(goal["code"], [])
        measures = [{"slug": slug, "code": content["measures"][slug]["code"]} for slug in goal["measures"]]
        line = {"code": goal["code"], "title": goal["title"], "success": goal["success_shown_by"]}
        lines.append({**line, "depth": min(depth, 3), "measures": measures, "has-parts": bool(parts)})
        for part in parts:
            add(part, depth + 1)

    for goal in children.pop(None, []):
        add(goal, 0)
    while children:  # goals in a circle hang on no guiding goal
        for goal in children.pop(next(iter(children))):
            add(goal, 0)
    return lines


def _balance(content: ConceptContent) -> dict[str, object]:
    total, by_aim = content["totals"]["cost_cents"], content["totals"]["by_aim"]
    arms = {
        aim: {
            "share": cents / total if total else 0.0,
            "amount": figures.amount(cents),
            "percent": figures.percent(cents / total if total else 0),
        }
        for aim, cents in by_aim.items()
    }
    return {**arms, "total": figures.euros(total), "total-short": figures.amount(total), "total-figure": whole(total)}


def _fields(content: ConceptContent) -> list[dict[str, object]]:
    reasons = {entry["field"]: entry["argued_away"] for entry in content["analysis"]}
    return [
        {
            "label": field["label"],
            "measures": or_dash(figures.figure(field["measures"])),
            "cost": whole(field["cents"]),
            "gap": not field["measures"],
            "reason": reasons.get(field["field"], ""),
        }
        for field in content["totals"]["by_field"]
    ]


def _sheets(content: ConceptContent, small_plan: Plan | None, live: Live) -> list[dict[str, Any]]:
    numbers = mark_numbers(content)
    return [
        measure_sheet(content, content["measures"][slug], numbers[slug], small_plan, live.photos.get(slug, ()))
        for slug in content["measure_order"]
    ]
