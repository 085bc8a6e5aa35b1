"""Judge the rows of a sheet of measures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from quartierwerk.concepts.core.import_rows import bare, changes_of, code_findings, length_findings, places_of
from quartierwerk.concepts.core.import_values import (
    COST,
    DEFAULT_STATE,
    FINANCING,
    INDICATOR_PARTS,
    Existing,
    Finding,
    GoalValues,
    Judged,
    MeasureValues,
    ReadRow,
    TextLimits,
    same,
)
from quartierwerk.concepts.core.measure_sheet import Indicator

_PLAIN = (
    "title", "description", "main_field", "other_fields", "aim", "investive", "cost_group", "starts_on", "ends_on", "priority", "state",
    "place_note", "outside_reason", "participation_done", "follow_up_cost_cents", "follow_up_cost_note",
    "carrier", "recipient", "responsible", "departments", "partners",
)  # fmt: skip
REQUIRED = ("title", "main_field", "aim", "investive")


@dataclass(frozen=True, slots=True)
class _Goals:
    """What a measure may refer to: the spelling of every usable goal, and the refused rows."""

    spelled: Mapping[str, str]
    refused: Mapping[str, ReadRow]


def judge_measures(
    rows: Sequence[ReadRow], judged_goals: Sequence[Judged[GoalValues]], *, existing: Existing, limits: TextLimits
) -> Iterable[Judged[MeasureValues]]:
    """Return the fate of every measure's row, given the fate of the goals it may serve."""
    places = places_of(rows)
    known = {same(measure.code): measure for measure in existing.measures}
    spelled = {same(goal.values.code): goal.values.code for goal in judged_goals if not goal.is_refused}
    spelled |= {same(goal.code): goal.code for goal in existing.goals}
    goals = _Goals(spelled, {same(goal.values.code): goal.row for goal in judged_goals if goal.is_refused})
    for row in rows:
        yield _judge_measure(row, places, known, goals, limits=limits)


def _judge_measure(
    row: ReadRow, places: Mapping[str, list[ReadRow]], known: Mapping[str, MeasureValues], goals: _Goals, *, limits: TextLimits
) -> Judged[MeasureValues]:
    code = str(row.values.get("code", ""))
    old = known.get(same(code))
    values = _merged(row, old or MeasureValues(code, state=DEFAULT_STATE), goals)
    if old is None and not values.state:
        values = replace(values, state=DEFAULT_STATE)
    findings = (
        *code_findings(row, places),
        *_missing_findings(row, values),
        *length_findings(row, limits.measure),
        *_party_findings(row, limits),
        *_amount_findings(row),
        *_goal_findings(row, goals),
        *_plan_findings(row, values),
        *_indicator_findings(row, limits),
    )
    changes = changes_of(row, _under(row, flat_measure(old)), _under(row, flat_measure(values))) if old and not findings else ()
    return Judged(row, values, old is None, findings, changes)


def _merged(row: ReadRow, base: MeasureValues, goals: _Goals) -> MeasureValues:
    """Return the measure with everything the row says."""
    given: dict[str, Any] = {key: row.values[key] for key in _PLAIN if key in row.values}
    if "goals" in row.values:
        given["goals"] = tuple(goals.spelled.get(same(code), code) for code in _words(row, "goals"))
    families = _families(row)
    if families.costs:
        given["costs"] = _kept({**dict(base.costs), **families.costs})
    if families.financing:
        before = {(source, year): cents for source, year, cents in base.financing}
        given["financing"] = tuple((*key, cents) for key, cents in _kept({**before, **families.financing}))
    if families.slots:
        given["indicators"] = _merged_indicators(base.indicators, families)
    return replace(base, **given)


@dataclass(slots=True)
class _Families:
    """The columns that are there once a year or several times."""

    costs: dict[int, int | None] = field(default_factory=dict)
    financing: dict[tuple[str, int], int | None] = field(default_factory=dict)
    slots: dict[int, dict[str, object]] = field(default_factory=lambda: defaultdict(dict))


@cache
def _split(key: str) -> tuple[str, int]:
    word, _colon, number = key.partition(":")
    return word, int(number or 0)


def _families(row: ReadRow) -> _Families:
    found = _Families()
    for key, value in row.values.items():
        word, number = _split(key)
        if not number:
            continue
        if word == COST:
            found.costs[number] = value if isinstance(value, int) else None
        elif word.startswith(FINANCING):
            found.financing[word.removeprefix(FINANCING), number] = value if isinstance(value, int) else None
        elif word in INDICATOR_PARTS:
            found.slots[number][word] = value
    return found


def _kept[Key: (int, tuple[str, int])](amounts: Mapping[Key, int | None]) -> tuple[tuple[Key, int], ...]:
    """Return the amounts that are not zero, in order."""
    return tuple((key, cents) for key, cents in sorted(amounts.items()) if cents)


