"""What a delivery report says about an address.

Source: RFC 3464 (fields ``Action`` and ``Status``), RFC 3463 (status codes class.subject.detail). A code 5.1.x is
about the address: it is wrong for good. Everything else (mailbox full, message too large, refused by policy,
a busy server) may be different tomorrow, whatever its class says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_GONE = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
SOFT_DAYS = 3  # soft bounces on so many days …
SOFT_WITHIN = timedelta(days=30)  # … within this time count like a hard one


class BounceKind(StrEnum):
    """How final a report is: the address is wrong, or this letter did not get through."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Report:
    """What a delivery report says about one address; ``message_id`` is that of the letter it returns, if it names it."""

    recipient: str
    action: str
    status: str
    diagnostic: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class PastBounce:
    """A bounce of an address, on a day."""

    kind: BounceKind
    on: date


def status_in(text: str) -> str:
    """Return the first enhanced status code in a text, or nothing."""
    found = _STATUS.search(text)
    return found[0] if found else ""


def classify(report: Report) -> BounceKind | None:
    """Return how final the report is; none where it is no bad news (delivered, relayed, expanded) or says nothing."""
    action = report.action.strip().lower()
    if action == "delayed":
        return BounceKind.SOFT
    if action != "failed":
        return None
    status = status_in(report.status) or status_in(report.diagnostic)
    if status in _GONE:
        return BounceKind.HARD
    return BounceKind.SOFT


def is_dead(bounces: Iterable[PastBounce], *, on: date) -> bool:
    """Tell whether letters to the address come back: one hard bounce, or soft ones on several days."""
    known = tuple(bounces)
    if any(bounce.kind is BounceKind.HARD for bounce in known):
        return True
    soft = {bounce.on for bounce in known if on - SOFT_WITHIN <= bounce.on <= on}
    return len(soft) >= SOFT_DAYS
