"""Deeds on goals."""

import pytest
from tests.concepts.actions.trail import last_entry
from tests.factories.concepts import SITE, add_measure, make_concept, officer
from tests.people import imagined

from quartierwerk.concepts import actions
from quartierwerk.concepts.core.changes import CircularGoalError, CodeTakenError, StillServedError
from quartierwerk.concepts.core.import_values import GoalValues
from quartierwerk.concepts.models import Goal
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db


def save(concept, goal, code, title="Ein Ziel", *, parent="", success="", actor=None):
    return actions.save_goal(concept=concept, goal=goal, wanted=GoalValues(code, title, parent, success), actor=actor or officer())


def tree(concept):
    return [(goal.code, goal.parent.code if goal.parent else None) for goal in concept.goals.select_related("parent").order_by("position")]


def test_a_new_goal_stands_at_the_end_of_the_tree():
    concept = make_concept()

    goal = save(concept, None, "1.2", "Treffpunkte", parent="1", success="Das Haus ist voll")

    assert tree(concept) == [("1", None), ("1.1", "1"), ("1.2", "1")]
    assert (goal.title, goal.success_shown_by) == ("Treffpunkte", "Das Haus ist voll")
    facts = {
        "goal": "1.2", "code": ["", "1.2"], "title": ["", "Treffpunkte"], "parent": ["", "1"],
        "success_shown_by": ["", "Das Haus ist voll"],
    }  # fmt: skip
    assert last_entry() == ("concepts:goal:save", "concept", SITE, facts)


def test_a_changed_goal_keeps_its_place_and_its_measures():
    concept = make_concept(measures=1)
    goal = concept.goals.get(code="1.1")

    save(concept, goal, "1.5", "Grün", parent="1", success="Man sitzt")

    assert tree(concept) == [("1", None), ("1.5", "1")]
    assert concept.measures.get().goals.get() == goal
    assert last_entry()[3] == {"goal": "1.5", "code": ["1.1", "1.5"], "title": ["Grün und Ruhe", "Grün"]}


@pytest.mark.parametrize("goal", [None, "1.1"])
def test_a_number_is_given_once(goal):
    concept = make_concept()

    with pytest.raises(CodeTakenError) as refused:
        save(concept, goal and concept.goals.get(code=goal), "1")

    assert refused.value.code == "1"
    assert tree(concept) == [("1", None), ("1.1", "1")]


def test_a_goal_keeps_its_own_number():
    concept = make_concept()

    save(concept, concept.goals.get(code="1"), "1", "Sehr gut leben")

    assert concept.goals.get(code="1").title == "Sehr gut leben"


def test_two_concepts_may_use_the_same_number():
    from tests.factories.places import make_site

    make_concept()
    other = make_concept(make_site("musterstadt-sued"), goals=False)

    save(other, None, "1")

    assert Goal.objects.filter(code="1").count() == 2


@pytest.mark.parametrize(
    ("goal", "parent"),
    [(None, "1.1"), ("1", "1"), ("1", "2"), ("1.1", "1.1")],
    ids=["third level", "below itself", "guiding goal with parts below another", "sub-goal below itself"],
)
def test_the_tree_has_two_levels(goal, parent):
    concept = make_concept()
    save(concept, None, "2")

    with pytest.raises(CircularGoalError):
        save(concept, goal and concept.goals.get(code=goal), goal or "1.1.1", parent=parent)

    assert tree(concept) == [("1", None), ("1.1", "1"), ("2", None)]


def test_a_goal_of_another_concept_is_no_parent():
    from tests.factories.places import make_site

    make_concept()
    other = make_concept(make_site("musterstadt-sued"), goals=False)

    with pytest.raises(Goal.DoesNotExist):
        save(other, None, "9.1", parent="1")


def test_a_goal_nothing_hangs_on_can_go():
    concept = make_concept()

    actions.remove_goal(goal=concept.goals.get(code="1.1"), actor=officer())

    assert tree(concept) == [("1", None)]
    assert last_entry() == ("concepts:goal:remove", "concept", SITE, {"goal": "1.1", "title": ["Grün und Ruhe", None]})


@pytest.mark.parametrize(("code", "facts"), [("1", (1, 0)), ("1.1", (0, 2))])
def test_a_goal_that_is_served_stays(code, facts):
    concept = make_concept(measures=2)

    with pytest.raises(StillServedError) as refused:
        actions.remove_goal(goal=concept.goals.get(code=code), actor=officer())

    assert (refused.value.sub_goals, refused.value.measures) == facts
    assert tree(concept) == [("1", None), ("1.1", "1")]


def test_goals_are_changed_by_those_who_may_edit():
    concept, stranger = make_concept(), imagined("treasury", "municipality", "musterstadt")
    add_measure(concept)

    with pytest.raises(NotPermittedError, match="role_missing"):
        save(concept, None, "7", actor=stranger)
    with pytest.raises(NotPermittedError, match="role_missing"):
        actions.remove_goal(goal=concept.goals.get(code="1.1"), actor=stranger)

    assert tree(concept) == [("1", None), ("1.1", "1")]
    assert not TrailEntry.objects.exists()
