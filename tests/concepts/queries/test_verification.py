"""Are the resolved revisions still what was resolved?"""

import os
from datetime import date

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo
from tests.factories.concepts import NOW, SITE, TODAY, add_measures, decided, make_concept, resolve
from tests.people import actor

from quartierwerk.concepts.actions.resolutions import record_step
from quartierwerk.concepts.models import ConceptRevision
from quartierwerk.concepts.queries.verification import STEPS_TABLE, TABLE, verify_revisions, verify_steps
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


@pytest.mark.parametrize("figure", ["total_cents", "measure_count", "goal_count", "upgrading_cents", "cooperation_cents", "both_cents"])
def test_a_changed_figure_beside_the_content_is_found(revisions, monkeypatch, figure):
    forged(monkeypatch, revisions[0], **{figure: 1_000_000_000})

    assert findings() == [(TABLE, FindingKind.CHANGED, f"{SITE} #1")]


def step_findings():
    return [(finding.table, finding.finding, finding.thing) for finding in verify_steps(lambda *_: None)]


def test_steps_as_they_were_recorded_are_found_whole(revisions):
    record_step(revision=revisions[0], decision=decided(kind="recognised"), actor=actor("programme_ministry"), now=NOW)

    assert step_findings() == []


def test_a_step_nobody_recorded_is_found(revisions):
    revisions[0].steps.create(kind="council", decided_on=date(2026, 11, 1), body_name="Niemand", reference="x", recorded_at=NOW)

    assert step_findings() == [(STEPS_TABLE, FindingKind.ADDED, f"{SITE} #1 council 2026-11-01")]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("body_name = 'Niemand'", [(FindingKind.CHANGED, f"{SITE} #1 council {TODAY}")]),
        ("reference = 'VL-99'", [(FindingKind.CHANGED, f"{SITE} #1 council {TODAY}")]),
        (
            "decided_on = '2020-01-01'",
            [(FindingKind.ADDED, f"{SITE} #1 council 2020-01-01"), (FindingKind.MISSING, f"{SITE} #1 council {TODAY}")],
        ),
    ],
)
def test_a_step_the_owner_of_the_table_changed_is_found(transactional_db, change, left):
    first = resolve(make_concept(measures=1))
    with as_owner() as owner:
        owner.execute("ALTER TABLE concepts_resolutionstep DISABLE TRIGGER USER")
        owner.execute(f"UPDATE concepts_resolutionstep SET {change} WHERE revision_id = %s", [first.pk])
        owner.execute("ALTER TABLE concepts_resolutionstep ENABLE TRIGGER USER")

    assert step_findings() == [(STEPS_TABLE, *each) for each in left]


def as_owner():
    """Return a connection to the test database as the role that owns the tables."""
    owner = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    return psycopg.connect(make_conninfo(owner, dbname=connection.settings_dict["NAME"]))


def test_it_reads_the_trail_and_the_revisions_once(revisions, django_assert_max_num_queries):
    assert connection.vendor == "postgresql"

    with django_assert_max_num_queries(4):
        findings()
