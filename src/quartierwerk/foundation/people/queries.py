"""Reading people, organisations and their mandates."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people import policy
from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor, HeldMandate, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Mandate, Organisation, OrganisationName, Person
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject, SubjectCard
from quartierwerk.foundation.statements import kept

LINK_DEED = "people:person:issue_link"
SENT_LINK_DEED = "people:person:send_link"


def in_force(on: date) -> Q:
    """Return the condition "this dated row holds on that day"."""
    return Q(begins_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def mandates_in_force(person_id: int, on: date) -> QuerySet[Mandate]:
    """Return what the person may act as on that day."""
    return Mandate.objects.filter(in_force(on), person_id=person_id).order_by("id")


@kept
def _held(*, person_id: int, on: date) -> QuerySet[Mandate, tuple[str, str, str]]:
    return mandates_in_force(person_id, on).values_list("role", "scope_kind", "scope_code")


def actor_for(person: Person, *, on: date, request_id: str = "") -> Actor:
    """Return the person as an actor with the mandates in force on that day."""
    held = tuple(HeldMandate(Role(role), Scope(ScopeKind(kind), code)) for role, kind, code in _held(person_id=person.pk, on=on))
    return Actor(person_id=person.pk, name=person.name, mandates=held, request_id=request_id)


@kept
def _active(*, person_id: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=person_id, is_active=True)


def active_person(person_id: int) -> Person | None:
    """Return the person behind a session, or none where the account is closed or gone."""
    return _active(person_id=person_id).first()


def scope_of(mandate: Mandate) -> Scope:
    """Return what the mandate is bound to."""
    return Scope(ScopeKind(mandate.scope_kind), mandate.scope_code)


def scopes_around(scopes: Iterable[Scope]) -> dict[Scope, frozenset[Scope]]:
    """Return the scopes each of these lies in, itself and the programme among them; an unknown one lies in none."""
    return {
        Scope(ScopeKind(subject.kind), subject.code): found
        for subject, found in scopes_of_subjects((s.kind, s.code) for s in scopes).items()
    }


def scopes_of_subjects(subjects: Iterable[tuple[str, str]]) -> dict[Subject, frozenset[Scope]]:
    """Return the scopes each thing lies in, asking each kind once; what nobody knows lies in none."""
    codes: dict[str, list[str]] = {}
    for kind, code in subjects:
        codes.setdefault(kind, []).append(code)
    found: dict[Subject, frozenset[Scope]] = {}
    for kind, wanted in codes.items():
        provider = registry.subject_scopes.get(kind)
        known = provider(wanted) if provider else {}
        for code in wanted:
            around = frozenset(Scope(ScopeKind(outer), outer_code) for outer, outer_code in known.get(code, ()))
            found[Subject(kind, code)] = around | {PROGRAMME} if around or (kind, code) == (PROGRAMME.kind, PROGRAMME.code) else frozenset()
    return found


def visible_to(actor: Actor) -> QuerySet[Person]:
    """Return the people the actor may know of: everybody, or those who act where an area officer gives mandates."""
    if policy.may_read_all(actor):
        return Person.objects.all()
    local = Q(pk=actor.person_id)
    for scope in scopes_given_by(actor):
        local |= Q(mandates__scope_kind=scope.kind, mandates__scope_code=scope.code)
    return Person.objects.filter(pk__in=Person.objects.filter(local).values("pk"))


def scopes_given_by(actor: Actor) -> frozenset[Scope]:
    """Return the scopes with mandates in which an area officer gives mandates: the own ones and what lies in them."""
    own = frozenset(mandate.scope for mandate in actor.mandates if mandate.role in policy.GIVE_LOCALLY.roles)
    if not own:
        return own
    sites = Mandate.objects.filter(scope_kind=ScopeKind.SITE).values_list("scope_code", flat=True).distinct()
    around = scopes_around(Scope(ScopeKind.SITE, code) for code in sites.order_by("scope_code"))
    return own | {scope for scope, outer in around.items() if outer & own}


def mandates_visible_to(actor: Actor) -> QuerySet[Mandate]:
    """Return the mandates the actor may know of."""
    if policy.may_read_all(actor):
        return Mandate.objects.all()
    local = Q(person_id=actor.person_id)
    for scope in scopes_given_by(actor):
        local |= Q(scope_kind=scope.kind, scope_code=scope.code)
    return Mandate.objects.filter(local)


def selected_people(actor: Actor, on: date, *, text: str = "", role: str = "") -> QuerySet[Person]:
    """Return the people the actor may know of by name, with their mandates as ``with_mandates`` does.

    Only those whose name holds the text and who hold the role on the day in a scope the actor may know of: whoever
    answers for one site does not learn by filtering what a person does at another.
    """
    people = visible_to(actor)
    if text:
        people = people.filter(name__icontains=text)
    if role:
        people = people.filter(pk__in=mandates_visible_to(actor).filter(in_force(on), role=role).values("person"))
    return with_mandates(people, actor, on).order_by("name", "pk")


def with_mandates(people: QuerySet[Person], actor: Actor, on: date) -> QuerySet[Person]:
    """Return the people with ``held``: their mandates in force that the actor may know of, with the organisation's name."""
    held = (
        mandates_visible_to(actor)
        .filter(in_force(on))
        .annotate(organisation_name=name_on(on, "organisation_id"))
        .select_related("person", "deputy_for")
        .order_by("role", "scope_code", "id")
    )
    return people.prefetch_related(Prefetch("mandates", held, to_attr="held"))


