"""Checks that resolved revisions are still what was resolved: content, figures and hash, and the steps against the trail."""

from collections.abc import Iterator

from quartierwerk.concepts.core.content import content_hash, figures_of
from quartierwerk.concepts.models import ConceptRevision, ResolutionStep
from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.audit.verifiers import Progress

TABLE = "concepts_conceptrevision"
STEPS_TABLE = "concepts_resolutionstep"
RESOLVED = "concepts:concept:resolve"
STEP_RECORDED = "concepts:revision:record_step"
BATCH = 20


def verify_revisions(_progress: Progress) -> Iterator[Finding]:
    """Yield every revision whose content or hash was changed, that nobody resolved, or that is gone."""
    witnessed = {
        (entry.subject_code, entry.facts.get("revision")): entry.facts.get("hash")
        for entry in TrailEntry.objects.filter(deed=RESOLVED).order_by("number").iterator()
    }
    rows = ConceptRevision.objects.select_related("concept__site").order_by("pk")
    for revision in rows.iterator(chunk_size=BATCH):
        key = (revision.concept.site.code, revision.number)
        thing = f"{key[0]} #{key[1]}"
        known = witnessed.pop(key, None)
        if known is None:
            yield Finding(TABLE, revision.pk, FindingKind.ADDED, thing)
        elif content_hash(revision.content) != known or revision.content_hash != known or not _has_its_figures(revision):
            yield Finding(TABLE, revision.pk, FindingKind.CHANGED, thing)
    for code, number in witnessed:
        yield Finding(TABLE, int(number or 0), FindingKind.MISSING, f"{code} #{number}")


def _has_its_figures(revision: ConceptRevision) -> bool:
    return all(getattr(revision, name) == value for name, value in figures_of(revision.content).items())


def verify_steps(_progress: Progress) -> Iterator[Finding]:
    """Yield every step, which decides what is in force and since when, that was changed, that nobody recorded, or that is gone."""
    witnessed = {
        (entry.subject_code, facts["revision"], facts["step"], facts["decided_on"]): (facts["body"], facts["reference"])
        for entry in TrailEntry.objects.filter(deed__in=(RESOLVED, STEP_RECORDED)).order_by("number").iterator()
        if "step" in (facts := entry.facts)
    }
    steps = ResolutionStep.objects.order_by("pk").values_list(
        "pk", "revision__concept__site__code", "revision__number", "kind", "decided_on", "body_name", "reference"
    )
    for pk, code, number, kind, decided_on, body, reference in steps.iterator():
        thing = f"{code} #{number} {kind} {decided_on}"
        known = witnessed.pop((code, number, kind, decided_on.isoformat()), None)
        if known is None:
            yield Finding(STEPS_TABLE, pk, FindingKind.ADDED, thing)
        elif known != (body, reference):
            yield Finding(STEPS_TABLE, pk, FindingKind.CHANGED, thing)
    for code, number, kind, day in witnessed:
        yield Finding(STEPS_TABLE, number, FindingKind.MISSING, f"{code} #{number} {kind} {day}")
