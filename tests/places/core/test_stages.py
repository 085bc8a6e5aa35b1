"""Stages: an overall measure moves only as the rulebook says."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.kernel.errors import DomainError
from quartierwerk.places.core import stages
from quartierwerk.places.core.stages import Reached

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Plan:
    stages: tuple
    transitions: dict


PLAN = Plan(("asked", "turned_down", "running", "over"), {
    "asked": frozenset({"turned_down", "running"}), "turned_down": frozenset({"asked"}), "running": frozenset({"over"}),
})  # fmt: skip


def enter(stage, *, last=None, since=TODAY, reason=""):
    stages.check_entry(PLAN, last=last, entry=Reached(stage, since), today=TODAY, reason=reason)


def refusal(*given, **more):
    """Return why the entry is refused, or none."""
    try:
        enter(*given, **more)
    except DomainError as refused:
        return refused
    return None


@pytest.mark.parametrize("stage", PLAN.stages)
def test_first_entry_may_be_any_stage(stage):
    assert refusal(stage) is None


STEPS = [(before, after) for before in PLAN.stages for after in PLAN.stages]


@pytest.mark.parametrize(("before", "after"), STEPS)
def test_every_step_is_allowed_where_the_plan_names_it_and_nowhere_else(before, after):
    refused = refusal(after, last=Reached(before, TODAY), reason="weil")

    if after in PLAN.transitions.get(before, ()):
        assert refused is None
    else:
        assert (type(refused), refused.allowed) == (
            stages.StageNotAllowedError,
            tuple(stage for stage in PLAN.stages if stage in PLAN.transitions.get(before, ())),
        )


@pytest.mark.parametrize(("before", "after"), [step for step in STEPS if step[1] in PLAN.transitions.get(step[0], ())])
def test_only_a_step_back_needs_a_reason(before, after):
    refused = refusal(after, last=Reached(before, TODAY))

    is_back = PLAN.stages.index(after) < PLAN.stages.index(before)
    assert type(refused) is (stages.BackwardWithoutReasonError if is_back else type(None))


@pytest.mark.parametrize(
    ("last", "expected"), [(None, PLAN.stages), ("asked", ("turned_down", "running")), ("over", ()), ("forgotten", ())]
)
def test_next_stages_come_in_the_usual_order(last, expected):
    found = stages.next_stages(PLAN, Reached(last, TODAY) if last else None)

    assert found == expected


def test_unknown_stage_is_refused():
    with pytest.raises(stages.UnknownStageError) as refusal:
        enter("elsewhere")

    assert refusal.value.stage == "elsewhere"


def test_step_the_rulebook_does_not_name_is_refused_with_what_it_allows():
    with pytest.raises(stages.StageNotAllowedError) as refusal:
        enter("over", last=Reached("asked", TODAY))

    assert refusal.value.allowed == ("turned_down", "running")


def test_same_stage_again_is_refused():
    with pytest.raises(stages.StageNotAllowedError):
        enter("running", last=Reached("running", TODAY))


def test_day_before_the_last_entry_is_refused():
    with pytest.raises(stages.StageTooEarlyError):
        enter("running", last=Reached("asked", TODAY), since=TODAY - timedelta(days=1))


def test_day_of_the_last_entry_is_allowed():
    assert refusal("running", last=Reached("asked", TODAY)) is None


def test_day_that_has_not_come_is_refused():
    with pytest.raises(stages.StageInFutureError):
        enter("running", since=TODAY + timedelta(days=1))


@pytest.mark.parametrize("reason", ["", "  "])
def test_step_back_without_reason_is_refused(reason):
    with pytest.raises(stages.BackwardWithoutReasonError):
        enter("asked", last=Reached("turned_down", TODAY), reason=reason)


def test_step_back_with_reason_is_allowed():
    assert refusal("asked", last=Reached("turned_down", TODAY), reason="neuer Antrag") is None


@given(st.data())
def test_invariant_i28_every_walk_through_the_rulebook_keeps_its_transitions_and_days_rising(data):
    machine = rules.stage_machine(on=TODAY)
    last = None
    for _step in range(12):
        stage = data.draw(st.sampled_from(machine.stages))
        since = data.draw(st.dates(date(1999, 1, 1), date(2030, 1, 1)))
        try:
            stages.check_entry(machine, last=last, entry=Reached(stage, since), today=TODAY, reason="weil")
        except DomainError:
            continue
        assert last is None or (machine.allows(last.stage, stage) and last.since <= since)
        assert since <= TODAY
        last = Reached(stage, since)


def test_invariant_i28_after_the_end_nothing_is_delivered_again():
    machine = rules.stage_machine(on=TODAY)

    for ended in ("closing", "closed", "aftercare"):
        assert "in_delivery" not in stages.next_stages(machine, Reached(ended, TODAY))
