"""Deeds on goals."""

from dataclasses import asdict

from quartierwerk.concepts import policy
from quartierwerk.concepts.actions.locks import hold
from quartierwerk.concepts.actions.numbering import renumber_goals
from quartierwerk.concepts.core.changes import CircularGoalError, CodeTakenError, StillServedError, differences
from quartierwerk.concepts.core.import_values import GoalValues
from quartierwerk.concepts.models import ActionConcept, Goal
from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import Subject


@deed("concepts:goal:save")
def save_goal(*, concept: ActionConcept, goal: Goal | None, wanted: GoalValues, actor: Actor) -> Goal:
    """Add a goal, or change one; the tree has guiding goals and sub-goals, no deeper.

    Raises:
        CodeTakenError: another goal of the concept has this number.
        CircularGoalError: the goal would stand below itself or below a sub-goal.
    """
    policy.may_edit(actor, concept).require()
    hold(concept)
    parent = concept.goals.get(code=wanted.parent) if wanted.parent else None
    _check_place(goal, parent)
    others = concept.goals.exclude(pk=goal.pk) if goal else concept.goals.all()
    if others.filter(code=wanted.code).exists():
        raise CodeTakenError(wanted.code)
    saved = goal or Goal(concept=concept, position=concept.goals.count())
    old = GoalValues(saved.code, saved.title, saved.parent.code if saved.parent else "", saved.success_shown_by)
    saved.code, saved.title, saved.success_shown_by, saved.parent = wanted.code, wanted.title, wanted.success_shown_by, parent
    saved.save()
    renumber_goals(concept)
    record(Subject("concept", concept.site.code), facts={"goal": wanted.code, **differences(asdict(old), asdict(wanted))})
    return saved


def _check_place(goal: Goal | None, parent: Goal | None) -> None:
    if parent is None:
        return
    stands_on_itself = goal is not None and goal.pk == parent.pk
    has_parts = goal is not None and goal.sub_goals.exists()
    if stands_on_itself or has_parts or parent.parent_id is not None:
        raise CircularGoalError


@deed("concepts:goal:remove")
def remove_goal(*, goal: Goal, actor: Actor) -> None:
    """Remove a goal nothing hangs on.

    Raises:
        StillServedError: sub-goals or measures name it.
    """
    policy.may_edit(actor, goal.concept).require()
    hold(goal.concept)
    sub_goals, measures = goal.sub_goals.count(), goal.measures.count()
    if sub_goals or measures:
        raise StillServedError(sub_goals, measures)
    record(Subject("concept", goal.concept.site.code), facts={"goal": goal.code, "title": [goal.title, None]})
    goal.delete()
