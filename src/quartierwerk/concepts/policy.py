"""Who may read, write, release and resolve a concept."""

from quartierwerk.concepts.models import ActionConcept, ResolutionStep
from quartierwerk.foundation.people.core.actor import Actor, Permission
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.kernel.verdict import Verdict
from quartierwerk.places.models import Site

READ_WORKING_COPY = Permission.of(
    "concepts.read_working_copy",
    Role.AREA_OFFICER,
    Role.DEPARTMENT_CONTACT,
    Role.TREASURY,
    Role.AUDIT_OFFICE,
    Role.NEIGHBOURHOOD_MANAGER,
    Role.AUDITOR,
)
READ_RELEASED_COPY = Permission.of(
    "concepts.read_released_copy",
    *READ_WORKING_COPY.roles,
    Role.PROGRAMME_MINISTRY,
    Role.FUNDING_BANK,
    Role.SERVICE_AGENCY_LEAD,
    Role.SERVICE_AGENCY_PARTNER,
)
EDIT = Permission.of("concepts.edit", Role.AREA_OFFICER, Role.DEPARTMENT_CONTACT)
RELEASE = Permission.of("concepts.release", Role.AREA_OFFICER)
RESOLVE = Permission.of("concepts.resolve", Role.AREA_OFFICER)
RECOGNISE = Permission.of("concepts.recognise", Role.PROGRAMME_MINISTRY)
RECORD_STEP = Permission.of("concepts.record_step", Role.AREA_OFFICER, Role.PROGRAMME_MINISTRY)


def may_begin(actor: Actor, site: Site) -> Verdict:
    """Answer whether the actor may begin the site's concept."""
    return actor.may(EDIT, site.scopes)


def may_edit(actor: Actor, concept: ActionConcept) -> Verdict:
    """Answer whether the actor may change the working copy."""
    return actor.may(EDIT, concept.site.scopes)


def may_release(actor: Actor, concept: ActionConcept) -> Verdict:
    """Answer whether the actor may show the working copy to others than the municipality, or hide it again."""
    return actor.may(RELEASE, concept.site.scopes)


def may_resolve(actor: Actor, concept: ActionConcept) -> Verdict:
    """Answer whether the actor may freeze the working copy as resolved by the council."""
    return actor.may(RESOLVE, concept.site.scopes)


def may_record_step(actor: Actor, concept: ActionConcept, *, kind: str) -> Verdict:
    """Answer whether the actor may record a step; the state records its own recognition."""
    return actor.may(RECOGNISE if kind == ResolutionStep.Kind.RECOGNISED else RESOLVE, concept.site.scopes)


def steps_recorded_by(actor: Actor, concept: ActionConcept) -> tuple[ResolutionStep.Kind, ...]:
    """Return the kinds of steps the actor may record."""
    return tuple(kind for kind in ResolutionStep.Kind if may_record_step(actor, concept, kind=kind))
