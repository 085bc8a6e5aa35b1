"""A small concept, and rows judged against it."""

from quartierwerk.concepts.core.import_rules import judge
from quartierwerk.concepts.core.import_values import Existing, GoalValues, MeasureValues, ReadRow, TextLimits
from quartierwerk.concepts.core.measure_sheet import Indicator

LIMITS = TextLimits(goal={"code": 20, "title": 300}, measure={"code": 20, "title": 250}, party=250, indicator=250, unit=60)
PARK = MeasureValues(
    "A1", title="Park", main_field="housing", aim="both", investive=True, state="running", carrier="Stadt", goals=("1",),
    costs=((2026, 100), (2027, 200)), financing=(("federal", 2026, 50),), indicators=(Indicator("Bäume", "Stück"), Indicator("Bänke")),
)  # fmt: skip
NEW = {"code": "A9", "title": "Haus", "main_field": "culture", "aim": "upgrading", "investive": False}
CONCEPT = Existing((GoalValues("1", "Leben"), GoalValues("1.1", "Grün", "1")), (PARK,))


def goals(*rows, existing=CONCEPT):
    return judge([ReadRow("Ziele", number, row) for number, row in enumerate(rows, 2)], [], existing=existing, limits=LIMITS).goals


def measures(*rows, goal_rows=(), existing=CONCEPT):
    read = [ReadRow("Maßnahmen", number, row) for number, row in enumerate(rows, 2)]
    return judge(
        [ReadRow("Ziele", number, row) for number, row in enumerate(goal_rows, 2)], read, existing=existing, limits=LIMITS
    ).measures


def codes(judged):
    return [(finding.key, finding.code) for finding in judged.findings]