def _merged_indicators(before: tuple[Indicator, ...], families: _Families) -> tuple[Indicator, ...]:
    """Return the indicators with the file's slots put over them; one whose name is emptied goes."""
    slots: dict[int, Indicator] = dict(enumerate(before, 1))
    for number, parts in families.slots.items():
        given: dict[str, Any] = {"name" if part == "indicator" else part: value for part, value in parts.items()}
        slots[number] = replace(slots.get(number, Indicator("")), **given)
    return tuple(slots[number] for number in sorted(slots) if slots[number].name)


def _words(row: ReadRow, key: str) -> tuple[str, ...]:
    value = row.values.get(key)
    return value if isinstance(value, tuple) else ()


def _missing_findings(row: ReadRow, values: MeasureValues) -> Iterable[Finding]:
    """Name what a measure must have; a cell that could not be read is named already."""
    for key in (*REQUIRED, "state"):
        missing = getattr(values, key) in {"", None}
        if missing and (key in row.values or not row.unreadable):
            yield Finding(key, "missing_value")


def _party_findings(row: ReadRow, limits: TextLimits) -> Iterable[Finding]:
    for key in ("carrier", "recipient", "responsible"):
        name = row.values.get(key)
        if isinstance(name, str) and len(name) > limits.party:
            yield Finding(key, "text_too_long", {"length": len(name), "limit": limits.party})
    for key in ("departments", "partners"):
        longest = max((len(name) for name in _words(row, key)), default=0)
        if longest > limits.party:
            yield Finding(key, "text_too_long", {"length": longest, "limit": limits.party})


def _amount_findings(row: ReadRow) -> Iterable[Finding]:
    for key, value in row.values.items():
        if isinstance(value, int) and value < 0 and (key == "follow_up_cost_cents" or _split(key)[0].startswith((COST, FINANCING))):
            yield Finding(key, "negative_amount", {"amount": value})


def _goal_findings(row: ReadRow, goals: _Goals) -> Iterable[Finding]:
    for code in _words(row, "goals"):
        if same(code) in goals.spelled:
            continue
        if same(code) in goals.refused:
            place = goals.refused[same(code)]
            yield Finding("goals", "refused_reference", {"code": code, "sheet": place.sheet, "row": place.row})
        else:
            yield Finding("goals", "unknown_reference", {"code": code})


def _plan_findings(row: ReadRow, values: MeasureValues) -> Iterable[Finding]:
    if values.starts_on and values.ends_on and values.ends_on < values.starts_on:
        key = "ends_on" if "ends_on" in row.values else "starts_on"
        yield Finding(key, "end_before_start", {"start": values.starts_on, "end": values.ends_on})
    if values.main_field and values.main_field in values.other_fields:
        key = "other_fields" if "other_fields" in row.values else "main_field"
        yield Finding(key, "main_field_repeated", {"label": values.main_field})


def _indicator_findings(row: ReadRow, limits: TextLimits) -> Iterable[Finding]:
    names: set[str] = set()
    for number, parts in sorted(_families(row).slots.items()):
        name, unit = str(parts.get("indicator") or ""), str(parts.get("unit") or "")
        if not name and any(value not in {None, ""} for part, value in parts.items() if part != "indicator") and "indicator" in parts:
            yield Finding(f"indicator:{number}", "indicator_without_name")
        if name in names:
            yield Finding(f"indicator:{number}", "indicator_twice", {"name": name})
        names.add(name or f"\x00{number}")
        for part, text, limit in (("indicator", name, limits.indicator), ("unit", unit, limits.unit)):
            if len(text) > limit:
                yield Finding(f"{part}:{number}", "text_too_long", {"length": len(text), "limit": limit})


def flat_measure(measure: MeasureValues) -> dict[str, object]:
    """Return the measure's values by the key of their column; lists without an order of their own are sorted."""
    flat: dict[str, object] = {"code": measure.code, "goals": tuple(sorted(measure.goals))}
    for key in _PLAIN:
        value = getattr(measure, key)
        flat[key] = bare(value) if isinstance(value, str) else value
    flat["departments"], flat["partners"] = tuple(sorted(measure.departments)), tuple(sorted(measure.partners))
    flat |= {f"{COST}:{year}": cents or None for year, cents in measure.costs}
    flat |= {f"{FINANCING}{source}:{year}": cents or None for source, year, cents in measure.financing}
    for number, indicator in enumerate(measure.indicators, 1):
        flat |= {
            f"indicator:{number}": indicator.name,
            f"unit:{number}": indicator.unit,
            f"baseline:{number}": indicator.baseline,
            f"target:{number}": indicator.target,
            f"target_year:{number}": indicator.target_year,
        }
    return flat


def _under(row: ReadRow, flat: Mapping[str, object]) -> dict[str, object]:
    """Return the values the row speaks about, nothing for empty texts."""
    return {key: None if (value := flat.get(key)) == "" else value for key in row.values}
