"""The deeds on spreadsheets: take over one that somebody has looked through, remember what its headings mean."""

from collections.abc import Collection, Mapping

from quartierwerk.concepts import policy
from quartierwerk.concepts.actions.locks import hold
from quartierwerk.concepts.actions.measures import write_money, write_sheet
from quartierwerk.concepts.actions.numbering import renumber_goals, renumber_measures
from quartierwerk.concepts.core.changes import ChangedMeanwhileError, RefusedRowsError
from quartierwerk.concepts.core.import_values import GoalValues, MeasureValues, Takeover
from quartierwerk.concepts.core.measure_sheet import check_money, check_sheet
from quartierwerk.concepts.models import ActionConcept, ColumnAssignment, Goal, Measure
from quartierwerk.concepts.queries import resolved_slugs
from quartierwerk.concepts.queries.importing import existing_of
from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.foundation.tables.mapping import SavedMapping


@deed("concepts:concept:take_over")
def take_over(*, concept: ActionConcept, takeover: Takeover, leave_out_refused: bool, actor: Actor) -> None:
    """Write all new and changed goals and measures of a spreadsheet, or nothing.

    Raises:
        RefusedRowsError: rows were refused and nobody said to leave them out.
        ChangedMeanwhileError: the working copy is no longer the one the plan was made against.
    """
    policy.may_edit(actor, concept).require()
    if takeover.refused_rows and not leave_out_refused:
        raise RefusedRowsError(takeover.refused_rows)
    hold(concept)
    if existing_of(concept) != takeover.planned_against:
        raise ChangedMeanwhileError(0, 0)
    for place, values in enumerate(takeover.goals):
        _write_goal(concept, values, place)
    known = {measure.code: measure for measure in concept.measures.filter(code__in=[values.code for values in takeover.measures])}
    taken = resolved_slugs(concept)
    for sheet_values in takeover.measures:
        _write_measure(concept, known.get(sheet_values.code), sheet_values, taken)
    renumber_goals(concept)
    renumber_measures(concept)
    record(
        Subject("concept", concept.site.code),
        facts={
            "file": takeover.file_name,
            "sha256": takeover.file_hash,
            "goals": len(takeover.goals),
            "measures": len(takeover.measures),
            "left_out": takeover.refused_rows,
        },
    )


def _write_goal(concept: ActionConcept, values: GoalValues, place: int) -> None:
    goal = concept.goals.filter(code=values.code).first() or Goal(concept=concept, code=values.code, position=concept.goals.count() + place)
    goal.title, goal.success_shown_by = values.title, values.success_shown_by
    goal.parent = concept.goals.get(code=values.parent) if values.parent else None
    goal.save()


def _write_measure(concept: ActionConcept, measure: Measure | None, values: MeasureValues, taken: Collection[str]) -> None:
    sheet, money = values.sheet(), values.money()
    check_sheet(sheet)
    check_money(money)
    saved, _ = write_sheet(concept, measure, sheet, taken=taken)
    write_money(saved, money)


@deed("concepts:concept:assign_columns")
def assign_columns(*, concept: ActionConcept, sheets: Mapping[str, str], in_sheet: Mapping[str, Mapping[str, str]], actor: Actor) -> None:
    """Remember for the municipality what its sheets and headings mean; what was said about others stays.

    ``sheets`` leads from their sheet to ours, ``in_sheet`` by our sheet from their heading to ours; empty means not read.
    """
    policy.may_edit(actor, concept).require()
    hold(concept)
    said = SavedMapping.of(sheets=sheets, in_sheet=in_sheet)
    saved, _ = ColumnAssignment.objects.select_for_update().get_or_create(municipality=concept.site.municipality)
    saved.sheets = {**saved.sheets, **said.sheets}
    saved.in_sheet = {
        **saved.in_sheet,
        **{ours: {**saved.in_sheet.get(ours, {}), **headings} for ours, headings in said.in_sheet.items()},
    }
    saved.save()
    facts = {"sheets": _told(sheets), **{f"columns_{ours}": _told(headings) for ours, headings in in_sheet.items()}}
    record(Subject("concept", concept.site.code), facts={name: told for name, told in facts.items() if told})


def _told(pairs: Mapping[str, str]) -> str:
    return "; ".join(f"{theirs} = {ours or '–'}" for theirs, ours in pairs.items())
