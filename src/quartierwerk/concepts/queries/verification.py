"""Checks that resolved revisions are still what was resolved: content against hash, both against the trail."""

from collections.abc import Iterator

from quartierwerk.concepts.core.content import content_hash
from quartierwerk.concepts.models import ConceptRevision
from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.audit.verifiers import Progress

TABLE = "concepts_conceptrevision"
RESOLVED = "concepts:concept:resolve"
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
        elif content_hash(revision.content) != known or revision.content_hash != known:
            yield Finding(TABLE, revision.pk, FindingKind.CHANGED, thing)
    for code, number in witnessed:
        yield Finding(TABLE, int(number or 0), FindingKind.MISSING, f"{code} #{number}")
