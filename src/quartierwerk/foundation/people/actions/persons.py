"""Deeds on persons: record, correct the sign-in address, deactivate, reactivate."""

from collections.abc import Callable
from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import connection
from django.urls import reverse

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people import policy, queries
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.core.mandates import LastManagerError
from quartierwerk.foundation.people.core.refusals import AddressTakenError, NothingToDoError
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import LetterTo, LetterWords, Subject

_MANAGERS_LOCK = 7_341_002
WAY_IN, ACCOUNT = "way_in", "account"  # what letters about access are called by whoever takes them


def subject_of(person: Person) -> Subject:
    """Return the person as the subject of a trail entry."""
    return Subject("person", person.code)


def lock_managers() -> None:
    """Let one transaction at a time decide whether somebody is left who manages people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_MANAGERS_LOCK])


def new_person(*, name: str, email: str, phone: str = "", is_example: bool = False) -> Person:
    """Return a saved person who has no password yet.

    Raises:
        AddressTakenError: somebody has this address.
    """
    if email and Person.objects.filter(email__iexact=email).exists():
        raise AddressTakenError
    person = Person(name=name, email=email, phone=phone, is_example=is_example)
    person.set_unusable_password()
    person.save()
    return person


@deed("people:person:record")
def record_person(*, name: str, email: str = "", phone: str = "", actor: Actor) -> Person:
    """Record a person; without an address the person cannot sign in, with one they get a link to set a password.

    Raises:
        NotPermittedError: the actor does not manage people.
        AddressTakenError: somebody has this address.
    """
    policy.may_manage(actor).require()
    person = new_person(name=name, email=email, phone=phone)
    record(subject_of(person), facts={"name": name})
    return person


@deed("people:person:set_address")
def set_address(*, person: Person, email: str, reason: str = "", told: Callable[[], LetterWords] | None = None, actor: Actor) -> None:
    """Let the person sign in with another address, or with none; running sessions stay.

    With ``told``, whoever has a password learns of it at the old address.

    Raises:
        NotPermittedError: the actor does not manage people.
        AddressTakenError: somebody else has this address.
    """
    policy.may_manage(actor).require()
    if email and Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists():
        raise AddressTakenError
    before = person.email
    person.email = email
    person.save(update_fields=["email"])
    if told and before and before != person.email and person.has_usable_password():
        registry.post(LetterTo(ACCOUNT, person.pk, told, address=before), actor)
    # A password set by mail leaves the old address with the sign-in library, and it would still open the door.
    EmailAddress.objects.filter(user=person).delete()
    # The trail outlives the person: it says that the address changed, not which address it was.
    record(subject_of(person), reason=reason, facts={"has_address": bool(email)})


@deed(queries.LINK_DEED)
def issue_link(*, person: Person, reason: str, told: Callable[[], LetterWords] | None = None, actor: Actor) -> str:
    """Return the path of a page where the person sets a password, for whoever hands it over; it works once, for three days.

    Somebody who has a password already learns of the link on their desk, from the trail, and with ``told`` by letter.

    Raises:
        NotPermittedError: the actor does not manage people.
        NothingToDoError: the person is inactive or has no address to sign in with.
    """
    policy.may_manage(actor).require()
    if not person.is_active or not person.email:
        raise NothingToDoError
    # The trail says that a link was made and why, not what it is.
    record(subject_of(person), reason=reason, facts={"had_password": person.has_usable_password()})
    if told and person.has_usable_password():
        registry.post(LetterTo(ACCOUNT, person.pk, told), actor)
    return path_of_link(person)


def path_of_link(person: Person) -> str:
    """Return the path of the page where the person sets a password."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})


def post_link(person: Person, write: Callable[[str], LetterWords], actor: Actor) -> None:
    """Let a letter with the link wait; nobody but the reader of the mailbox sees it."""
    link = settings.SITE_ADDRESS + path_of_link(person)
    registry.post(LetterTo(WAY_IN, person.pk, lambda: write(link)), actor)


@deed(queries.SENT_LINK_DEED)
def send_link(*, person: Person, reason: str, write: Callable[[str], LetterWords], actor: Actor) -> None:
    """Send the person a link with which they set a password; whoever sends it does not see it.

    Raises:
        NotPermittedError: the actor does not manage people.
        NothingToDoError: the person is inactive or has no address.
    """
    policy.may_manage(actor).require()
    if not person.is_active or not person.email:
        raise NothingToDoError
    record(subject_of(person), reason=reason, facts={"had_password": person.has_usable_password()})
    post_link(person, write, actor)


@deed("people:person:send_asked_link")
def send_asked_link(*, person: Person, write: Callable[[str], LetterWords], actor: Actor) -> None:
    """Send the person the link that somebody has asked for at the sign-in, whoever that was.

    Raises:
        NotPermittedError: the actor does not manage people.
        NothingToDoError: the person is inactive or has no address.
    """
    policy.may_manage(actor).require()
    if not person.is_active or not person.email:
        raise NothingToDoError
    record(subject_of(person), facts={"had_password": person.has_usable_password()})
    post_link(person, write, actor)


@deed("people:person:deactivate")
def deactivate(*, person: Person, reason: str, today: date, actor: Actor) -> None:
    """Take away the person's access at once; mandates stay as they are.

    Raises:
        NotPermittedError: the actor does not manage people.
        LastManagerError: nobody would be left who manages people.
        NothingToDoError: the person is inactive already.
    """
    policy.may_manage(actor).require()
    lock_managers()
    if not Person.objects.filter(pk=person.pk, is_active=True).exists():
        raise NothingToDoError
    if not queries.managers_besides(person.pk, on=today):
        raise LastManagerError
    person.is_active = False
    person.save(update_fields=["is_active"])
    record(subject_of(person), reason=reason)


@deed("people:person:reactivate")
def reactivate(*, person: Person, reason: str, actor: Actor) -> None:
    """Give the person access again.

    Raises:
        NotPermittedError: the actor does not manage people.
        NothingToDoError: the person is active.
    """
    policy.may_manage(actor).require()
    if person.is_active:
        raise NothingToDoError
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(subject_of(person), reason=reason)
