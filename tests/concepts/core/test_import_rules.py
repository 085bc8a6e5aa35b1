from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts.core.import_goals import flat_goal, parents_first
from quartierwerk.concepts.core.import_measures import flat_measure
from quartierwerk.concepts.core.import_rules import judge
from quartierwerk.concepts.core.import_values import Change, Existing, Fate, Finding, GoalValues, MeasureValues, ReadRow, TextLimits
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


# Goals.


def test_a_goal_nobody_has_is_new_and_one_that_says_the_same_is_unchanged():
    new, same = goals({"code": "2", "title": "Arbeit"}, {"code": "1", "title": "Leben"})

    assert (new.fate, same.fate) == (Fate.NEW, Fate.UNCHANGED)
    assert new.values == GoalValues("2", "Arbeit")


def test_a_goal_names_what_changes_and_keeps_what_the_file_does_not_speak_about():
    (goal,) = goals({"code": "1.1", "title": "Mehr Grün"})

    assert goal.changes == (Change("title", "Grün", "Mehr Grün"),)
    assert goal.values == GoalValues("1.1", "Mehr Grün", "1")


def test_an_empty_cell_empties_the_value():
    (goal,) = goals({"code": "1.1", "title": "Grün", "parent": ""})

    assert goal.changes == (Change("parent", "1", ""),)


def test_a_goal_without_number_or_title_is_refused():
    nameless, numberless = goals({"code": "2", "title": ""}, {"code": "", "title": "Arbeit"})

    assert (codes(nameless), codes(numberless)) == ([("title", "missing_value")], [("code", "missing_value")])


def test_a_number_that_is_there_twice_refuses_both_rows_and_names_both():
    judged = goals({"code": "Z 2", "title": "A"}, {"code": "z2", "title": "B"})

    assert [goal.findings for goal in judged] == [
        (Finding("code", "duplicate_code", {"code": "Z 2", "rows": (2, 3)}),),
        (Finding("code", "duplicate_code", {"code": "z2", "rows": (2, 3)}),),
    ]


def test_a_parent_may_stand_later_in_the_file_and_takes_its_spelling_from_there():
    child, parent = goals({"code": "2.1", "title": "B", "parent": "z2"}, {"code": "Z2", "title": "A"})

    assert (child.fate, parent.fate) == (Fate.NEW, Fate.NEW)
    assert child.values.parent == "Z2"
    assert [goal.values.code for goal in parents_first((child, parent))] == ["Z2", "2.1"]


def test_a_parent_that_is_nowhere_is_refused():
    assert codes(goals({"code": "2.1", "title": "B", "parent": "7"})[0]) == [("parent", "unknown_reference")]


def test_a_goal_is_not_its_own_parent():
    assert codes(goals({"code": "2", "title": "B", "parent": "2"})[0]) == [("parent", "own_parent")]


def test_goals_that_run_in_a_circle_are_all_refused_with_the_circle():
    judged = goals({"code": "2", "title": "A", "parent": "3"}, {"code": "3", "title": "B", "parent": "2"})

    assert [goal.findings[0].facts["codes"] for goal in judged] == ["2 → 3 → 2", "3 → 2 → 3"]
    assert all(goal.is_refused for goal in judged)


def test_a_circle_through_the_concept_is_found():
    (goal,) = goals({"code": "1", "title": "Leben", "parent": "1.1"})

    assert codes(goal) == [("parent", "circular")]


def test_a_goal_below_a_sub_goal_is_refused():
    (goal,) = goals({"code": "1.1.1", "title": "Tief", "parent": "1.1"})

    assert goal.findings == (Finding("parent", "below_sub_goal", {"code": "1.1"}),)


def test_a_guiding_goal_with_sub_goals_in_the_concept_cannot_become_a_sub_goal():
    judged = goals({"code": "1", "title": "Leben", "parent": "2"}, {"code": "2", "title": "Arbeit"})

    assert judged[0].findings == (Finding("parent", "has_sub_goals", {"code": "1.1"}),)
    assert judged[1].fate is Fate.NEW


def test_what_leans_on_a_refused_new_goal_is_refused_and_names_its_row():
    judged = goals({"code": "2.1", "title": "B", "parent": "2"}, {"code": "2", "title": ""})

    assert judged[0].findings == (Finding("parent", "refused_reference", {"code": "2", "sheet": "Ziele", "row": 3}),)


