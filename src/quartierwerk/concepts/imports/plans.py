"""A spreadsheet of goals and measures becomes a plan: what each row would do, and why some cannot be taken.

Nothing is saved here. The plan is frozen, holds everything needed to apply it, and carries a
fingerprint of the file and of the concept it was made against, so that whoever confirms it can tell
that something has changed in between. How much of a cell's emptiness counts is said in
``core.import_rules``.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from quartierwerk.concepts.core.import_goals import parents_first
from quartierwerk.concepts.core.import_measures import REQUIRED
from quartierwerk.concepts.core.import_rules import judge
from quartierwerk.concepts.core.import_values import (
    Existing,
    Fate,
    Finding,
    GoalValues,
    Judged,
    MeasureValues,
    ReadRow,
    Takeover,
    TextLimits,
)
from quartierwerk.concepts.imports.columns import (
    GOALS_SHEET,
    GOALS_SHEET_WORDS,
    MEASURES_SHEET,
    MEASURES_SHEET_WORDS,
    WORDS_SHEET,
    Lists,
    goal_columns,
    measure_columns,
)
from quartierwerk.concepts.models import Goal, Measure, MeasureIndicator, MeasureParty
from quartierwerk.foundation.tables.core.cells import CellProblem
from quartierwerk.foundation.tables.core.values import fold, format_cents, format_date, format_number
from quartierwerk.foundation.tables.mapping import (
    NO_MAPPING,
    Column,
    DecidedColumn,
    FoundColumn,
    HeaderMatch,
    Kind,
    SavedMapping,
    UnknownColumn,
    match_headers,
)
from quartierwerk.foundation.tables.preview import Preview, RowPlan, RowState
from quartierwerk.foundation.tables.reading import Sheet, Workbook, read
from quartierwerk.foundation.tables.rows import TableRow, read_rows

_EXAMPLE = "beispiel"
_YES, _NO = "ja", "nein"


@dataclass(frozen=True, slots=True)
class PlannedGoal:
    """A goal to be made or changed; ``values`` is the whole goal as it shall be, ``changed`` names the keys."""

    sheet: str
    row: int
    is_new: bool
    values: GoalValues
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure to be made or changed; ``values`` is the whole measure as it shall be, ``changed`` names the keys."""

    sheet: str
    row: int
    is_new: bool
    values: MeasureValues
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What the import would do; goals stand so that each comes after the goal above it."""

    goals: tuple[PlannedGoal, ...]
    measures: tuple[PlannedMeasure, ...]
    rows: tuple[RowPlan, ...]
    unknown_columns: tuple[UnknownColumn, ...]
    decided_columns: tuple[DecidedColumn, ...]
    problems: tuple[CellProblem, ...]
    notes: tuple[CellProblem, ...]
    fingerprint: str

    @property
    def preview(self) -> Preview:
        """Return what a page or the command line shows."""
        return Preview(self.rows, self.unknown_columns, self.problems, self.notes)

    def takeover(self, planned_against: Existing, *, file_name: str, file_hash: str) -> Takeover:
        """Return what the deed takes over."""
        goals, measures = tuple(goal.values for goal in self.goals), tuple(measure.values for measure in self.measures)
        return Takeover(goals, measures, planned_against, self.refused, file_name, file_hash)

    @property
    def refused(self) -> int:
        """Return how many rows cannot be taken."""
        return sum(row.state is RowState.REFUSED for row in self.rows)

    @property
    def is_empty(self) -> bool:
        """Tell whether confirming would change nothing."""
        return not self.goals and not self.measures


@dataclass(frozen=True, slots=True)
class _Part:
    """One sheet with its columns and rows."""

    sheet: Sheet
    columns: tuple[Column, ...]
    match: HeaderMatch
    rows: tuple[TableRow, ...]


def plan_import(
    content: bytes,
    *,
    file_name: str,
    existing: Existing,
    lists: Lists,
    mapping: SavedMapping = NO_MAPPING,
    progress: Callable[[float], None] = lambda _share: None,
) -> ImportPlan:
    """Return what the file would do to a concept with these goals and measures; ``progress`` hears the share done after each part.

    Raises:
        UnreadableFileError: the file cannot be read as a spreadsheet at all.
    """
    workbook = read(content, file_name=file_name)
    progress(0.3)
    parts, problems, notes = _find_parts(workbook, lists, mapping)
    progress(0.7)
    goal_part, measure_part = parts.get(GOALS_SHEET), parts.get(MEASURES_SHEET)
    judged = judge(_rows_of(goal_part), _rows_of(measure_part), existing=existing, limits=text_limits())
    rows: list[RowPlan] = []
    if goal_part:
        rows += _row_plans(goal_part, judged.goals)
    if measure_part:
        rows += _row_plans(measure_part, judged.measures)
        problems += _columns_missing_for_new(measure_part, judged.measures)
    progress(1.0)
    wanted = {Fate.NEW, Fate.CHANGED}
    goals = parents_first(goal for goal in judged.goals if goal.fate in wanted)
    return ImportPlan(
        goals=tuple(PlannedGoal(goal.row.sheet, goal.row.row, goal.is_new, goal.values, _keys(goal)) for goal in goals),
        measures=tuple(PlannedMeasure(m.row.sheet, m.row.row, m.is_new, m.values, _keys(m)) for m in judged.measures if m.fate in wanted),
        rows=tuple(rows),
        unknown_columns=tuple(unknown for part in parts.values() for unknown in part.match.unknown),
        decided_columns=tuple(decided for part in parts.values() for decided in part.match.decided),
        problems=tuple(problems),
        notes=(*workbook.notes, *notes),
        fingerprint=fingerprint(content, existing=existing, lists=lists, mapping=mapping),
    )


def fingerprint(content: bytes, *, existing: Existing, lists: Lists, mapping: SavedMapping = NO_MAPPING) -> str:
    """Return a hash of all that a plan depends on; it differs as soon as one of them does."""
    state = (
        sorted(existing.goals, key=lambda goal: goal.code),
        sorted(existing.measures, key=lambda measure: measure.code),
        *(sorted(words.items()) for words in (lists.fields, lists.cost_groups, lists.sources, mapping.columns, mapping.sheets)),
        *((ours, sorted(words.items())) for ours, words in sorted(mapping.in_sheet.items())),
    )
    return hashlib.sha256(hashlib.sha256(content).digest() + repr(state).encode("utf-8", "surrogatepass")).hexdigest()


def text_limits() -> TextLimits:
    """Return how long each text may be, as the tables say."""
    goal_keys, measure_keys = ("code", "title"), ("code", "title", "place_note", "outside_reason", "follow_up_cost_note")
    return TextLimits(
        goal={key: _longest(Goal, key) for key in goal_keys},
        measure={key: _longest(Measure, key) for key in measure_keys},
        party=_longest(MeasureParty, "name"),
        indicator=_longest(MeasureIndicator, "name"),
        unit=_longest(MeasureIndicator, "unit"),
    )


def _longest(model: type[Goal | Measure | MeasureParty | MeasureIndicator], key: str) -> int:
    return int(getattr(model._meta.get_field(key), "max_length", 0) or 0)  # noqa: SLF001 -- Django's documented model interface


# Sheets.


def _find_parts(workbook: Workbook, lists: Lists, mapping: SavedMapping) -> tuple[dict[str, _Part], list[CellProblem], list[CellProblem]]:
    """Return the sheet for each role with its rows, the problems of whole sheets, and notes."""
    roles = columns_by_role(lists)
    parts: dict[str, _Part] = {}
    problems: list[CellProblem] = []
    notes: list[CellProblem] = []
    for sheet in workbook.sheets:
        role, match = role_of(sheet, roles, mapping)
        if not role or match is None:
            if sheet.rows and sheet.name != WORDS_SHEET:
                notes.append(CellProblem(sheet.name, 0, "", "", "sheet_ignored"))
        elif role in parts:
            problems.append(CellProblem(sheet.name, 0, "", "", "sheet_twice", {"other": parts[role].sheet.name}))
        else:
            problems.extend(match.problems)
            rows, more = _rows_under(sheet, match)
            notes.extend(more)
            parts[role] = _Part(sheet, roles[role], match, rows)
    if not any(part.match.header_row for part in parts.values()) and not problems:
        problems.append(CellProblem("", 0, "", "", "no_known_sheet"))
    return parts, problems, notes


def columns_by_role(lists: Lists) -> dict[str, tuple[Column, ...]]:
    """Return the declared columns of each of our sheets."""
    return {GOALS_SHEET: goal_columns(), MEASURES_SHEET: measure_columns(lists)}


def role_of(sheet: Sheet, roles: Mapping[str, tuple[Column, ...]], mapping: SavedMapping) -> tuple[str, HeaderMatch | None]:
    """Return what the sheet is for, by the saved mapping, its name or its headings."""
    chosen = mapping.sheet_for(sheet.name)
    if chosen == "" or sheet.name == WORDS_SHEET:
        return "", None
    named = _role_named(chosen or sheet.name)
    if named:
        return named, match_headers(sheet, roles[named], saved=mapping.for_sheet(named))
    matches = {role: match_headers(sheet, columns, saved=mapping.for_sheet(role)) for role, columns in roles.items()}
    best = max(matches, key=lambda role: len(matches[role].found))
    return (best, matches[best]) if matches[best].header_row and "code" in matches[best].keys else ("", None)


def _role_named(name: str) -> str:
    word = fold(name)
    for role, words in ((GOALS_SHEET, GOALS_SHEET_WORDS), (MEASURES_SHEET, MEASURES_SHEET_WORDS)):
        if word in {fold(known) for known in words}:
            return role
    return ""


def _rows_under(sheet: Sheet, match: HeaderMatch) -> tuple[tuple[TableRow, ...], list[CellProblem]]:
    """Return the rows below the headings without the template's example; without a number column there are none."""
    if not match.header_row or "code" not in match.keys:
        return (), []
    notes: list[CellProblem] = []
    rows: list[TableRow] = []
    for row in read_rows(sheet, match):
        if fold(str(row.values.get("code", ""))).startswith(_EXAMPLE):
            notes.append(CellProblem(sheet.name, row.row, "", "", "example_row"))
        else:
            rows.append(row)
    if not rows:
        notes.append(CellProblem(sheet.name, 0, "", "", "no_rows"))
    return tuple(rows), notes


