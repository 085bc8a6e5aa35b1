from quartierwerk.concepts.core.import_rules import judge
from quartierwerk.concepts.core.import_values import Fate, Finding, ReadRow
from tests.concepts.core.judged import CONCEPT, LIMITS, NEW, measures


def test_goals_of_a_measure_are_in_the_file_or_in_the_concept():
    row, refused, unknown = measures(
        {**NEW, "goals": ("Z3", "1.1")},
        {**NEW, "code": "A8", "goals": ("z4",)},
        {**NEW, "code": "A7", "goals": ("77",)},
        goal_rows=({"code": "z3", "title": "C"}, {"code": "Z4", "title": ""}),
    )

    assert row.values.goals == ("z3", "1.1")
    assert refused.findings == (Finding("goals", "refused_reference", {"code": "z4", "sheet": "Ziele", "row": 3}),)
    assert unknown.findings == (Finding("goals", "unknown_reference", {"code": "77"}),)


def test_a_row_with_a_cell_nobody_could_read_is_refused_without_blaming_the_cell_twice():
    judgement = judge(
        [],
        [ReadRow("M", 2, {key: value for key, value in NEW.items() if key != "main_field"}, unreadable=True)],
        existing=CONCEPT,
        limits=LIMITS,
    )

    assert (judgement.measures[0].fate, judgement.measures[0].findings) == (Fate.REFUSED, ())


def test_goals_and_measures_are_judged_in_the_order_of_the_file():
    rows = [ReadRow("M", number, {**NEW, "code": f"A{number}"}) for number in (5, 2, 9)]

    judgement = judge(
        [ReadRow("Z", 4, {"code": "9", "title": "x"}), ReadRow("Z", 3, {"code": "8", "title": "y"})], rows, existing=CONCEPT, limits=LIMITS
    )

    assert [goal.row.row for goal in judgement.goals] == [4, 3]
    assert [measure.row.row for measure in judgement.measures] == [5, 2, 9]


def test_a_file_without_rows_is_judged_as_nothing():
    judgement = judge([], [], existing=CONCEPT, limits=LIMITS)

    assert (judgement.goals, judgement.measures) == ((), ())
