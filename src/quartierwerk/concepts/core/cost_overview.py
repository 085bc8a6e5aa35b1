"""The cost and financing overview of a concept: measures by year, measures by source, sources by year.

Amounts are whole cents; a year or source without an amount is zero. A dropped measure has no row and
counts in no sum, as in ``totals``. Years run without a gap from the first to the last that has an amount.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quartierwerk.concepts.core.content import ConceptContent, Labelled, MeasureContent
from quartierwerk.concepts.core.totals import DROPPED


@dataclass(frozen=True, slots=True)
class Row:
    """Amounts of a measure, a cost group or the whole: by year, by source, and costs less financing by year."""

    name: str
    by_year: tuple[int, ...]
    by_source: tuple[int, ...]
    uncovered: tuple[int, ...]

    @property
    def total(self) -> int:
        """Return the costs of all years."""
        return sum(self.by_year)

    @property
    def financed_by_year(self) -> tuple[int, ...]:
        """Return what all sources pay in each year."""
        return tuple(cost - missing for cost, missing in zip(self.by_year, self.uncovered, strict=True))

    @property
    def financed(self) -> int:
        """Return what all sources pay together."""
        return sum(self.by_source)


@dataclass(frozen=True, slots=True)
class Group:
    """A cost group with its sum and its measures; ``label`` is empty for measures without a group."""

    code: str
    label: str
    sums: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole overview; ``sources`` are those that pay anything, ``source_years`` their amounts by year."""

    years: tuple[int, ...]
    sources: tuple[Labelled, ...]
    groups: tuple[Group, ...]
    source_years: tuple[tuple[int, ...], ...]
    sums: Row

    @property
    def unbalanced(self) -> tuple[Row, ...]:
        """Return the rows of measures whose costs and financing differ in a year."""
        return tuple(row for group in self.groups for row in group.rows if any(row.uncovered))


def overview(content: ConceptContent) -> Overview:
    """Return the overview in the order of the concept's cost groups and measures."""
    counted = [measure for slug in content["measure_order"] if (measure := content["measures"][slug])["state"] != DROPPED]
    years, sources = _years(counted), _sources(content, counted)
    rows = {measure["slug"]: measure_row(measure, years=years, sources=[source["code"] for source in sources]) for measure in counted}
    source_years = tuple(
        tuple(sum(_paid(measure, source=source["code"], year=year) for measure in counted) for year in years) for source in sources
    )
    return Overview(years, sources, tuple(_groups(content, counted, rows)), source_years, _sum("", rows.values(), years, sources))


def measure_row(measure: MeasureContent, *, years: Sequence[int], sources: Sequence[str]) -> Row:
    """Return the amounts of one measure over these years and sources."""
    costs = tuple(sum(cost["cents"] for cost in measure["costs"] if cost["year"] == year) for year in years)
    financed = tuple(sum(part["cents"] for part in measure["financing"] if part["year"] == year) for year in years)
    by_source = tuple(sum(part["cents"] for part in measure["financing"] if part["source"] == source) for source in sources)
    return Row(measure["slug"], costs, by_source, tuple(cost - paid for cost, paid in zip(costs, financed, strict=True)))


def years_of(measure: MeasureContent) -> tuple[int, ...]:
    """Return the years of one measure without a gap."""
    return _years([measure])


def _years(measures: Sequence[MeasureContent]) -> tuple[int, ...]:
    named = {entry["year"] for measure in measures for entry in measure["costs"]}
    named |= {entry["year"] for measure in measures for entry in measure["financing"]}
    return tuple(range(min(named), max(named) + 1)) if named else ()


def _sources(content: ConceptContent, measures: Sequence[MeasureContent]) -> tuple[Labelled, ...]:
    """Return the sources that pay, in the concept's order, and after them any it does not list."""
    paying = {part["source"]: part["source_label"] for measure in measures for part in measure["financing"] if part["cents"]}
    listed = tuple(source for source in content["sources"] if source["code"] in paying)
    known = {source["code"] for source in listed}
    return listed + tuple(Labelled(code=code, label=label) for code, label in paying.items() if code not in known)


def _groups(content: ConceptContent, measures: Sequence[MeasureContent], rows: dict[str, Row]) -> Iterable[Group]:
    labels = {group["code"]: group["label"] for group in content["cost_groups"]}
    for measure in measures:
        labels.setdefault(measure["cost_group"], measure["cost_group_label"])
    for code, label in sorted(labels.items(), key=lambda pair: not pair[0]):
        mine = tuple(rows[measure["slug"]] for measure in measures if measure["cost_group"] == code)
        if mine:
            yield Group(code, label, _columns(label, mine), mine)


def _sum(name: str, rows: Iterable[Row], years: Sequence[int], sources: Sequence[Labelled]) -> Row:
    nothing = Row(name, (0,) * len(years), (0,) * len(sources), (0,) * len(years))
    return _columns(name, (nothing, *rows))


def _columns(name: str, rows: Sequence[Row]) -> Row:
    return Row(
        name,
        tuple(map(sum, zip(*(row.by_year for row in rows), strict=True))),
        tuple(map(sum, zip(*(row.by_source for row in rows), strict=True))),
        tuple(map(sum, zip(*(row.uncovered for row in rows), strict=True))),
    )


def _paid(measure: MeasureContent, *, source: str, year: int) -> int:
    return sum(part["cents"] for part in measure["financing"] if part["source"] == source and part["year"] == year)
