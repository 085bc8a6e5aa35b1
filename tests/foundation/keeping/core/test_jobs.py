"""What has become of a job, and which may be repeated."""

import pytest

from quartierwerk.foundation.keeping.core.jobs import JobState, NotFailedError, check_repeatable, state_of


@pytest.mark.parametrize(
    ("status", "is_held", "state"),
    [
        ("todo", False, JobState.WAITING), ("doing", True, JobState.RUNNING), ("doing", False, JobState.STALLED), ("failed", False, JobState.FAILED),
        ("failed", True, JobState.FAILED), ("succeeded", False, JobState.OVER), ("cancelled", False, JobState.OVER), ("aborted", False, JobState.OVER),
    ],
)  # fmt: skip
def test_every_status_has_a_state(status, is_held, state):
    assert state_of(status, is_held=is_held) is state


@pytest.mark.parametrize("state", list(JobState))
def test_only_what_failed_or_lies_about_is_repeated(state):
    if state in {JobState.FAILED, JobState.STALLED}:
        check_repeatable(state)
        return
    with pytest.raises(NotFailedError):
        check_repeatable(state)
