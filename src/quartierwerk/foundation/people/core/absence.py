"""Rules of standing in for somebody who is away, and of handing over for good."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from quartierwerk.foundation.people.core.actor import Scope
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.kernel.errors import DomainError
from quartierwerk.kernel.period import Period

# Seats and votes belong to the person, bodies name deputies of their own; and nobody appoints those who check.
PERSONAL = frozenset({Role.BODY_MEMBER, Role.JUROR, Role.RESIDENT, Role.AUDIT_OFFICE, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Held:
    """A mandate as the rules see it; the organisation is a number they only hand on."""

    role: Role
    scope: Scope
    period: Period
    organisation: int | None = None
    as_deputy: bool = False


class NothingToPassOnError(DomainError):
    """There is no mandate that could be passed on in this time."""


class OpenAbsenceError(DomainError):
    """Standing in has an end; for good, mandates are handed over."""


class SamePersonError(DomainError):
    """Nobody stands in for themselves."""


def shared(one: Period, other: Period) -> Period | None:
    """Return the days both periods have in common, or none."""
    if not one.overlaps(other):
        return None
    ends = [end for end in (one.ends_on, other.ends_on) if end is not None]
    return Period(max(one.begins_on, other.begins_on), min(ends) if ends else None)


def passed_on(held: Iterable[Held], *, during: Period, already: Collection[Held]) -> list[Held]:
    """Return what somebody else holds instead during the period: each mandate that may be passed on, cut to the days.

    Left out are personal roles, mandates that are held for a third person, and what the other holds already for
    part of the time, for a mandate is held once.

    Raises:
        NothingToPassOnError: nothing is left.
    """
    found = []
    for mandate in held:
        days = shared(mandate.period, during)
        if days is None or mandate.as_deputy or mandate.role in PERSONAL:
            continue
        if not any((mine.role, mine.scope) == (mandate.role, mandate.scope) and mine.period.overlaps(days) for mine in already):
            found.append(Held(mandate.role, mandate.scope, days, mandate.organisation))
    if not found:
        raise NothingToPassOnError
    return found
