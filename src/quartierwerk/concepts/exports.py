"""The concept on paper: a revision or working copy becomes a PDF, whole or one measure sheet.

What is said stands in the templates under ``documents``; this module computes, formats figures and days,
and hands everything over as plain data. Nothing is read from the database: the content is the whole truth.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from quartierwerk.concepts.core.content import ConceptContent, GoalContent, MeasureContent, content_hash
from quartierwerk.concepts.core.cost_overview import Group, Overview, Row, measure_row, overview, years_of
from quartierwerk.concepts.core.plan_drawing import Place, draw
from quartierwerk.concepts.core.schedule import Span, axis_years, bar
from quartierwerk.concepts.core.totals import DROPPED
from quartierwerk.foundation.documents.typesetting import typeset
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.figures import DASH, Figure
from quartierwerk.kernel.structured_text import Block

TEMPLATES = Path(__file__).parent / "documents"
PLAN_WIDTH_MM = 160.0
PLAN_HEIGHT_MM = 132.0
YEARS_ACROSS = 10
YEARS_ON_A_SHEET = 6
YEARS_ON_A_SHEET_EXACT = 4
RESOLVED_BY = "council"
PUBLIC_SOURCES = frozenset({"federal", "state"})
MUNICIPALITY = "municipality"


def concept_pdf(content: ConceptContent, *, number: int | None, steps: Sequence[Mapping[str, Any]], dated: datetime) -> bytes:
    """Return the whole concept as a tagged PDF; without a number it is marked as a working copy.

    ``steps`` are the dated resolutions (``kind``, ``decided_on``, ``body_name``, ``reference``).
    """
    sheets = _sheets(content)
    money = overview(content)
    return typeset(
        TEMPLATES / "concept.typ",
        {
            "doc": _document(content, number, steps, dated),
            "counts": _counts(content),
            "area": _area(content),
            "plan": _plan(content),
            "chapters": [{"label": chapter["label"], "body": _nested(chapter["body"])} for chapter in content["chapters"]],
            "analysis": [_analysis(entry) for entry in content["analysis"]],
            "goals": _goals(content),
            "balance": _balance(content),
            "fields": _fields(content),
            "measures": sheets,
            "overview": _overview(money, sheets) if money.years else None,
            "schedule": _schedule(content, sheets),
            "rulebooks": [{"topic": topic, "version": version} for topic, version in sorted(content["rulebooks"].items())],
        },
        dated=dated,
    )


def measure_sheet_pdf(
    content: ConceptContent, slug: str, *, number: int | None, steps: Sequence[Mapping[str, Any]], dated: datetime
) -> bytes:
    """Return one measure's sheet as a tagged PDF.

    Raises:
        KeyError: the content has no such measure.
    """
    measure = _sheet(content, content["measures"][slug], _numbers(content)[slug])
    return typeset(TEMPLATES / "measure_sheet.typ", {"doc": _document(content, number, steps, dated), "measure": measure}, dated=dated)


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
    council = max((step for step in steps if step["kind"] == RESOLVED_BY), key=lambda step: str(step["decided_on"]), default=None)
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
        "resolved": _day(council["decided_on"]) if council else "",
        "resolved-long": figures.day_long(_date(council["decided_on"])) if council else "",
        "resolved-by": council["body_name"] if council else "",
        "steps": [
            {"kind": step["kind"], "date": _day(step["decided_on"]), "body": step["body_name"], "reference": step["reference"]} for step in steps
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
        "inhabitants-as-of": _day(site["inhabitants_as_of"]),
        "boundary": boundary
        and {
            "version": boundary["version"],
            "valid-from": _day(boundary["valid_from"]),
            "legal-basis": boundary["legal_basis_label"] or boundary["legal_basis"] or "",
            "resolved-on": _day(boundary["resolved_on"]),
            "resolved-by": boundary["resolved_by"] or "",
            "reference": boundary["reference"] or "",
        },
    }


def _numbers(content: ConceptContent) -> dict[str, str]:
    """Return the number of each measure on the plan: that of its code where these differ, else its place in the list."""
    digits = {slug: "".join(filter(str.isdigit, content["measures"][slug]["code"])).lstrip("0")[:3] for slug in content["measure_order"]}
    if all(digits.values()) and len(set(digits.values())) == len(digits):
        return digits
    return {slug: str(place) for place, slug in enumerate(content["measure_order"], start=1)}


def _plan(content: ConceptContent) -> dict[str, object] | None:
    numbers = _numbers(content)
    places = [Place(numbers[slug], content["measures"][slug]["aim"], content["measures"][slug]["geometry"]) for slug in content["measure_order"]]
    boundary = content["boundary"]
    plan = draw(boundary["geometry"] if boundary else None, places, width_mm=PLAN_WIDTH_MM, height_mm=PLAN_HEIGHT_MM)
    if plan is None:
        return None
    return {
        "width": plan.width_mm,
        "height": plan.height_mm,
        "scale": figures.figure(plan.scale),
        "bar": plan.bar_mm,
        "bar-label": f"{figures.figure(plan.bar_m)}{figures.NBSP}m",
        "boundary": plan.boundary,
        "shapes": [asdict(shape) for shape in plan.shapes],
        "marks": [asdict(mark) for mark in plan.marks],
        "beyond": plan.beyond,
    }


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


def _analysis(entry: Mapping[str, str]) -> dict[str, str]:
    return {"label": entry["label"], "strengths": entry["strengths"], "weaknesses": entry["weaknesses"], "argued-away": entry["argued_away"]}


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
        lines.append(
            {
                "code": goal["code"], "title": goal["title"], "success": goal["success_shown_by"], "depth": min(depth, 3),
                "measures": measures, "has-parts": bool(parts),
            }  # fmt: skip
        )
        for part in parts:
            add(part, depth + 1)

    for goal in children.pop(None, []):
        add(goal, 0)
    return lines


def _balance(content: ConceptContent) -> dict[str, object]:
    total, by_aim = content["totals"]["cost_cents"], content["totals"]["by_aim"]
    arms = {
        aim: {"share": cents / total if total else 0.0, "amount": figures.amount(cents), "percent": figures.percent(cents / total if total else 0)} for aim, cents in by_aim.items()
    }
    return {**arms, "total": figures.euros(total), "total-short": figures.amount(total), "total-figure": _whole(total)}


def _fields(content: ConceptContent) -> list[dict[str, object]]:
    reasons = {entry["field"]: entry["argued_away"] for entry in content["analysis"]}
    return [
        {
            "label": field["label"],
            "measures": _or_dash(figures.figure(field["measures"])),
            "cost": _whole(field["cents"]),
            "gap": not field["measures"],
            "reason": reasons.get(field["field"], ""),
        }
        for field in content["totals"]["by_field"]
    ]


def _sheets(content: ConceptContent) -> list[dict[str, Any]]:
    numbers = _numbers(content)
    return [_sheet(content, content["measures"][slug], numbers[slug]) for slug in content["measure_order"]]


def _sheet(content: ConceptContent, measure: MeasureContent, number: str) -> dict[str, Any]:
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
        "starts": _day(measure["starts_on"]),
        "ends": _day(measure["ends_on"]),
        "place": measure["place_note"],
        "outside-reason": measure["outside_reason"],
        "participation": measure["participation_done"],
        "follow-up": figures.euros(follow_up) if follow_up is not None else "",
        "follow-up-note": measure["follow_up_cost_note"],
        "goals": [{"code": code, "title": titles.get(code, "")} for code in measure["goals"]],
        "parties": _parties(measure),
        "cost": figures.euros(measure["cost_cents"]) if measure["costs"] else "",
        "cost-figure": _whole(measure["cost_cents"]),
        "money": _money(content, measure),
        "indicators": [
            {
                "name": each["name"], "unit": each["unit"], "baseline": _decimal(each["baseline"]), "target": _decimal(each["target"]),
                "year": str(each["target_year"] or ""),
            }
            for each in measure["indicators"]
        ],
    }  # fmt: skip


def _parties(measure: MeasureContent) -> list[dict[str, object]]:
    by_part: dict[str, list[str]] = {}
    for party in measure["parties"]:
        by_part.setdefault(party["part_label"], []).append(party["name"])
    return [{"label": label[:1].upper() + label[1:], "names": names} for label, names in by_part.items()]


def _money(content: ConceptContent, measure: MeasureContent) -> dict[str, object] | None:
    """Return costs and financing by year in tables that fit a sheet, in euros, with cents if there are any."""
    years = years_of(measure)
    if not years:
        return None
    labels = {part["source"]: part["source_label"] for part in measure["financing"]}
    order = [source["code"] for source in content["sources"] if source["code"] in labels]
    order += [code for code in labels if code not in order]
    row = measure_row(measure, years=years, sources=order)
    amounts = [entry["cents"] for entry in (*measure["costs"], *measure["financing"])]
    exact = any(cents % 100 for cents in amounts)
    show = _exact if exact else _whole
    by_source = {
        code: [sum(part["cents"] for part in measure["financing"] if (part["source"], part["year"]) == (code, year)) for year in years] for code in order
    }
    financed = [cost - missing for cost, missing in zip(row.by_year, row.uncovered, strict=True)]
    across = YEARS_ON_A_SHEET_EXACT if exact else YEARS_ON_A_SHEET

    def cells(amounts: Sequence[int], part: slice) -> list[str]:
        return [*map(show, amounts[part]), show(sum(amounts))]

    return {
        "balanced": not any(row.uncovered),
        "parts": [
            {
                "years": [str(year) for year in years[part]],
                "costs": cells(row.by_year, part),
                "sources": [{"label": labels[code], "amounts": cells(by_source[code], part)} for code in order],
                "financed": cells(financed, part),
                "uncovered": cells(row.uncovered, part),
            }
            for part in _parts(len(years), across)
        ],
    }


def _overview(money: Overview, sheets: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    named = {sheet["slug"]: {"slug": sheet["slug"], "code": sheet["code"], "title": sheet["title"]} for sheet in sheets}
    return {
        "balanced": not money.unbalanced,
        "unbalanced": [named[row.name] for row in money.unbalanced],
        "sources": [source["label"] for source in money.sources],
        "bars": _bars(money),
        "by-year": [_costs_by_year(money, named, part) for part in _parts(len(money.years), YEARS_ACROSS)],
        "by-source": {"groups": _grouped(money, named, _source_cells), "sums": _source_cells(money.sums)},
        "source-years": [_sources_by_year(money, part) for part in _parts(len(money.years), YEARS_ACROSS)],
    }


def _costs_by_year(money: Overview, named: Mapping[str, Mapping[str, str]], part: slice) -> dict[str, object]:
    def cells(row: Row) -> list[str]:
        return _thousands_and_sum(row.by_year, part)

    return {**_head(money, part), "groups": _grouped(money, named, cells), "sums": cells(money.sums)}


def _sources_by_year(money: Overview, part: slice) -> dict[str, object]:
    financed = tuple(cost - missing for cost, missing in zip(money.sums.by_year, money.sums.uncovered, strict=True))
    return {
        **_head(money, part),
        "rows": [
            {"label": source["label"], "amounts": _thousands_and_sum(amounts, part)}
            for source, amounts in zip(money.sources, money.source_years, strict=True)
        ],
        "financed": _thousands_and_sum(financed, part),
        "costs": _thousands_and_sum(money.sums.by_year, part),
        "uncovered": _thousands_and_sum(money.sums.uncovered, part),
    }


def _head(money: Overview, part: slice) -> dict[str, object]:
    return {"first": part.start == 0, "years": [str(year) for year in money.years[part]]}


def _grouped(money: Overview, named: Mapping[str, Mapping[str, str]], cells: Callable[[Row], list[str]]) -> list[dict[str, object]]:
    return [
        {"label": group.label, "amounts": cells(group.sums), "rows": [{**named[row.name], "amounts": cells(row)} for row in group.rows]}
        for group in money.groups
    ]


def _source_cells(row: Row) -> list[str]:
    return [*map(_thousands, row.by_source), _thousands(row.financed), _thousands(row.total), _thousands(row.total - row.financed)]


def _bars(money: Overview) -> list[dict[str, object]]:
    """Return one bar a year: the shares of the highest bar that each kind of source pays, and what nobody does."""
    amounts: dict[str, list[int]] = {"public": [], MUNICIPALITY: [], "others": []}
    for place in range(len(money.years)):
        paid = {source["code"]: years[place] for source, years in zip(money.sources, money.source_years, strict=True)}
        amounts["public"].append(sum(cents for code, cents in paid.items() if code in PUBLIC_SOURCES))
        amounts[MUNICIPALITY].append(paid.get(MUNICIPALITY, 0))
        amounts["others"].append(sum(cents for code, cents in paid.items() if code not in PUBLIC_SOURCES and code != MUNICIPALITY))
    uncovered = [max(missing, 0) for missing in money.sums.uncovered]
    heights = [sum(parts) for parts in zip(*amounts.values(), uncovered, strict=True)]
    highest = max(heights, default=0) or 1
    return [
        {
            "year": str(year), "label": _thousands(money.sums.by_year[place]), "uncovered": uncovered[place] / highest,
            **{kind: values[place] / highest for kind, values in amounts.items()},
        }
        for place, year in enumerate(money.years)
    ]  # fmt: skip


def _schedule(content: ConceptContent, sheets: Sequence[Mapping[str, Any]]) -> dict[str, object] | None:
    spans = {
        slug: Span(_date(measure["starts_on"]) if measure["starts_on"] else None, _date(measure["ends_on"]) if measure["ends_on"] else None)
        for slug, measure in content["measures"].items()
    }
    years = axis_years(spans.values())
    if not years:
        return None
    rows = [
        {
            **{key: sheet[key] for key in ("slug", "code", "number", "title", "aim", "priority")},
            "starts": _month(spans[sheet["slug"]].starts_on), "ends": _month(spans[sheet["slug"]].ends_on), "bar": bar(spans[sheet["slug"]], years),
        }
        for sheet in sheets
    ]  # fmt: skip
    return {"years": [str(year) for year in years], "rows": rows}


def _parts(count: int, across: int) -> list[slice]:
    return [slice(start, min(start + across, count)) for start in range(0, count, across)]


def _thousands_and_sum(amounts: Sequence[int], part: slice) -> list[str]:
    return [*map(_thousands, amounts[part]), _thousands(sum(amounts))]


def _or_dash(figure: Figure) -> str:
    return DASH if figure.is_nothing else str(figure)


def _thousands(cents: int) -> str:
    return _or_dash(figures.thousands(cents))


def _whole(cents: int) -> str:
    return _or_dash(figures.euros(cents)).removesuffix(f"{figures.NBSP}€")


def _exact(cents: int) -> str:
    return _or_dash(figures.euros_exact(cents)).removesuffix(f"{figures.NBSP}€")


def _decimal(value: str | None) -> str:
    return "" if value in {None, ""} else str(figures.figure(Decimal(str(value))))


def _date(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _day(value: str | date | None) -> str:
    return figures.day(_date(value)) if value else ""


def _month(value: date | None) -> str:
    return f"{value.month:02d}/{value.year}" if value else ""
