"""Keeps goals and measures in the order of their numbers; part of the deeds that add or renumber one."""

from collections.abc import Iterable

from quartierwerk.concepts.core.numbering import natural_key
from quartierwerk.concepts.models import ActionConcept, Goal, Measure


def _moved[Row: (Goal, Measure)](rows: Iterable[Row]) -> list[Row]:
    """Return the rows that do not stand where their number asks, each with its new place."""
    moved = []
    for position, row in enumerate(sorted(rows, key=lambda row: natural_key(row.code)), start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    return moved


def renumber_goals(concept: ActionConcept) -> None:
    """Give every goal the place its number asks for."""
    Goal.objects.bulk_update(_moved(concept.goals.only("pk", "code", "position")), ["position"], batch_size=500)


def renumber_measures(concept: ActionConcept) -> None:
    """Give every measure the place its number asks for."""
    Measure.objects.bulk_update(_moved(concept.measures.only("pk", "code", "position")), ["position"], batch_size=500)
