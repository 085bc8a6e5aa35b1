"""Costs, financing and schedule of the documents as rows of text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quartierwerk.concepts.core.content import ConceptContent, MeasureContent
from quartierwerk.concepts.core.cost_overview import Overview, Row, measure_row, years_of
from quartierwerk.concepts.core.schedule import Span, axis_years, bar
from quartierwerk.concepts.exports.written import exact, month, thousands, to_date, whole

YEARS_ACROSS = 10
YEARS_ON_A_SHEET = 6
YEARS_ON_A_SHEET_EXACT = 4
PUBLIC_SOURCES = frozenset({"federal", "state"})
MUNICIPALITY = "municipality"


def money_of(content: ConceptContent, measure: MeasureContent) -> dict[str, object] | None:
    """Return a measure's costs and financing by year in tables that fit a sheet, in euros, with cents if there are any."""
    years = years_of(measure)
    if not years:
        return None
    labels = {part["source"]: part["source_label"] for part in measure["financing"]}
    sources = [source["code"] for source in content["sources"] if source["code"] in labels]
    sources += [code for code in labels if code not in sources]
    row = measure_row(measure, years=years, sources=sources)
    with_cents = any(entry["cents"] % 100 for entry in (*measure["costs"], *measure["financing"]))
    show = exact if with_cents else whole

    def cells(amounts: Sequence[int], part: slice) -> list[str]:
        return [*map(show, amounts[part]), show(sum(amounts))]

    def table(part: slice) -> dict[str, object]:
        return {
            "years": [str(year) for year in years[part]],
            "costs": cells(row.by_year, part),
            "sources": [{"label": labels[code], "amounts": cells(_paid(measure, code, years), part)} for code in sources],
            "financed": cells(row.financed_by_year, part),
            "uncovered": cells(row.uncovered, part),
        }

    across = YEARS_ON_A_SHEET_EXACT if with_cents else YEARS_ON_A_SHEET
    return {"exact": with_cents, "balanced": not any(row.uncovered), "parts": [table(part) for part in _parts(len(years), across)]}


def _paid(measure: MeasureContent, source: str, years: Sequence[int]) -> list[int]:
    return [sum(part["cents"] for part in measure["financing"] if (part["source"], part["year"]) == (source, year)) for year in years]


def overview_tables(money: Overview, sheets: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """Return the overview's tables in thousands of euros, wide ones in parts; ``sheets`` give code and title."""
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
    return {
        **_head(money, part),
        "rows": [
            {"label": source["label"], "amounts": _thousands_and_sum(amounts, part)}
            for source, amounts in zip(money.sources, money.source_years, strict=True)
        ],
        "financed": _thousands_and_sum(money.sums.financed_by_year, part),
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
    return [*map(thousands, row.by_source), thousands(row.financed), thousands(row.total), thousands(row.total - row.financed)]


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
            "year": str(year), "label": thousands(money.sums.by_year[place]), "uncovered": uncovered[place] / highest,
            **{kind: values[place] / highest for kind, values in amounts.items()},
        }
        for place, year in enumerate(money.years)
    ]  # fmt: skip


def schedule_table(content: ConceptContent, sheets: Sequence[Mapping[str, Any]]) -> dict[str, object] | None:
    """Return the years of the axis and a row a measure; without any known day there is no schedule."""
    spans = {
        slug: Span(
            to_date(measure["starts_on"]) if measure["starts_on"] else None, to_date(measure["ends_on"]) if measure["ends_on"] else None
        )
        for slug, measure in content["measures"].items()
    }
    years = axis_years(spans.values())
    if not years:
        return None
    rows = [_schedule_row(sheet, spans[sheet["slug"]], years) for sheet in sheets]
    return {"years": [str(year) for year in years], "rows": rows}


def _schedule_row(sheet: Mapping[str, Any], span: Span, years: Sequence[int]) -> dict[str, object]:
    named = {key: sheet[key] for key in ("slug", "code", "number", "title", "aim", "priority")}
    return {**named, "starts": month(span.starts_on), "ends": month(span.ends_on), "bar": bar(span, years)}


def _parts(count: int, across: int) -> list[slice]:
    return [slice(start, min(start + across, count)) for start in range(0, count, across)]


def _thousands_and_sum(amounts: Sequence[int], part: slice) -> list[str]:
    return [*map(thousands, amounts[part]), thousands(sum(amounts))]