def _rows_of(part: _Part | None) -> list[ReadRow]:
    return [ReadRow(row.sheet, row.row, row.values, bool(row.problems)) for row in part.rows] if part else []


# Rows.


def _keys(judged: Judged[GoalValues] | Judged[MeasureValues]) -> tuple[str, ...]:
    return tuple(change.key for change in judged.changes)


class _Speaker:
    """Knows the headings of a sheet and writes values the way its cells would."""

    def __init__(self, part: _Part) -> None:
        self.found: dict[str, FoundColumn] = {found.key: found for found in part.match.found}
        self.declared = {column.key: column for column in part.columns}

    def header(self, key: str) -> str:
        word, _colon, number = key.partition(":")
        return self.declared[word].header_for(int(number or 0))

    def text(self, key: str, value: object) -> str:
        column = self.declared[key.partition(":")[0]]
        labels = column.choices.labels if column.choices and column.kind in {Kind.CHOICE, Kind.CHOICES} else {}
        if value is None:
            return ""
        if isinstance(value, bool):
            return _YES if value else _NO
        if isinstance(value, tuple):
            return "; ".join(labels.get(item, item) for item in value)
        if isinstance(value, int) and column.kind is Kind.MONEY:
            return format_cents(value)
        return labels.get(str(value), _plain(value))

    def problem(self, row: ReadRow, finding: Finding) -> CellProblem:
        found = self.found.get(finding.key)
        header = self.header(finding.key) if finding.key else ""
        facts = {name: _fact(self, finding.key, name, value) for name, value in finding.facts.items()}
        return CellProblem(row.sheet, row.row, found.letter if found else "", found.heading if found else header, finding.code, facts)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return format_date(value)
    return format_number(value) if isinstance(value, Decimal) else str(value)


