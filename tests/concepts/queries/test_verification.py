"""Are the resolved revisions still what was resolved?"""

import pytest
from django.db import connection
from tests.factories.concepts import NOW, SITE, add_measures, make_concept, resolve

from quartierwerk.concepts.models import ConceptRevision
from quartierwerk.concepts.queries.verification import TABLE, verify_revisions
from quartierwerk.foundation.audit.core.findings import FindingKind
from quartierwerk.foundation.audit.models import TrailEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def revisions():
    concept = make_concept(measures=1)
    first = resolve(concept)
    add_measures(concept, 1)
    return first, resolve(concept)


def findings():
    return [(finding.table, finding.finding, finding.thing) for finding in verify_revisions(lambda *_: None)]


def forged(monkeypatch, row, **changes):
    """Let the next look find the row as somebody with the database's own rights would have changed it."""
    monkeypatch.setattr(ConceptRevision, "from_db", classmethod(_changed(ConceptRevision.from_db.__func__, row.pk, changes)))


def _changed(read, pk, changes):
    def from_db(cls, db, names, values, **more):
        found = read(cls, db, names, values, **more)
        if found.pk == pk:
            for name, value in changes.items():
                setattr(found, name, value)
        return found

    return from_db


def test_revisions_as_they_were_resolved_are_found_whole(revisions):
    assert findings() == []


def test_a_changed_content_is_found(revisions, monkeypatch):
    forged(monkeypatch, revisions[0], content={**revisions[0].content, "concept": {"title": "Gefälscht"}})

    assert findings() == [(TABLE, FindingKind.CHANGED, f"{SITE} #1")]


def test_a_content_changed_with_its_hash_is_found_by_the_trail(revisions, monkeypatch):
    from quartierwerk.concepts.core.content import content_hash

    content = {**revisions[1].content, "concept": {"title": "Gefälscht"}}
    forged(monkeypatch, revisions[1], content=content, content_hash=content_hash(content))

    assert findings() == [(TABLE, FindingKind.CHANGED, f"{SITE} #2")]


def test_a_revision_nobody_resolved_is_found(revisions):
    fields = {
        field.attname: getattr(revisions[1], field.attname) for field in ConceptRevision._meta.concrete_fields if not field.primary_key
    }
    ConceptRevision.objects.create(**{**fields, "number": 3})

    assert findings() == [(TABLE, FindingKind.ADDED, f"{SITE} #3")]


def test_a_revision_that_is_gone_is_found(revisions):
    TrailEntry.objects.create(
        number=99, at=NOW, deed="concepts:concept:resolve", subject_kind="concept", subject_code=SITE, actor_name="x",
        facts={"revision": 7, "hash": "x"}, previous_hash="", entry_hash="y",
    )  # fmt: skip

    assert findings() == [(TABLE, FindingKind.MISSING, f"{SITE} #7")]


def test_it_reads_the_trail_and_the_revisions_once(revisions, django_assert_max_num_queries):
    assert connection.vendor == "postgresql"

    with django_assert_max_num_queries(4):
        findings()
