"""Is the concept complete and consistent? All findings at once, each with the place that mends it.

Source: minimum contents of an integrated concept (strengths and weaknesses, area, goals, measures,
finance, participation) and the measure sheet, docs/rooms/concepts.md rules C-01 to C-17. The checks
report; whether a council resolves an incomplete concept is the council's decision.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quartierwerk.concepts.core.content import ConceptContent, GoalContent, MeasureContent
from quartierwerk.concepts.core.totals import DROPPED

FULL_SHEET_STATES = frozenset({"planned", "applied", "granted", "running", "done"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missing or inconsistent; ``place`` is (kind, code) of what has to be mended."""

    rule: str
    code: str
    place: tuple[str, str]
    name: str = ""
    grave: bool = True
    facts: Mapping[str, int] | None = None


def check(content: ConceptContent, *, required_chapters: Sequence[str], outside: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return every finding, in the order of the document.

    ``outside`` holds the slugs of measures whose place lies outside the funding area.
    """
    return (
        *_area(content),
        *_chapters(content, required_chapters),
        *_fields(content),
        *_goals(content),
        *(finding for slug in content["measure_order"] for finding in _measure(content["measures"][slug], outside=slug in outside)),
        *_aims(content),
    )


def _area(content: ConceptContent) -> Iterator[Finding]:
    if content["boundary"] is None:
        yield Finding("C-01", "no_boundary", ("area", content["site"]["code"]))


def _chapters(content: ConceptContent, required: Sequence[str]) -> Iterator[Finding]:
    written = {chapter["code"] for chapter in content["chapters"] if chapter["body"]}
    labels = {chapter["code"]: chapter["label"] for chapter in content["chapters"]}
    for code in required:
        if code not in written:
            yield Finding("C-02", "chapter_empty", ("chapter", code), labels.get(code, code))
    for chapter in content["chapters"]:
        if chapter.get("unlisted"):
            yield Finding("C-17", "chapter_unlisted", ("chapter", chapter["code"]), chapter["label"], grave=False)


def _fields(content: ConceptContent) -> Iterator[Finding]:
    analysed = {entry["field"]: entry for entry in content["analysis"]}
    planned = {code for measure in _counted(content) for code in (measure["main_field"], *measure["other_fields"])}
    for field in content["fields"]:
        entry = analysed.get(field["code"])
        if entry is None or not (entry["strengths"] or entry["weaknesses"]):
            yield Finding("C-03", "field_not_analysed", ("field", field["code"]), field["label"], grave=False)
        if field["code"] not in planned and not (entry and entry["argued_away"]):
            yield Finding("C-04", "field_without_measure", ("field", field["code"]), field["label"])
    for entry in content["analysis"]:
        if entry.get("unlisted"):
            yield Finding("C-17", "field_unlisted", ("field", entry["field"]), entry["label"], grave=False)


def _goals(content: ConceptContent) -> Iterator[Finding]:
    if not content["goals"]:
        yield Finding("C-05", "no_goals", ("goals", ""))
    parents = {goal["parent"] for goal in content["goals"]}
    for goal in content["goals"]:
        yield from _goal(goal, has_parts=goal["code"] in parents)


def _goal(goal: GoalContent, *, has_parts: bool) -> Iterator[Finding]:
    name = f"{goal['code']} {goal['title']}"
    if goal["parent"] is None and not has_parts and not goal["measures"]:
        yield Finding("C-06", "guiding_goal_without_sub_goal", ("goal", goal["code"]), name)
    if goal["parent"] is not None and not goal["measures"]:
        yield Finding("C-06", "goal_without_measure", ("goal", goal["code"]), name)
    if goal["parent"] is not None and not goal["success_shown_by"]:
        yield Finding("C-07", "goal_without_success", ("goal", goal["code"]), name)


def _counted(content: ConceptContent) -> list[MeasureContent]:
    return [measure for measure in content["measures"].values() if measure["state"] != DROPPED]


def _measure(measure: MeasureContent, *, outside: bool) -> Iterator[Finding]:
    if measure["state"] not in FULL_SHEET_STATES:
        return  # an idea may be rough, a dropped measure stays as it was
    place = ("measure", measure["slug"])
    name = f"{measure['code']} {measure['title']}"
    parts = {party["part"] for party in measure["parties"]}
    missing = {
        ("C-08", "measure_without_goal"): not measure["goals"],
        ("C-09", "measure_without_carrier"): "carrier" not in parts,
        ("C-09", "measure_without_lead"): "responsible" not in parts,
        ("C-10", "measure_without_place"): not (measure["geometry"] or measure["place_note"]),
        ("C-10", "measure_outside_area"): outside and not measure["outside_reason"],
        ("C-11", "measure_without_schedule"): not (measure["starts_on"] and measure["ends_on"]),
        ("C-12", "measure_without_cost_group"): not measure["cost_group"],
        ("C-12", "measure_without_cost"): not measure["cost_cents"],
    }
    yield from (Finding(rule, code, place, name) for (rule, code), found in missing.items() if found)
    yield from _balance(measure, place, name)
    if not any(indicator["target"] for indicator in measure["indicators"]):
        yield Finding("C-14", "measure_without_target", place, name, grave=False)
    if measure["investive"] and measure["follow_up_cost_cents"] is None:
        yield Finding("C-15", "follow_up_cost_unknown", place, name, grave=False)


def _balance(measure: MeasureContent, place: tuple[str, str], name: str) -> Iterator[Finding]:
    """Costs equal financing, over all and in each budget year (invariant I-16)."""
    difference = measure["cost_cents"] - measure["financing_cents"]
    if difference:
        yield Finding("C-13", "cost_not_financed", place, name, facts={"difference_cents": difference})
        return
    by_year: dict[int, int] = {}
    for cost in measure["costs"]:
        by_year[cost["year"]] = by_year.get(cost["year"], 0) + cost["cents"]
    for part in measure["financing"]:
        by_year[part["year"]] = by_year.get(part["year"], 0) - part["cents"]
    for year in sorted(year for year, rest in by_year.items() if rest):
        yield Finding("C-13", "year_not_financed", place, name, facts={"year": year, "difference_cents": by_year[year]})


def _aims(content: ConceptContent) -> Iterator[Finding]:
    aims = {measure["aim"] for measure in _counted(content)}
    if aims and "both" not in aims:
        for aim in ("upgrading", "cooperation"):
            if aim not in aims:
                yield Finding("C-16", f"no_{aim}", ("measures", ""))
