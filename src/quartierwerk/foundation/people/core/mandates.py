"""Rules of giving and ending mandates: which role fits which scope, whose power reaches how far."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.kernel.errors import DomainError
from quartierwerk.kernel.period import Period

_PROGRAMME = frozenset({ScopeKind.PROGRAMME})
_LOCAL = frozenset({ScopeKind.MUNICIPALITY, ScopeKind.SITE})

SCOPES_OF_ROLE: Mapping[Role, frozenset[ScopeKind]] = MappingProxyType(
    {
        Role.PROGRAMME_MINISTRY: _PROGRAMME,
        Role.OTHER_MINISTRY: _PROGRAMME,
        Role.FUNDING_BANK: _PROGRAMME,
        Role.SERVICE_AGENCY_LEAD: _PROGRAMME,
        Role.SERVICE_AGENCY_PARTNER: _PROGRAMME,
        Role.AREA_OFFICER: _LOCAL,
        Role.DEPARTMENT_CONTACT: _LOCAL,
        Role.TREASURY: frozenset({ScopeKind.MUNICIPALITY}),
        Role.AUDIT_OFFICE: frozenset({ScopeKind.MUNICIPALITY}),
        Role.NEIGHBOURHOOD_MANAGER: frozenset({ScopeKind.SITE}),
        Role.BODY_MEMBER: frozenset({ScopeKind.BODY}),
        Role.JUROR: frozenset({ScopeKind.CALL}),
        Role.PARTNER: _LOCAL,
        Role.RESIDENT: frozenset({ScopeKind.SITE}),
        Role.AUDITOR: _PROGRAMME,
        Role.OPERATOR: _PROGRAMME,
    }
)

# What an area officer may hand out at home. Not the audit office: nobody appoints those who check them.
GIVEN_BY_AREA_OFFICERS = frozenset({Role.AREA_OFFICER, Role.DEPARTMENT_CONTACT, Role.TREASURY, Role.NEIGHBOURHOOD_MANAGER, Role.PARTNER})


class ScopeDoesNotFitRoleError(DomainError):
    """The role cannot be held in a scope of this kind."""

    def __init__(self, role: Role, kind: ScopeKind) -> None:
        super().__init__(f"{role} in {kind}")
        self.role = role
        self.kind = kind


class UnknownScopeError(DomainError):
    """There is no such thing a mandate could be bound to."""

    def __init__(self, kind: ScopeKind, code: str) -> None:
        super().__init__(f"{kind}/{code}")
        self.kind = kind
        self.code = code


class MandateOverlapsError(DomainError):
    """The person holds the same role in the same scope for part of the time already."""

    def __init__(self, period: Period) -> None:
        super().__init__(str(period))
        self.period = period


class MandateEndsTooEarlyError(DomainError):
    """A mandate can end at the earliest the day before it begins, and then it never was."""

    def __init__(self, begins_on: date) -> None:
        super().__init__(str(begins_on))
        self.begins_on = begins_on


class LastManagerError(DomainError):
    """Afterwards nobody who can sign in could manage people."""


def check_role_fits(role: Role, kind: ScopeKind) -> None:
    """Be silent when the role can be held in such a scope.

    Raises:
        ScopeDoesNotFitRoleError: it cannot.
    """
    if kind not in SCOPES_OF_ROLE[role]:
        raise ScopeDoesNotFitRoleError(role, kind)


def check_no_overlap(period: Period, others: Iterable[Period]) -> None:
    """Be silent when the period shares no day with the others.

    Raises:
        MandateOverlapsError: it does; carries the first period it shares a day with.
    """
    for other in others:
        if period.overlaps(other):
            raise MandateOverlapsError(other)


def never_was(begins_on: date, ends_on: date) -> bool:
    """Tell whether a mandate ended on this day was withdrawn before it held a day.

    Raises:
        MandateEndsTooEarlyError: the end lies more than a day before the beginning.
    """
    if ends_on < begins_on - timedelta(days=1):
        raise MandateEndsTooEarlyError(begins_on)
    return ends_on < begins_on
