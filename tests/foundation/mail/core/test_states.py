"""Ways of a letter."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.mail.core.refusals import WrongStateError
from quartierwerk.foundation.mail.core.states import CAN_BE_REPEATED, OVER, PAUSES, WAYS, MailState, check_way, pause_after


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("held", "waiting"), ("held", "withdrawn"),
        ("waiting", "held"), ("waiting", "sending"), ("waiting", "withdrawn"),
        ("sending", "sent"), ("sending", "waiting"), ("sending", "failed"),
        ("sent", "bounced"), ("failed", "bounced"), ("failed", "withdrawn"),
    ],
)  # fmt: skip
def test_a_letter_goes_these_ways(state, wanted):
    check_way(MailState(state), MailState(wanted))


def test_there_are_no_other_ways():
    assert sum(len(ways) for ways in WAYS.values()) == 11
    assert set(WAYS) == set(MailState)


@given(st.sampled_from(MailState), st.sampled_from(MailState))
def test_any_other_way_is_refused_with_both_states(state, wanted):
    if wanted in WAYS[state]:
        return

    with pytest.raises(WrongStateError) as refusal:
        check_way(state, wanted)

    assert (refusal.value.state, refusal.value.wanted) == (state, wanted)


def test_a_letter_that_went_out_never_goes_out_again():
    reached, new = set(), {MailState.SENT}
    while new:
        reached |= new
        new = {way for state in new for way in WAYS[state]} - reached

    assert reached == {MailState.SENT, MailState.BOUNCED}


def test_a_held_letter_is_sent_only_after_somebody_released_it():
    assert MailState.SENDING not in WAYS[MailState.HELD]


def test_only_what_is_over_can_be_repeated_and_not_what_arrived():
    assert OVER - {MailState.SENT} == CAN_BE_REPEATED


def test_pauses_grow_and_end():
    pauses = [pause_after(attempt) for attempt in range(1, len(PAUSES) + 2)]

    assert pauses[0] == timedelta(minutes=5)
    assert pauses[:-1] == sorted(pauses[:-1])
    assert pauses[-1] is None
