"""Who reads a digest instead, when its reader cannot: the fallback person, then whoever manages the scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Hindrance(StrEnum):
    """Why somebody is not reached."""

    CLOSED = "closed"
    NO_MANDATE = "no_mandate"
    NO_ADDRESS = "no_address"
    BOUNCED = "bounced"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Reach:
    """What decides whether a letter reaches somebody today."""

    person_id: int
    is_active: bool = True
    has_mandate: bool = True
    has_address: bool = True
    has_bounced: bool = False
    is_absent: bool = False

    @property
    def hindrance(self) -> Hindrance | None:
        """Return the gravest reason why the person is not reached, or none."""
        reasons = (
            (not self.is_active, Hindrance.CLOSED),
            (not self.has_mandate, Hindrance.NO_MANDATE),
            (not self.has_address, Hindrance.NO_ADDRESS),
            (self.has_bounced, Hindrance.BOUNCED),
            (self.is_absent, Hindrance.ABSENT),
        )
        return next((reason for holds, reason in reasons if holds), None)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and why it is not the person themselves (none when it is)."""

    person_id: int
    instead_because: Hindrance | None = None


def reader_for(person: Reach, *, fallback: Reach | None, managers: Sequence[Reach]) -> Reader | None:
    """Return who gets what waits for the person; none where nobody can be reached.

    Managers are tried in the given order. A person is never their own fallback.
    """
    hindrance = person.hindrance
    if hindrance is None:
        return Reader(person.person_id)
    others = (fallback, *managers) if fallback else managers
    for other in others:
        if other is not None and other.person_id != person.person_id and other.hindrance is None:
            return Reader(other.person_id, hindrance)
    return None