def test_what_leans_on_a_refused_change_of_an_existing_goal_stays():
    judged = goals({"code": "1.2", "title": "B", "parent": "1"}, {"code": "1", "title": ""})

    assert [goal.fate for goal in judged] == [Fate.NEW, Fate.REFUSED]


def test_a_goal_whose_text_is_too_long_is_refused():
    assert codes(goals({"code": "2" * 21, "title": "B" * 301})[0]) == [("code", "text_too_long"), ("title", "text_too_long")]


def test_a_very_long_chain_of_goals_is_judged_quickly():
    rows = [{"code": str(number), "title": "x", "parent": str(number + 1)} for number in range(15_000)]

    judged = goals(*rows, {"code": "15000", "title": ""}, existing=Existing())

    assert all(goal.is_refused for goal in judged)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(-1, 7), st.booleans()), max_size=9),
    st.lists(st.tuples(st.integers(0, 6), st.integers(-1, 6)), max_size=5, unique_by=lambda pair: pair[0]),
)
def test_what_is_accepted_always_makes_a_tree_of_two_levels(rows, before):
    numbers = {number for number, _parent in before}
    existing = [GoalValues(str(number), "x") for number in numbers]
    roots = {number for number, parent in before if parent not in numbers or parent == number}
    existing = [GoalValues(str(number), "x", str(parent) if number not in roots and parent in roots else "") for number, parent in before]

    judged = goals(
        *({"code": str(code), "title": "x" if named else "", "parent": "" if parent < 0 else str(parent)} for code, parent, named in rows),
        existing=Existing(tuple(existing)),
    )

    tree = {goal.code: goal.parent for goal in existing} | {goal.values.code: goal.values.parent for goal in judged if not goal.is_refused}
    assert all(not parent or (parent in tree and not tree[parent]) for parent in tree.values())
    ordered = [goal.values.code for goal in parents_first(goal for goal in judged if goal.fate in {Fate.NEW, Fate.CHANGED})]
    assert sorted(ordered) == sorted(goal.values.code for goal in judged if goal.fate in {Fate.NEW, Fate.CHANGED})
    assert all(ordered.index(tree[code]) < ordered.index(code) for code in ordered if tree[code] in ordered)


# Measures.


def test_a_new_measure_is_planned_unless_the_file_says_otherwise():
    empty, said = measures({**NEW, "state": ""}, {**NEW, "code": "A8", "state": "idea"})

    assert (empty.fate, empty.values.state) == (Fate.NEW, "planned")
    assert said.values.state == "idea"


@pytest.mark.parametrize("key", ["title", "main_field", "aim", "investive"])
def test_a_new_measure_needs_title_field_aim_and_kind(key):
    without = {name: value for name, value in NEW.items() if name != key}
    emptied = {**NEW, key: None if key == "investive" else ""}

    assert [codes(row) for row in measures(without, {**emptied, "code": "A8"})] == [[(key, "missing_value")]] * 2


def test_a_column_that_is_absent_leaves_the_measure_alone():
    (row,) = measures({"code": "A1", "title": "Stadtpark"})

    assert row.changes == (Change("title", "Park", "Stadtpark"),)
    assert row.values.costs == PARK.costs
    assert row.values.indicators == PARK.indicators


def test_a_cell_that_is_empty_empties_the_value_but_not_what_every_measure_needs():
    emptied, needed = measures({"code": "A1", "carrier": ""}), measures({"code": "A1", "title": "", "state": ""})

    assert emptied[0].changes == (Change("carrier", "Stadt", None),)
    assert codes(needed[0]) == [("title", "missing_value"), ("state", "missing_value")]


def test_the_same_values_in_another_order_and_spelling_are_unchanged():
    measure = MeasureValues(
        "A1",
        title="Park",
        description="a\r\nb",
        main_field="x",
        aim="both",
        investive=False,
        state="idea",
        departments=("B", "A"),
        goals=("1.1", "1"),
    )

    (row,) = measures(
        {"code": "a1", "description": "a\nb", "departments": ("A", "B"), "goals": ("1", "1.1"), "cost:2030": 0},
        existing=Existing(CONCEPT.goals, (measure,)),
    )

    assert row.fate is Fate.UNCHANGED


