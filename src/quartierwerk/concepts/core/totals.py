"""Sums of a concept: by aim, by budget year and source, by field of action.

Amounts are whole cents. A dropped measure counts in no sum. A measure that serves both aims counts
in the third column only; it is never split. A measure's money counts in its main field alone; a field
that the list no longer knows has its line all the same, so that the lines add up to the whole (I-36).
"""

from collections.abc import Iterable, Sequence

from quartierwerk.concepts.core.content import FieldTotals, Labelled, MeasureContent, Totals, YearTotals

AIMS = ("upgrading", "cooperation", "both")
DROPPED = "dropped"


def totals(measures: Iterable[MeasureContent], *, fields: Sequence[Labelled]) -> Totals:
    """Return the sums over all measures that are not dropped; every field of the list appears, also with nothing."""
    counted = [measure for measure in measures if measure["state"] != DROPPED]
    by_aim = dict.fromkeys(AIMS, 0)
    for measure in counted:
        by_aim[measure["aim"]] += measure["cost_cents"]
    return {
        "cost_cents": sum(measure["cost_cents"] for measure in counted),
        "by_aim": by_aim,
        "by_year": _by_year(counted),
        "by_field": [_field(counted, field) for field in (*fields, *_unlisted(counted, fields))],
    }


def _unlisted(measures: Sequence[MeasureContent], fields: Sequence[Labelled]) -> list[Labelled]:
    """Return the main fields that are not in the list, in the order of the measures."""
    listed = {field["code"] for field in fields}
    labels = {measure["main_field"]: measure["main_field_label"] for measure in measures}
    return [{"code": code, "label": label} for code, label in labels.items() if code not in listed]


def _by_year(measures: Sequence[MeasureContent]) -> list[YearTotals]:
    years: dict[int, YearTotals] = {}

    def of(year: int) -> YearTotals:
        return years.setdefault(year, {"year": year, "cost_cents": 0, "by_source": {}})

    for measure in measures:
        for cost in measure["costs"]:
            of(cost["year"])["cost_cents"] += cost["cents"]
        for part in measure["financing"]:
            by_source = of(part["year"])["by_source"]
            by_source[part["source"]] = by_source.get(part["source"], 0) + part["cents"]
    return [years[year] for year in sorted(years)]


def _field(measures: Sequence[MeasureContent], field: Labelled) -> FieldTotals:
    mine = [measure for measure in measures if measure["main_field"] == field["code"]]
    return {
        "field": field["code"],
        "label": field["label"],
        "cents": sum(measure["cost_cents"] for measure in mine),
        "measures": len(mine),
    }
