"""Who reads a digest instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.mail.core.fallback import Hindrance, Reach, Reader, reader_for

STATES = st.fixed_dictionaries(
    {
        "is_active": st.booleans(),
        "has_mandate": st.booleans(),
        "has_address": st.booleans(),
        "has_bounced": st.booleans(),
        "is_absent": st.booleans(),
    }
)
PEOPLE = st.builds(lambda number, state: Reach(number, **state), st.integers(1, 6), STATES)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({}, None),
        ({"is_active": False}, "closed"),
        ({"has_mandate": False}, "no_mandate"),
        ({"has_address": False}, "no_address"),
        ({"has_bounced": True}, "bounced"),
        ({"is_absent": True}, "absent"),
        ({"is_absent": True, "is_active": False}, "closed"),
    ],
)
def test_every_hindrance_has_its_reason_and_the_gravest_is_named(state, reason):
    assert Reach(1, **state).hindrance == reason


def test_whoever_can_be_reached_reads_themselves():
    assert reader_for(Reach(1), fallback=Reach(2), managers=[Reach(3)]) == Reader(1)


def test_the_fallback_person_comes_before_the_managers():
    assert reader_for(Reach(1, is_absent=True), fallback=Reach(2), managers=[Reach(3)]) == Reader(2, Hindrance.ABSENT)


def test_managers_follow_in_their_order_when_the_fallback_person_is_away_too():
    away = Reach(2, is_absent=True)

    assert reader_for(Reach(1, has_bounced=True), fallback=away, managers=[Reach(3, is_active=False), Reach(5), Reach(4)]) == Reader(
        5, Hindrance.BOUNCED
    )


def test_nobody_stands_in_for_themselves():
    gone = Reach(1, is_absent=True)

    assert reader_for(gone, fallback=Reach(1), managers=[Reach(1)]) is None


@given(PEOPLE, st.none() | PEOPLE, st.lists(PEOPLE))
def test_a_reader_can_always_be_reached_and_is_one_of_those_named(person, fallback, managers):
    reader = reader_for(person, fallback=fallback, managers=managers)

    named = [person, *([fallback] if fallback else []), *managers]
    if reader is None:
        assert person.hindrance
        assert all(other.hindrance or other.person_id == person.person_id for other in named)
    else:
        assert any(other.person_id == reader.person_id and other.hindrance is None for other in named)
        assert (reader.person_id == person.person_id) == (reader.instead_because is None)