def test_a_year_in_the_file_replaces_that_year_only_and_zero_or_empty_takes_it_away():
    (row,) = measures(
        {"code": "A1", "cost:2026": None, "cost:2028": 300, "cost:2029": 0, "financing.federal:2026": 60, "financing.state:2026": 5}
    )

    assert row.values.costs == ((2027, 200), (2028, 300))
    assert row.values.financing == (("federal", 2026, 60), ("state", 2026, 5))
    assert row.changes == (
        Change("cost:2026", 100, None),
        Change("cost:2028", None, 300),
        Change("financing.federal:2026", 50, 60),
        Change("financing.state:2026", None, 5),
    )


def test_an_indicator_is_changed_in_its_place_and_the_others_stay():
    (row,) = measures({"code": "A1", "indicator:1": "Bäume", "target:1": 12, "target_year:1": 2030})

    assert row.values.indicators == (Indicator("Bäume", "Stück", None, 12, 2030), Indicator("Bänke"))


def test_an_indicator_whose_name_is_emptied_goes():
    (row,) = measures({"code": "A1", "indicator:1": "", "unit:1": ""})

    assert row.values.indicators == (Indicator("Bänke"),)


def test_indicators_without_name_twice_or_too_long_are_refused():
    (row,) = measures(
        {**NEW, "indicator:1": "", "target:1": 5, "indicator:2": "a", "indicator:3": "a", "indicator:4": "b" * 251, "unit:4": "c" * 61}
    )

    assert codes(row) == [
        ("indicator:1", "indicator_without_name"), ("indicator:3", "indicator_twice"), ("indicator:4", "text_too_long"), ("unit:4", "text_too_long"),
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["cost:2027", "financing.eu:2027", "follow_up_cost_cents"])
def test_a_negative_amount_is_refused(key):
    assert measures({**NEW, key: -1})[0].findings == (Finding(key, "negative_amount", {"amount": -1}),)


def test_a_measure_that_ends_before_it_starts_is_refused_at_the_cell_that_says_so():
    started = MeasureValues(
        "A1", title="x", main_field="x", aim="both", investive=True, state="idea", starts_on=date(2027, 5, 1), ends_on=date(2028, 1, 1)
    )

    both, start_only = measures(
        {**NEW, "starts_on": date(2027, 5, 1), "ends_on": date(2027, 4, 30)},
        {"code": "A1", "starts_on": date(2029, 1, 1)},
        existing=Existing((), (started,)),
    )

    assert (codes(both), codes(start_only)) == ([("ends_on", "end_before_start")], [("starts_on", "end_before_start")])


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


def test_the_main_field_is_not_among_the_other_fields():
    assert measures({**NEW, "other_fields": ("culture", "housing")})[0].findings == (
        Finding("other_fields", "main_field_repeated", {"label": "culture"}),
    )


def test_long_names_and_texts_are_refused():
    (row,) = measures({**NEW, "title": "t" * 251, "carrier": "c" * 251, "partners": ("kurz", "p" * 251)})

    assert codes(row) == [("title", "text_too_long"), ("carrier", "text_too_long"), ("partners", "text_too_long")]


def test_a_row_with_a_cell_nobody_could_read_is_refused_without_blaming_the_cell_twice():
    judgement = judge(
        [],
        [ReadRow("M", 2, {key: value for key, value in NEW.items() if key != "main_field"}, unreadable=True)],
        existing=CONCEPT,
        limits=LIMITS,
    )

    assert (judgement.measures[0].fate, judgement.measures[0].findings) == (Fate.REFUSED, ())


def test_a_measure_that_was_read_back_unchanged_says_so():
    (row,) = measures(flat_measure(PARK))

    assert row.fate is Fate.UNCHANGED


def test_a_goal_that_was_read_back_unchanged_says_so():
    assert goals(flat_goal(CONCEPT.goals[1]))[0].fate is Fate.UNCHANGED


def test_a_planned_measure_gives_its_sheet_and_its_money():
    sheet, money = PARK.sheet(outside_reason="am Rand"), PARK.money()

    assert (sheet.code, sheet.outside_reason, sheet.parties) == ("A1", "am Rand", (("carrier", "Stadt"),))
    assert (money.costs, money.financing) == ({2026: 100, 2027: 200}, {("federal", 2026): 50})
