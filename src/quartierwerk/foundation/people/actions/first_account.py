"""The first account of an empty installation: made once, by whoever holds the one-time link."""

from datetime import date

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people import first_access
from quartierwerk.foundation.people.actions.persons import lock_managers, new_person, subject_of
from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor
from quartierwerk.foundation.people.core.refusals import FirstAccessClosedError
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.foundation.people.models import Mandate, Person


@deed(first_access.DEED)
def create_first_account(
    *,
    token: str,
    name: str,
    email: str,
    password: str,
    today: date,
    actor: Actor,  # noqa: ARG001 -- the trail names the actor
) -> Person:
    """Make the person who runs the installation and manages people; works once, while nobody can sign in.

    Raises:
        FirstAccessClosedError: it does not work, or no longer.
        AddressTakenError: a recorded person has this address.
    """
    lock_managers()  # of two who come at the same moment, the second finds the door closed
    if not first_access.is_open(token):
        raise FirstAccessClosedError
    person = new_person(name=name, email=email)
    person.set_password(password)
    person.save(update_fields=["password"])
    for role in (Role.OPERATOR, Role.PROGRAMME_MINISTRY):
        Mandate.objects.create(person=person, role=role, scope_kind=PROGRAMME.kind, scope_code=PROGRAMME.code, begins_on=today)
    record(subject_of(person), facts={"name": name})
    return person
