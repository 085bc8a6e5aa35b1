"""Judge the rows of a spreadsheet of goals and measures against a concept, without saving anything.

A row is read already: it holds exact values by the key of their column. A column that is absent in
the file leaves the concept's value alone; a cell that is present but empty empties it. Rows are
recognised by their number (``code``). A row with any finding is refused as a whole, and so is every
row that leans on a refused one. Amounts are whole cents; an amount of zero means no entry.
"""

from collections.abc import Sequence

from quartierwerk.concepts.core.import_goals import judge_goals
from quartierwerk.concepts.core.import_measures import judge_measures
from quartierwerk.concepts.core.import_values import Existing, Judgement, ReadRow, TextLimits


def judge(goal_rows: Sequence[ReadRow], measure_rows: Sequence[ReadRow], *, existing: Existing, limits: TextLimits) -> Judgement:
    """Return the fate of every row with all its findings and changes; nothing is raised for bad content."""
    goals = judge_goals(goal_rows, existing=existing, limits=limits)
    return Judgement(tuple(goals), tuple(judge_measures(measure_rows, goals, existing=existing, limits=limits)))
