"""Workbooks with the import's own headings: an empty one to fill in, and a concept's goals and measures to edit."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from quartierwerk.concepts.core.import_goals import flat_goal
from quartierwerk.concepts.core.import_measures import flat_measure
from quartierwerk.concepts.core.import_values import COST, FINANCING, Existing, GoalValues, MeasureValues
from quartierwerk.concepts.imports.columns import GOALS_SHEET, MEASURES_SHEET, WORDS_SHEET, Lists, goal_columns, measure_columns
from quartierwerk.foundation.tables.core.cells import column_letter
from quartierwerk.foundation.tables.mapping import Column, Kind, Per

_CENTS = 100
_EXAMPLE_CODE = "Beispiel"
_WIDTHS = {Kind.LONG_TEXT: 48, Kind.TEXT: 24, Kind.LIST: 28, Kind.CHOICES: 28, Kind.CHOICE: 22}
_NARROW = 14
_FORMATS = {
    Kind.MONEY: '#,##0.00\u00a0"€"',
    Kind.FIRST_DAY: "dd.mm.yyyy",
    Kind.LAST_DAY: "dd.mm.yyyy",
    Kind.NUMBER: "#,##0.###",
    Kind.YEAR: "0",
}
_ROWS_WITH_A_LIST = 2_000
_ONE_INDICATOR = (1,)

type Cells = Mapping[str, object]


def template_workbook(lists: Lists, *, years: Sequence[int]) -> bytes:
    """Return an XLSX with both sheets' headings, the allowed words and an example row, which the import passes over."""
    return _workbook([_example_goal()], [_example_measure(lists, years)], lists=lists, years=years, indicators=_ONE_INDICATOR)


def concept_workbook(existing: Existing, lists: Lists, *, years: Sequence[int] = ()) -> bytes:
    """Return the goals and measures as an XLSX that the import reads back as unchanged; ``years`` adds empty columns."""
    used = {year for measure in existing.measures for year, _cents in measure.costs}
    used |= {year for measure in existing.measures for _source, year, _cents in measure.financing}
    most = max((len(measure.indicators) for measure in existing.measures), default=0)
    goals = [flat_goal(goal) for goal in existing.goals]
    measures = [flat_measure(measure) for measure in existing.measures]
    return _workbook(goals, measures, lists=lists, years=sorted(used | set(years)), indicators=range(1, max(most, 1) + 1))


def _workbook(goals: Iterable[Cells], measures: Iterable[Cells], *, lists: Lists, years: Sequence[int], indicators: Iterable[int]) -> bytes:
    content = io.BytesIO()
    slots = tuple(indicators)
    writer = _Writer(content, _words(lists))
    writer.sheet(GOALS_SHEET, _spread(goal_columns(), years, slots), goals)
    writer.sheet(MEASURES_SHEET, _spread(measure_columns(lists), years, slots), measures)
    writer.allowed_words()
    writer.book.close()
    return content.getvalue()


def _spread(columns: Iterable[Column], years: Sequence[int], slots: Sequence[int]) -> list[tuple[Column, int]]:
    """Return the columns as they stand side by side: the money year by year, the indicators one after the other."""
    single = [(column, 0) for column in columns if column.per is None]
    yearly = [column for column in columns if column.per is Per.YEAR]
    numbered = [column for column in columns if column.per is Per.NUMBER]
    money = [(column, year) for column in yearly for year in years]
    return [*single, *money, *((column, slot) for slot in slots for column in numbered)]


def _words(lists: Lists) -> dict[str, tuple[str, ...]]:
    """Return the allowed words by the heading they belong to."""
    words = {column.header: tuple(column.choices.labels.values()) for column in measure_columns(lists) if column.choices}
    return {**words, "Investiv": ("ja", "nein")}