def _fact(speaker: _Speaker, key: str, name: str, value: object) -> object:
    if name == "label":
        return speaker.text(key, value)
    return format_date(value) if isinstance(value, date) else value


def _row_plans[Values: (GoalValues, MeasureValues)](part: _Part, judged: Sequence[Judged[Values]]) -> Iterable[RowPlan]:
    speaker = _Speaker(part)
    for read_row, row in zip(part.rows, judged, strict=True):
        problems = read_row.problems + tuple(speaker.problem(row.row, finding) for finding in row.findings)
        state = RowState(row.fate.value)
        changes = {
            speaker.header(change.key): (speaker.text(change.key, change.old), speaker.text(change.key, change.new))
            for change in (row.changes if state is RowState.CHANGED else ())
        }
        yield RowPlan(row.row.sheet, row.row.row, state, row.values.code, row.values.title, changes, problems)


def _columns_missing_for_new(part: _Part, judged: Sequence[Judged[MeasureValues]]) -> list[CellProblem]:
    """Name each column once whose absence keeps new rows out."""
    missing = {finding.key for row in judged if row.is_new for finding in row.findings if finding.code == "missing_value"}
    return [
        CellProblem(part.sheet.name, part.match.header_row, "", column.header, "missing_column_for_new")
        for column in part.columns
        if column.key in REQUIRED and column.key in missing and column.key not in part.match.keys
    ]
