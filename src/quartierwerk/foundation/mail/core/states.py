"""Where a letter is, which way it can go on, and when a letter that did not get through is tried again.

A letter on its way is in ``sending``. Whoever finds it there later does not know whether it went out: SMTP cannot be
asked. Such a letter is never sent again by itself; a human decides.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from quartierwerk.foundation.mail.core.refusals import WrongStateError


class MailState(StrEnum):
    """Where a letter is."""

    HELD = "held"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    WITHDRAWN = "withdrawn"


WAYS: Mapping[MailState, frozenset[MailState]] = MappingProxyType(
    {
        MailState.HELD: frozenset({MailState.WAITING, MailState.WITHDRAWN}),
        MailState.WAITING: frozenset({MailState.HELD, MailState.SENDING, MailState.WITHDRAWN}),
        MailState.SENDING: frozenset({MailState.SENT, MailState.WAITING, MailState.FAILED}),
        MailState.SENT: frozenset({MailState.BOUNCED}),
        # A report may come for a letter we gave up, for example when the answer of the server was lost.
        MailState.FAILED: frozenset({MailState.BOUNCED, MailState.WITHDRAWN}),
        MailState.BOUNCED: frozenset(),
        MailState.WITHDRAWN: frozenset(),
    }
)
OVER = frozenset({MailState.SENT, MailState.FAILED, MailState.BOUNCED, MailState.WITHDRAWN})
CAN_BE_REPEATED = frozenset({MailState.FAILED, MailState.BOUNCED, MailState.WITHDRAWN})

PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8), timedelta(hours=24))
PATIENCE = timedelta(minutes=15)  # a letter longer in ``sending`` was left there by a worker that is gone


def check_way(state: MailState, wanted: MailState) -> None:
    """Be silent when a letter can go from one state to the other.

    Raises:
        WrongStateError: it cannot.
    """
    if wanted not in WAYS[state]:
        raise WrongStateError(state, wanted)


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts that did not get through; none means: give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
