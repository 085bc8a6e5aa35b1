"""The measure sheet and the plans of the documents as plain values."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from quartierwerk.concepts.core.content import ConceptContent, IndicatorContent, MeasureContent
from quartierwerk.concepts.core.plan_drawing import Paper, Place, Plan, draw
from quartierwerk.concepts.core.totals import DROPPED
from quartierwerk.concepts.exports.live import ground_file, printed_photos
from quartierwerk.concepts.exports.money import money_of
from quartierwerk.concepts.exports.written import day, decimal_text, whole
from quartierwerk.concepts.queries.printing import Ground, Photo
from quartierwerk.foundation.ui import figures

PLAN_PAPER = Paper(160.0, 132.0)
LOCATOR_PAPER = Paper(50.0, 50.0, margin_mm=5.0, true_scale=False)


def mark_numbers(content: ConceptContent) -> dict[str, str]:
    """Return the number of each measure on the plan: that of its code where these differ, else its place in the list."""
    digits = {slug: "".join(filter(str.isdigit, content["measures"][slug]["code"])).lstrip("0")[:3] for slug in content["measure_order"]}
    if all(digits.values()) and len(set(digits.values())) == len(digits):
        return digits
    return {slug: str(place) for place, slug in enumerate(content["measure_order"], start=1)}


def _places(content: ConceptContent) -> list[Place]:
    numbers = mark_numbers(content)
    return [
        Place(numbers[slug], content["measures"][slug]["aim"], content["measures"][slug]["geometry"]) for slug in content["measure_order"]
    ]


def large_plan(content: ConceptContent) -> Plan | None:
    """Return the plan of the area with all measures."""
    boundary = content["boundary"]
    return draw(boundary["geometry"] if boundary else None, _places(content), PLAN_PAPER)


def plan_of_area(plan: Plan, ground: Ground | None) -> dict[str, object]:
    """Return the plan of the area as plain values, on its ground where there is one."""
    return {
        "ground": ground_file(ground) if ground else "",
        "attribution": ground.attribution if ground else "",
        **paper_of(plan),
        "scale": figures.figure(plan.layout.scale),
        "shapes": [asdict(shape) for shape in plan.shapes],
        "marks": [asdict(mark) for mark in plan.marks],
        "beyond": plan.beyond,
    }


def locator(content: ConceptContent) -> Plan | None:
    """Return the small plan on which every sheet shows its measure; without a boundary there is none."""
    boundary = content["boundary"]
    if not boundary or not boundary["geometry"]:
        return None
    return draw(boundary["geometry"], _places(content), LOCATOR_PAPER)


def paper_of(plan: Plan) -> dict[str, object]:
    """Return the sheet of a plan: size, scale bar and boundary."""
    return {
        "width": plan.layout.width_mm,
        "height": plan.layout.height_mm,
        "bar": plan.bar_mm,
        "bar-label": f"{figures.figure(plan.bar_m)}{figures.NBSP}m",
        "boundary": plan.boundary,
    }


def measure_sheet(
    content: ConceptContent, measure: MeasureContent, number: str, locator: Plan | None, photos: Sequence[Photo] = ()
) -> dict[str, Any]:
    """Return everything a measure's sheet says; ``locator`` is the small plan it is shown on."""
    titles = {goal["code"]: goal["title"] for goal in content["goals"]}
    weak = {entry["field"] for entry in content["analysis"] if entry["weaknesses"]}
    follow_up = measure["follow_up_cost_cents"]
    return {
        "slug": measure["slug"],
        "code": measure["code"],
        "number": number,
        "title": measure["title"],
        "description": measure["description"],
        "aim": measure["aim"],
        "aim-label": measure["aim_label"],
        "state": measure["state"],
        "state-label": measure["state_label"],
        "dropped": measure["state"] == DROPPED,
        "priority": measure["priority"],
        "investive": measure["investive"],
        "main-field": measure["main_field_label"],
        "other-fields": ", ".join(measure["other_field_labels"]),
        "need": measure["main_field"] in weak,
        "cost-group": measure["cost_group_label"],
        "starts": day(measure["starts_on"]),
        "ends": day(measure["ends_on"]),
        "place": measure["place_note"],
        "spot": next((mark.anchor for mark in locator.marks if mark.number == number), None) if locator else None,
        "outside-reason": measure["outside_reason"],
        "participation": measure["participation_done"],
        "follow-up": figures.euros(follow_up) if follow_up is not None else "",
        "follow-up-note": measure["follow_up_cost_note"],
        "goals": [{"code": code, "title": titles.get(code, "")} for code in measure["goals"]],
        "parties": _parties(measure),
        "cost": figures.euros(measure["cost_cents"]) if measure["costs"] else "",
        "cost-figure": whole(measure["cost_cents"]),
        "money": money_of(content, measure),
        "photos": printed_photos(photos),
        "indicators": [_indicator(each) for each in measure["indicators"]],
    }


def _indicator(each: IndicatorContent) -> dict[str, str]:
    return {
        "name": each["name"],
        "unit": each["unit"],
        "baseline": decimal_text(each["baseline"]),
        "target": decimal_text(each["target"]),
        "year": str(each["target_year"] or ""),
    }


def _parties(measure: MeasureContent) -> list[dict[str, object]]:
    by_part: dict[str, list[str]] = {}
    for party in measure["parties"]:
        by_part.setdefault(party["part_label"], []).append(party["name"])
    return [{"label": label[:1].upper() + label[1:], "names": names} for label, names in by_part.items()]
