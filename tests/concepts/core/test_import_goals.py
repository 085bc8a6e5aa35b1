from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts.core.import_goals import flat_goal, parents_first
from quartierwerk.concepts.core.import_values import Change, Existing, Fate, Finding, GoalValues
from tests.concepts.core.judged import CONCEPT, codes, goals


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


def test_a_goal_that_was_read_back_unchanged_says_so():
    assert goals(flat_goal(CONCEPT.goals[1]))[0].fate is Fate.UNCHANGED
