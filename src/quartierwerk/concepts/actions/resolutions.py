"""Deeds that show, freeze and date a concept."""

from datetime import datetime

from django.utils import timezone

from quartierwerk.concepts import policy
from quartierwerk.concepts.actions.locks import hold
from quartierwerk.concepts.core import resolution
from quartierwerk.concepts.core.content import ConceptContent, content_hash, figures_of
from quartierwerk.concepts.core.resolution import Decision
from quartierwerk.concepts.models import ActionConcept, ConceptRevision, ResolutionStep
from quartierwerk.concepts.queries import newest_revision
from quartierwerk.concepts.queries.content import content_of
from quartierwerk.concepts.queries.problems import findings_of
from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import Subject


@deed("concepts:concept:release")
def release(*, concept: ActionConcept, actor: Actor, now: datetime) -> None:
    """Show the working copy to ministry, bank and agency."""
    policy.may_release(actor, concept).require()
    concept.released_at, concept.released_by_id = now, actor.person_id
    concept.save(update_fields=["released_at", "released_by"])
    record(Subject("concept", concept.site.code))


@deed("concepts:concept:withdraw")
def withdraw(*, concept: ActionConcept, actor: Actor) -> None:
    """Hide the working copy from everybody outside the municipality again."""
    policy.may_release(actor, concept).require()
    concept.released_at = concept.released_by = None
    concept.save(update_fields=["released_at", "released_by"])
    record(Subject("concept", concept.site.code))


@deed("concepts:concept:resolve")
def resolve(*, concept: ActionConcept, decision: Decision, despite: str, actor: Actor, now: datetime) -> ConceptRevision:
    """Freeze the working copy as the revision the council resolved.

    Raises:
        EmptyConceptError, UnexplainedFindingsError, NothingChangedError, FutureStepError: see the rule.
    """
    policy.may_resolve(actor, concept).require()
    hold(concept)  # two people who resolve at once get two numbers, or the second a refusal
    concept.refresh_from_db(fields=("title", "fields_list"))
    resolution.check_step(decided_on=decision.decided_on, today=timezone.localdate(now))
    content = content_of(concept, on=decision.decided_on)
    found = findings_of(content, on=decision.decided_on)
    number = resolution.next_number(
        measures=len(content["measures"]),
        grave_findings=sum(finding.grave for finding in found),
        despite=despite,
        content_hash=content_hash(content),
        newest=newest_revision(concept),
    )
    revision = _freeze(concept, content, number=number, actor=actor, now=now)
    _step(revision, decision, actor=actor, now=now)
    record(Subject("concept", concept.site.code), reason=despite, facts={"hash": revision.content_hash, **_facts(number, decision)})
    return revision


def _facts(number: int, decision: Decision) -> dict[str, object]:
    return {
        "revision": number,
        "step": decision.kind,
        "decided_on": decision.decided_on.isoformat(),
        "body": decision.body_name,
        "reference": decision.reference,
    }


def _freeze(concept: ActionConcept, content: ConceptContent, *, number: int, actor: Actor, now: datetime) -> ConceptRevision:
    return ConceptRevision.objects.create(
        concept=concept,
        number=number,
        content=content,
        content_hash=content_hash(content),
        rulebooks=sorted(set(content["rulebooks"].values())),
        **figures_of(content),
        frozen_at=now,
        frozen_by_id=actor.person_id,
    )


@deed("concepts:revision:record_step")
def record_step(*, revision: ConceptRevision, decision: Decision, actor: Actor, now: datetime) -> ResolutionStep:
    """Add a dated step to a revision's way: recommended, executive, council, recognised.

    Raises:
        FutureStepError: the day has not come yet.
        StepRecordedError: this step with this date is there already.
    """
    policy.may_record_step(actor, revision.concept, kind=decision.kind).require()
    resolution.check_step(decided_on=decision.decided_on, today=timezone.localdate(now))
    hold(revision.concept)
    if revision.steps.filter(kind=decision.kind, decided_on=decision.decided_on).exists():
        raise resolution.StepRecordedError(decision.kind, decision.decided_on)
    step = _step(revision, decision, actor=actor, now=now)
    record(Subject("concept", revision.concept.site.code), facts=_facts(revision.number, decision))
    return step


def _step(revision: ConceptRevision, decision: Decision, *, actor: Actor, now: datetime) -> ResolutionStep:
    return ResolutionStep.objects.create(
        revision=revision,
        kind=decision.kind,
        decided_on=decision.decided_on,
        body_name=decision.body_name,
        reference=decision.reference,
        recorded_at=now,
        recorded_by_id=actor.person_id,
    )
