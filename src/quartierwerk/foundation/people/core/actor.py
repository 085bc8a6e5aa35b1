"""Whoever acts or looks, with the mandates in force now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.kernel.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Scope:
    """What something is bound to, by kind and code; the whole programme has the code of the programme."""

    kind: ScopeKind
    code: str


PROGRAMME = Scope(ScopeKind.PROGRAMME, "soziale-stadt")


@dataclass(frozen=True, slots=True)
class HeldMandate:
    """A role in a scope, in force now."""

    role: Role
    scope: Scope


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that may be done, and the roles that may do it inside their scope."""

    code: str
    roles: frozenset[Role]

    @classmethod
    def of(cls, code: str, *roles: Role) -> "Permission":
        """Name a permission and its roles."""
        return cls(code, frozenset(roles))


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the mandates in force, the public (no person), or the system itself."""

    person_id: int | None = None
    name: str = ""
    mandates: tuple[HeldMandate, ...] = ()
    request_id: str = ""
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Tell whether a person stands behind the actor."""
        return self.person_id is not None

    @property
    def viewer(self) -> "Actor":
        """Return the actor without the request, the same for every page this person opens with these mandates."""
        return replace(self, request_id="")

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles held in any scope."""
        return frozenset(mandate.role for mandate in self.mandates)

    def holds_somewhere(self, permission: Permission) -> bool:
        """Tell whether any mandate carries the permission, whatever its scope."""
        return self.is_system or not permission.roles.isdisjoint(self.roles)

    def may(self, permission: Permission, within: Collection[Scope]) -> Verdict:
        """Answer whether a mandate carries the permission for a thing that lies within these scopes.

        Reasons: ``not_signed_in``, ``role_missing`` (no such role at all), ``outside_scope``
        (the role is held, but elsewhere).
        """
        if self.is_system:
            return Verdict.yes()
        if any(mandate.role in permission.roles and mandate.scope in within for mandate in self.mandates):
            return Verdict.yes()
        if not self.is_signed_in:
            return Verdict.no("not_signed_in")
        return Verdict.no("outside_scope" if self.holds_somewhere(permission) else "role_missing")

    def codes(self, kind: ScopeKind, roles: Iterable[Role]) -> frozenset[str]:
        """Return the codes of all scopes of this kind in which one of the roles is held."""
        wanted = frozenset(roles)
        return frozenset(m.scope.code for m in self.mandates if m.scope.kind is kind and m.role in wanted)


PUBLIC = Actor()
SYSTEM = Actor(name="Quartierwerk", is_system=True)