def name_on(on: date, organisation: str) -> Subquery:
    """Return what the organisation in this column is called on that day, none where no name holds."""
    names = OrganisationName.objects.filter(in_force(on), organisation_id=OuterRef(organisation))
    return Subquery(names.order_by("-begins_on").values("name")[:1])


def named_organisations(on: date, *, text: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Return the organisations as ``organisations`` does, those whose name holds the text and that are of the kind."""
    found: Any = organisations(on).filter(kind=kind) if kind else organisations(on)
    narrowed: QuerySet[Organisation] = found.filter(name__icontains=text) if text else found
    return narrowed


def organisations(on: date) -> QuerySet[Organisation]:
    """Return all organisations with ``name``, what they are called that day, and their parent's."""
    named = Organisation.objects.annotate(name=name_on(on, "pk"), parent_name=name_on(on, "parent_id"))
    return named.order_by("name", "code")


def can_sign_in() -> Q:
    """Return the condition "this person can sign in"."""
    return Q(is_active=True, email__isnull=False) & ~Q(password="") & ~Q(password__startswith="!")  # noqa: S106 -- a lookup, not a password


def somebody_can_sign_in() -> bool:
    """Tell whether there is an account at all."""
    return Person.objects.filter(can_sign_in()).exists()


def managers_besides(person_id: int, *, on: date, without_mandate: int | None = None) -> bool:
    """Tell whether somebody can still sign in and manage people when this person, or only this mandate, is gone."""
    held = Mandate.objects.filter(
        in_force(on),
        person=OuterRef("pk"),
        deputy_for__isnull=True,
        role__in=policy.MANAGE.roles,
        scope_kind=PROGRAMME.kind,
        scope_code=PROGRAMME.code,
    )
    people = Person.objects.filter(can_sign_in())
    if without_mandate is None:
        people = people.exclude(pk=person_id)
    else:
        held = held.exclude(pk=without_mandate)
    return people.filter(Exists(held)).exists()


def people_within(scopes: Iterable[Scope], roles: Collection[str], on: date) -> QuerySet[Person]:
    """Return who holds one of the roles in one of the scopes or in the whole programme, by name, where their account is open."""
    there = Q(scope_kind=PROGRAMME.kind, scope_code=PROGRAMME.code)
    for scope in scopes:
        there |= Q(scope_kind=scope.kind, scope_code=scope.code)
    held = Mandate.objects.filter(in_force(on), there, person=OuterRef("pk"), role__in=roles)
    return Person.objects.filter(Exists(held), is_active=True).order_by("name", "pk")


def colleagues_of(person: Person, on: date) -> QuerySet[Person]:
    """Return who could stand in for the person: active people with a mandate in force where the person has one, or around it."""
    own = {scope_of(mandate) for mandate in mandates_in_force(person.pk, on)}
    around = own | {outer for found in scopes_around(own).values() for outer in found if outer != PROGRAMME}
    within = Q(pk__in=())
    for scope in around:
        within |= Q(scope_kind=scope.kind, scope_code=scope.code)
    held = Mandate.objects.filter(in_force(on), within, person=OuterRef("pk"))
    return Person.objects.filter(Exists(held), is_active=True).exclude(pk=person.pk).order_by("name", "pk")


def deputies_of(person: Person, on: date) -> QuerySet[Mandate]:
    """Return the mandates others hold for the person on the day or later, with the deputy."""
    ahead = Q(ends_on__gte=on)
    return Mandate.objects.filter(ahead, deputy_for=person).select_related("person").order_by("begins_on", "person__name", "role", "pk")


def deputised_by(person: Person, on: date) -> QuerySet[Mandate]:
    """Return the mandates the person holds for others on the day or later, with whom."""
    held = Mandate.objects.filter(person=person, deputy_for__isnull=False, ends_on__gte=on)
    return held.select_related("deputy_for").order_by("begins_on", "deputy_for__name", "role", "pk")


def links_made_for(actor: Actor, *, since: datetime) -> QuerySet[TrailEntry]:
    """Return the trail's entries on access links that others made for the actor although the actor had a password, newest first."""
    code = Person.objects.filter(pk=actor.person_id or 0).values("code")
    made = TrailEntry.objects.filter(
        deed__in=(LINK_DEED, SENT_LINK_DEED), subject_kind="person", subject_code=Subquery(code[:1]), at__gte=since
    )
    return made.filter(facts__had_password=True).order_by("-number")


def who_may_ask_for_a_link(address: str) -> Person | None:
    """Return the person with this address whose access is open, whether they have a password yet or not."""
    return Person.objects.filter(email__iexact=address.strip(), is_active=True).first()


def example_mandates(on: date) -> QuerySet[Mandate]:
    """Return the mandates in force of the invented people who may be looked through, with the person."""
    return Mandate.objects.filter(in_force(on), person__is_example=True, person__is_active=True).select_related("person").order_by("pk")


def describe_scopes(scopes: Iterable[Scope], actor: Actor) -> dict[Scope, SubjectCard]:
    """Return the cards of the scopes the actor may know of, asking each kind once."""
    subjects = {Subject(scope.kind, scope.code): scope for scope in scopes if scope != PROGRAMME}
    return {subjects[subject]: card for subject, card in registry.describe(subjects, actor).items()}


def scope_choices(actor: Actor) -> list[SubjectCard]:
    """Return what the actor could bind a mandate to, besides the programme, as every room knows it."""
    return [card for provider in registry.scope_choices for card in provider(actor)]
