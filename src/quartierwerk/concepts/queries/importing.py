"""A working copy as the import compares against it."""

from datetime import date

from quartierwerk.concepts.core.import_values import Existing, GoalValues, MeasureValues
from quartierwerk.concepts.core.measure_sheet import Indicator
from quartierwerk.concepts.models import ActionConcept, ColumnAssignment, Measure
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.tables.mapping import NO_MAPPING, SavedMapping

_PLAIN = (
    "code", "title", "description", "main_field", "aim", "investive", "cost_group", "starts_on", "ends_on", "priority", "state",
    "place_note", "outside_reason", "participation_done", "follow_up_cost_cents", "follow_up_cost_note",
)  # fmt: skip


def existing_of(concept: ActionConcept) -> Existing:
    """Return the goals and measures the working copy holds now, in seven queries."""
    goals = concept.goals.select_related("parent").order_by("position", "code", "pk")
    measures = concept.measures.order_by("code", "pk").prefetch_related(
        "goals", "parties", "planned_costs", "planned_financing", "indicators"
    )
    return Existing(
        goals=tuple(GoalValues(goal.code, goal.title, goal.parent.code if goal.parent else "", goal.success_shown_by) for goal in goals),
        measures=tuple(_measure(measure) for measure in measures),
    )


def _measure(row: Measure) -> MeasureValues:
    parties: dict[str, list[str]] = {}
    for party in sorted(row.parties.all(), key=lambda party: party.pk):
        parties.setdefault(party.part, []).append(party.name)
    indicators = sorted(row.indicators.all(), key=lambda indicator: indicator.pk)
    return MeasureValues(
        **{name: getattr(row, name) for name in _PLAIN},
        other_fields=tuple(row.other_fields),
        goals=tuple(goal.code for goal in sorted(row.goals.all(), key=lambda goal: (goal.position, goal.code))),
        carrier="".join(parties.get("carrier", ())),
        recipient="".join(parties.get("recipient", ())),
        responsible="".join(parties.get("responsible", ())),
        departments=tuple(parties.get("department", ())),
        partners=tuple(parties.get("partner", ())),
        costs=tuple(sorted((cost.budget_year, cost.amount_cents) for cost in row.planned_costs.all())),
        financing=tuple(sorted((part.source_code, part.budget_year, part.amount_cents) for part in row.planned_financing.all())),
        indicators=tuple(
            Indicator(indicator.name, indicator.unit, indicator.baseline, indicator.target, indicator.target_year)
            for indicator in indicators
        ),
    )


def assignment_of(concept: ActionConcept) -> SavedMapping:
    """Return what the municipality has said about the headings of its spreadsheets."""
    saved = ColumnAssignment.objects.filter(municipality=concept.site.municipality_id).first()
    return SavedMapping(sheets=saved.sheets, in_sheet=saved.in_sheet) if saved else NO_MAPPING


def words_of(concept: ActionConcept, *, on: date) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return the rulebook's words a spreadsheet may use: fields, cost groups, sources, each code to label."""
    return (
        dict(rules.catalogue(concept.fields_list, on=on).labels),
        dict(rules.catalogue("cost_groups", on=on).labels),
        dict(rules.catalogue("financing_sources", on=on).labels),
    )