class _Writer:
    """Writes sheets with their headings, formats and lists to choose from."""

    def __init__(self, content: io.BytesIO, words: Mapping[str, tuple[str, ...]]) -> None:
        self.book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False})
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = self.book.add_format({"num_format": "@"})
        self.formats = {kind: self.book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
        self.words = words

    def sheet(self, name: str, columns: Sequence[tuple[Column, int]], rows: Iterable[Cells]) -> None:
        sheet = self.book.add_worksheet(name)
        for place, (column, number) in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS.get(column.kind, _NARROW), self.formats.get(column.kind, self.text))
            sheet.write_string(0, place, column.header_for(number), self.bold)
            self.offer_words(sheet, place, column)
        for line, row in enumerate(rows, 1):
            for place, (column, number) in enumerate(columns):
                _write_cell(sheet, (line, place), row.get(column.key_for(number)), column)
        sheet.freeze_panes(1, 2)

    def offer_words(self, sheet: Any, place: int, column: Column) -> None:
        """Offer the allowed words in a list; a hint, not a wall, for the import says itself what it does not know."""
        if column.header not in self.words or column.kind is Kind.CHOICES or not self.words[column.header]:
            return
        letter = column_letter(list(self.words).index(column.header) + 1)
        source = f"='{WORDS_SHEET}'!${letter}$2:${letter}${len(self.words[column.header]) + 1}"
        sheet.data_validation(1, place, _ROWS_WITH_A_LIST, place, {"validate": "list", "source": source, "error_type": "warning"})

    def allowed_words(self) -> None:
        sheet = self.book.add_worksheet(WORDS_SHEET)
        for place, (header, allowed) in enumerate(self.words.items()):
            sheet.set_column(place, place, _WIDTHS[Kind.CHOICES])
            sheet.write_column(0, place, (header, *allowed))
            sheet.write_string(0, place, header, self.bold)
        sheet.freeze_panes(1, 0)


def _write_cell(sheet: Any, place: tuple[int, int], value: object, column: Column) -> None:
    labels = column.choices.labels if column.choices and column.kind is not Kind.YES_NO else {}
    if value is None or value in ("", ()):
        return
    if isinstance(value, bool):
        sheet.write_string(*place, "ja" if value else "nein")
    elif isinstance(value, tuple):
        sheet.write_string(*place, "; ".join(labels.get(item, item) for item in value))
    elif isinstance(value, date):
        sheet.write_datetime(*place, value)
    elif isinstance(value, int) and column.kind is Kind.MONEY:
        sheet.write_number(*place, value / _CENTS)
    elif isinstance(value, int | Decimal):
        sheet.write_number(*place, value)
    else:
        sheet.write_string(*place, labels.get(str(value), str(value)))


def _example_goal() -> Cells:
    goal = GoalValues(_EXAMPLE_CODE, "Der Platz lädt zum Bleiben ein", success_shown_by="Mehr Menschen nutzen den Platz im Alltag")
    return flat_goal(goal)


def _example_measure(lists: Lists, years: Sequence[int]) -> Cells:
    first = next(iter(years), 0)
    example = MeasureValues(
        _EXAMPLE_CODE,
        title="Umbau des Quartiersplatzes",
        description="Diese Zeile ist ein Beispiel und wird beim Einlesen übergangen.",
        main_field=next(iter(lists.fields), ""),
        other_fields=tuple(lists.fields)[1:2],
        aim="both",
        investive=True,
        cost_group=next(iter(lists.cost_groups), ""),
        starts_on=date(first, 3, 1) if first else None,
        ends_on=date(first + 1, 10, 31) if first else None,
        priority="I",
        state="planned",
        place_note="Marktplatz",
        responsible="Stadtplanungsamt",
        departments=("Grünflächenamt", "Sozialamt"),
        indicators=(),
    )
    source = next(iter(lists.sources), "")
    money = {f"{COST}:{first}": 12_500_000, f"{FINANCING}{source}:{first}": 8_000_000} if first and source else {}
    return {**flat_measure(example), **money}
