"""The example people's sign-ins: ``<role>@beispiel.invalid`` with one random password."""

from dataclasses import dataclass

from django.conf import settings

from quartierwerk.foundation.people import phrases
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.people.models import Person

DOMAIN = "beispiel.invalid"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who can sign in, with the address, and as what."""

    email: str
    name: str
    role: str


def address(role: Role) -> str:
    """Return the address of the example person in this role."""
    return f"{role.value}@{DOMAIN}"


def password() -> str:
    """Return the one password of all example people, made at random once for this installation."""
    return str(settings.EXAMPLE_PASSWORD)


def listed() -> list[SignIn]:
    """Return the example people who can sign in, in the order of the roles."""
    names = dict(Person.objects.filter(is_example=True, is_active=True, email__isnull=False).values_list("email", "name"))
    return [SignIn(address(role), names[address(role)], str(phrases.role_label(role))) for role in Role if address(role) in names]
