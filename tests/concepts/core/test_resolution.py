"""When a concept may be frozen, and which of its revisions is in force."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts.core.resolution import (
    EmptyConceptError,
    FutureStepError,
    Newest,
    NothingChangedError,
    StepRecordedError,
    UnexplainedFindingsError,
    check_step,
    in_force,
    next_number,
)

TODAY = date(2027, 3, 3)
steps = st.lists(st.tuples(st.integers(1, 9), st.dates(date(2020, 1, 1), date(2030, 12, 31))))


def freeze(**changes):
    return next_number(**{"measures": 40, "grave_findings": 0, "despite": "", "content_hash": "b", "newest": Newest(2, "a"), **changes})


def test_the_first_revision_has_number_one():
    assert freeze(newest=None) == 1


def test_a_later_revision_has_the_next_number():
    assert freeze() == 3


def test_a_concept_without_measures_is_not_frozen():
    with pytest.raises(EmptyConceptError):
        freeze(measures=0)


@pytest.mark.parametrize("despite", ["", "  \n"])
def test_grave_findings_need_a_sentence(despite):
    with pytest.raises(UnexplainedFindingsError) as refused:
        freeze(grave_findings=4, despite=despite)

    assert refused.value.findings == 4


def test_grave_findings_do_not_stop_a_council_that_says_why():
    assert freeze(grave_findings=4, despite="Die Kosten folgen im Mai.") == 3


def test_what_equals_the_newest_revision_is_not_frozen_again():
    with pytest.raises(NothingChangedError) as refused:
        freeze(content_hash="a")

    assert refused.value.number == 2


@pytest.mark.parametrize("decided_on", [TODAY, TODAY - timedelta(days=1), date(1999, 1, 1)])
def test_a_step_may_be_dated_today_or_earlier(decided_on):
    assert check_step(decided_on=decided_on, today=TODAY) is None


def test_a_step_in_the_future_is_refused_with_both_days():
    with pytest.raises(FutureStepError) as refused:
        check_step(decided_on=TODAY + timedelta(days=1), today=TODAY)

    assert (refused.value.decided_on, refused.value.today) == (TODAY + timedelta(days=1), TODAY)


def test_a_step_recorded_twice_is_named_with_its_day():
    refused = StepRecordedError("council", TODAY)

    assert (refused.kind, refused.decided_on) == ("council", TODAY)


def test_nothing_is_in_force_before_the_first_resolution():
    assert in_force([], on=TODAY) is None
    assert in_force([(1, TODAY + timedelta(days=1))], on=TODAY) is None


def test_a_revision_is_in_force_from_the_day_of_its_resolution():
    resolved = [(1, date(2021, 5, 12)), (2, date(2023, 6, 1))]

    assert [in_force(resolved, on=day) for day in (date(2021, 5, 11), date(2021, 5, 12), date(2023, 5, 31), date(2023, 6, 1))] == [
        None,
        1,
        1,
        2,
    ]


def test_of_two_resolved_on_one_day_the_higher_number_is_in_force():
    assert in_force([(3, TODAY), (2, TODAY)], on=TODAY) == 3


@given(steps, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_order_of_the_steps_does_not_matter(resolved, day):
    assert in_force(resolved, on=day) == in_force(reversed(resolved), on=day)


@given(steps, st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_what_is_resolved_later_changes_nothing_before(resolved, day):
    later = [*resolved, (9, day + timedelta(days=1))]

    assert in_force(later, on=day) == in_force(resolved, on=day)
