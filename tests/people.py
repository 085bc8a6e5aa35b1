"""The fixed cast: one person per role and scope, always the same, known to every test.

``person("area_officer", "municipality", "musterstadt")`` gives the same row when called twice in a test.
``actor(…)`` is that person as an actor; ``imagined(…)`` is an actor without a row, for rules and policies.
"""

from datetime import date

import pytest

from quartierwerk.foundation.people.core.actor import Actor, HeldMandate, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind

PROGRAMME = "soziale-stadt"
PASSWORD = "kein-echtes-Passwort-1"
REQUEST = "0" * 32
SINCE = date(2020, 1, 1)

NAMES = {
    "programme_ministry": "Martha Ministerium",
    "other_ministry": "Otto Ressort",
    "funding_bank": "Bettina Bank",
    "service_agency_lead": "Selma Servicestelle",
    "service_agency_partner": "Paul Partnerbüro",
    "area_officer": "Ayse Amt",
    "department_contact": "Dieter Dezernat",
    "treasury": "Karla Kämmerei",
    "audit_office": "Rita Revision",
    "neighbourhood_manager": "Nora Nachbarschaft",
    "body_member": "Bernd Beirat",
    "juror": "Jana Jury",
    "partner": "Petra Partner",
    "resident": "Rahel Einwohnerin",
    "auditor": "Anton Prüfer",
    "operator": "Olga Betrieb",
}


def person(role, scope_kind="programme", scope_code=PROGRAMME, *, may_sign_in=False, **fields):
    """Return the person who holds this one role in this one scope since 2020."""
    from quartierwerk.foundation.people.models import Mandate, Person

    role, scope_kind = Role(role), ScopeKind(scope_kind)
    address = f"{role}.{scope_kind}.{scope_code}@test.invalid"
    somebody = Person.objects.filter(email=address).first()
    if somebody is None:
        somebody = Person(email=address, name=NAMES[role], **fields)
        somebody.set_unusable_password()
        somebody.save()
        Mandate.objects.create(person=somebody, role=role, scope_kind=scope_kind, scope_code=scope_code, begins_on=SINCE)
    if may_sign_in and not somebody.has_usable_password():
        somebody.set_password(PASSWORD)
        somebody.save()
    return somebody


def actor(role, scope_kind="programme", scope_code=PROGRAMME):
    """Return the cast's person as an actor; needs the database."""
    somebody = person(role, scope_kind, scope_code)
    return imagined(role, scope_kind, scope_code, person_id=somebody.pk, name=somebody.name)


def imagined(role, scope_kind="programme", scope_code=PROGRAMME, *, person_id=1, name=None):
    """Return an actor who holds this one role, without a row behind it."""
    held = HeldMandate(Role(role), Scope(ScopeKind(scope_kind), scope_code))
    return Actor(person_id=person_id, name=name or NAMES[role], mandates=(held,), request_id=REQUEST)


@pytest.fixture
def signed_in_as(client):
    """Return a function that signs the test client in as the cast's person and returns the client."""

    def sign_in(role, scope_kind="programme", scope_code=PROGRAMME):
        client.force_login(person(role, scope_kind, scope_code))
        return client

    return sign_in


@pytest.fixture
def ministry(db):
    """The programme ministry's person as an actor."""
    return actor("programme_ministry")


@pytest.fixture
def operator(db):
    """The operator as an actor."""
    return actor("operator")


@pytest.fixture
def auditor(db):
    """The auditor as an actor."""
    return actor("auditor")
