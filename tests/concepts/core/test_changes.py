"""What a save changes is kept as old and new, and nobody overwrites what they have not seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts.core.changes import (
    ChangedMeanwhileError,
    CodeTakenError,
    RefusedRowsError,
    StillServedError,
    check_version,
    differences,
)
from quartierwerk.kernel.errors import DomainError

facts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3) | st.none())


def test_whoever_read_the_newest_version_may_save():
    assert check_version(expected=3, found=3) is None


def test_whoever_expects_nothing_may_save():
    assert check_version(expected=None, found=7) is None


@pytest.mark.parametrize("expected", [0, 2, 4])
def test_whoever_read_another_version_is_refused_with_both(expected):
    with pytest.raises(ChangedMeanwhileError) as refused:
        check_version(expected=expected, found=3)

    assert (refused.value.expected, refused.value.found) == (expected, 3)


def test_differences_name_old_and_new():
    assert differences({"title": "Hof", "priority": "I"}, {"title": "Innenhof", "priority": "I", "state": "planned"}) == {
        "title": ["Hof", "Innenhof"],
        "state": [None, "planned"],
    }


@given(facts)
def test_nothing_differs_from_itself(some):
    assert differences(some, some) == {}


@given(facts, facts)
def test_applying_the_differences_gives_the_new(old, new):
    changed = {key: pair[1] for key, pair in differences(old, new).items()}

    assert all({**old, **changed}.get(key) == value for key, value in new.items())


@given(facts, facts)
def test_turned_round_old_and_new_change_places(old, new):
    both = {key: value for key, value in new.items() if key in old}
    turned = differences(new, {key: old[key] for key in both})

    assert {key: pair[::-1] for key, pair in turned.items()} == differences(old, both)


def test_refusals_carry_their_facts():
    assert CodeTakenError("M 01").code == "M 01"
    assert (StillServedError(2, 5).sub_goals, StillServedError(2, 5).measures) == (2, 5)
    assert RefusedRowsError(12).rows == 12
    assert all(issubclass(error, DomainError) for error in (ChangedMeanwhileError, CodeTakenError, StillServedError, RefusedRowsError))
