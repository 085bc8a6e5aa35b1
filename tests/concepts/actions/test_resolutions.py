"""Deeds that show, freeze and date a concept."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from tests.concepts.actions.trail import last_entry
from tests.factories.concepts import (
    NOW,
    SITE,
    TODAY,
    add_measure,
    add_measures,
    decided,
    make_area,
    make_concept,
    make_money,
    officer,
    resolve,
)
from tests.people import actor, imagined

from quartierwerk.concepts import actions
from quartierwerk.concepts.core.content import content_hash
from quartierwerk.concepts.core.resolution import (
    EmptyConceptError,
    FutureStepError,
    NothingChangedError,
    StepRecordedError,
    UnexplainedFindingsError,
)
from quartierwerk.concepts.models import ActionConcept, Chapter, ConceptRevision, FieldAnalysis, ResolutionStep
from quartierwerk.concepts.queries.content import content_of
from quartierwerk.foundation.audit.append_only import AppendOnlyError
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.rulebook.queries import NoRuleOnDayError
from quartierwerk.kernel import structured_text
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db


def complete_concept():
    """Return a working copy the check finds nothing grave in."""
    concept = make_concept()
    make_area(concept.site)
    for entry in rules.catalogue("concept_chapters", on=TODAY).entries:
        Chapter.objects.create(concept=concept, chapter_code=entry.code, body=structured_text.read("Text"), edited_at=NOW)
    for code in rules.catalogue(concept.fields_list, on=TODAY).labels:
        FieldAnalysis.objects.create(concept=concept, field_code=code, strengths="Viel", argued_away="Nicht hier")
    add_measure(concept, money=make_money())
    return concept


# Release.


def test_a_released_working_copy_says_by_whom_and_when():
    concept = make_concept()

    actions.release(concept=concept, actor=officer(), now=NOW)

    kept = ActionConcept.objects.get()
    assert (kept.released_at, kept.released_by_id) == (NOW, officer().person_id)
    assert last_entry() == ("concepts:concept:release", "concept", SITE, {})


def test_a_withdrawn_working_copy_is_released_no_more():
    concept = make_concept()
    actions.release(concept=concept, actor=officer(), now=NOW)

    actions.withdraw(concept=concept, actor=officer())

    kept = ActionConcept.objects.get()
    assert (kept.released_at, kept.released_by_id) == (None, None)
    assert last_entry() == ("concepts:concept:withdraw", "concept", SITE, {})


# Resolution.


def test_a_resolution_freezes_the_working_copy_as_it_stands():
    concept = make_concept(measures=2)

    revision = resolve(concept)

    kept = ConceptRevision.objects.get()
    assert kept == revision
    assert kept.content == content_of(concept, on=TODAY)
    assert (kept.number, kept.goal_count, kept.measure_count, kept.total_cents) == (1, 2, 2, 180_000_00)
    assert (kept.upgrading_cents, kept.cooperation_cents, kept.both_cents) == (0, 0, 180_000_00)
    assert kept.by_field["housing"] == [2, 180_000_00]
    assert kept.by_field["health"] == [0, 0]
    assert (kept.frozen_at, kept.frozen_by_id) == (NOW, officer().person_id)
    assert kept.rulebooks == ["concept_chapters_1", "cost_groups_1", "financing_sources_1", "programme_text"]


def test_the_hash_is_that_of_the_content_read_back_from_the_database():
    resolve(make_concept(measures=3))

    kept = ConceptRevision.objects.get()

    assert kept.content_hash == content_hash(kept.content)


def test_the_councils_step_is_kept_with_the_revision():
    revision = resolve(make_concept(measures=1), date(2026, 3, 3))

    step = revision.steps.get()
    assert (step.kind, step.decided_on, step.body_name, step.reference) == (
        "council", date(2026, 3, 3), "Stadtverordnetenversammlung", "VL-1/2026",
    )  # fmt: skip
    assert (step.recorded_at, step.recorded_by_id) == (NOW, officer().person_id)


def test_the_trail_keeps_number_hash_decision_and_the_sentence():
    revision = resolve(make_concept(measures=1), despite="Der Bescheid verlangt es.")

    facts = {
        "revision": 1, "hash": revision.content_hash, "step": "council", "decided_on": "2026-11-22",
        "body": "Stadtverordnetenversammlung", "reference": "VL-1/2026",
    }  # fmt: skip
    assert last_entry() == ("concepts:concept:resolve", "concept", SITE, facts)
    assert TrailEntry.objects.order_by("number").last().reason == "Der Bescheid verlangt es."


def test_later_changes_do_not_reach_a_revision():
    concept = make_concept(measures=1)
    resolve(concept)
    before = ConceptRevision.objects.get().content

    concept.measures.update(title="Ganz anders")
    concept.goals.update(title="Anders")

    assert ConceptRevision.objects.get().content == before


def test_numbers_count_up():
    concept = make_concept(measures=1)

    numbers = []
    for _ in range(3):
        add_measures(concept, 1)
        numbers.append(resolve(concept).number)

    assert numbers == [1, 2, 3]


def test_the_content_is_labelled_by_the_rules_of_the_day_of_the_resolution():
    site = make_concept(measures=1).site
    make_area(site, version=1, valid_from=date(2020, 1, 1))
    make_area(site, version=2, valid_from=date(2026, 6, 1))

    revision = resolve(site.concept, date(2026, 5, 31))

    assert revision.content["boundary"]["version"] == 1


def test_a_complete_concept_needs_no_excuse():
    revision = resolve(complete_concept(), despite="")

    assert revision.number == 1


def test_open_findings_ask_for_a_sentence():
    concept = make_concept(measures=1)

    with pytest.raises(UnexplainedFindingsError) as refused:
        resolve(concept, despite="  ")

    assert refused.value.findings > 0
    assert not ConceptRevision.objects.exists()


def test_nothing_to_resolve_is_refused():
    with pytest.raises(EmptyConceptError):
        resolve(make_concept())


def test_the_same_content_is_not_resolved_twice():
    concept = make_concept(measures=1)
    resolve(concept)

    with pytest.raises(NothingChangedError) as refused:
        resolve(concept)

    assert refused.value.number == 1
    assert ConceptRevision.objects.count() == ResolutionStep.objects.count() == 1


def test_a_resolution_of_tomorrow_is_refused():
    with pytest.raises(FutureStepError):
        resolve(make_concept(measures=1), TODAY + timedelta(days=1))


def test_today_is_the_day_in_germany():
    concept, shortly_after_midnight = make_concept(measures=1), datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    revision = actions.resolve(
        concept=concept, decision=decided(date(2026, 11, 23)), despite="So ist es.", actor=officer(), now=shortly_after_midnight
    )

    assert revision.steps.get().decided_on == date(2026, 11, 23)


def test_a_day_before_all_rules_is_refused():
    with pytest.raises(NoRuleOnDayError):
        resolve(make_concept(measures=1), date(1066, 1, 1))


@pytest.mark.parametrize(
    ("role", "kind", "code", "reason"),
    [
        ("department_contact", "municipality", "musterstadt", "role_missing"),
        ("programme_ministry", "programme", "soziale-stadt", "role_missing"),
        ("area_officer", "site", "anderswo", "outside_scope"),
    ],
)
def test_releasing_and_resolving_is_for_the_area_officer(role, kind, code, reason):
    concept, stranger = make_concept(measures=1), imagined(role, kind, code)
    deeds = (
        lambda: actions.release(concept=concept, actor=stranger, now=NOW),
        lambda: actions.withdraw(concept=concept, actor=stranger),
        lambda: resolve(concept, by=stranger),
    )

    for deed in deeds:
        with pytest.raises(NotPermittedError, match=reason):
            deed()

    assert not ConceptRevision.objects.exists()
    assert not TrailEntry.objects.exists()


# Steps.


def record_step(revision, decision, by=None):
    return actions.record_step(revision=revision, decision=decision, actor=by or officer(), now=NOW)


def test_a_step_is_added_to_the_way_of_a_revision():
    revision = resolve(make_concept(measures=1))

    record_step(revision, decided(date(2026, 10, 1), kind="executive", body_name="Magistrat", reference="M-7"))

    step = revision.steps.get(kind="executive")
    assert (step.decided_on, step.body_name, step.reference, step.recorded_by_id) == (
        date(2026, 10, 1),
        "Magistrat",
        "M-7",
        officer().person_id,
    )
    facts = {"revision": 1, "step": "executive", "decided_on": "2026-10-01", "body": "Magistrat", "reference": "M-7"}
    assert last_entry() == ("concepts:revision:record_step", "concept", SITE, facts)


def test_the_state_records_its_own_recognition():
    revision, ministry = resolve(make_concept(measures=1)), actor("programme_ministry")

    record_step(revision, decided(kind="recognised", body_name="Ministerium"), by=ministry)

    assert revision.steps.get(kind="recognised").recorded_by_id == ministry.person_id
    with pytest.raises(NotPermittedError, match="role_missing"):
        record_step(revision, decided(date(2026, 11, 1), kind="recognised"))
    with pytest.raises(NotPermittedError, match="role_missing"):
        record_step(revision, decided(kind="executive"), by=ministry)


def test_a_step_of_tomorrow_is_refused():
    revision = resolve(make_concept(measures=1))

    with pytest.raises(FutureStepError):
        record_step(revision, decided(TODAY + timedelta(days=1), kind="executive"))


def test_a_step_is_recorded_once_a_day():
    revision = resolve(make_concept(measures=1))

    with pytest.raises(StepRecordedError) as refused:
        record_step(revision, decided(TODAY))

    assert (refused.value.kind, refused.value.decided_on) == ("council", TODAY)
    assert revision.steps.count() == 1


# What is resolved stays.


@pytest.mark.parametrize("kind", ["revision", "step"])
def test_the_model_refuses_to_change_what_is_resolved(kind):
    revision = resolve(make_concept(measures=1))
    row = revision if kind == "revision" else revision.steps.get()
    rows = type(row).objects.filter(pk=row.pk)

    for change in (row.save, row.delete, lambda: rows.update(pk=row.pk), rows.delete):
        with pytest.raises(AppendOnlyError):
            change()


@pytest.mark.parametrize("table", ["concepts_conceptrevision", "concepts_resolutionstep"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_is_resolved(table, statement):
    resolve(make_concept(measures=1))

    with pytest.raises(DatabaseError, match=r"permission denied|Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))

    assert ConceptRevision.objects.count() == ResolutionStep.objects.count() == 1


def test_the_database_refuses_sums_that_do_not_add_up():
    revision = resolve(make_concept(measures=1))
    fields = {field.attname: getattr(revision, field.attname) for field in revision._meta.concrete_fields if not field.primary_key}

    with pytest.raises(IntegrityError, match="revision_aims_add_up"), transaction.atomic():
        ConceptRevision.objects.create(**{**fields, "number": 2, "total_cents": revision.total_cents + 1})


def resolve_at_once(concept, days):
    """Return what each of two people got who resolve at the same moment: a number, or the number refused."""
    by, together, told = officer(), Barrier(2, timeout=20), []

    def run(day):
        try:
            mine = ActionConcept.objects.select_related("site__municipality").get(pk=concept.pk)
            together.wait()
            told.append(resolve(mine, day, by=by).number)
        except NothingChangedError as refused:
            told.append(f"equals {refused.number}")
        finally:
            connection.close()

    threads = [Thread(target=run, args=(day,)) for day in days]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told, key=str)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_resolve_the_same_at_once_one_is_refused():
    told = resolve_at_once(make_concept(measures=1), [TODAY, TODAY])

    assert told == [1, "equals 1"]
    assert [revision.number for revision in ConceptRevision.objects.all()] == [1]
    assert TrailEntry.objects.filter(deed="concepts:concept:resolve").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_resolve_different_contents_at_once_get_two_numbers():
    concept = make_concept(measures=1)
    make_area(concept.site, version=1, valid_from=date(2020, 1, 1))
    make_area(concept.site, version=2, valid_from=date(2026, 6, 1))

    told = resolve_at_once(concept, [date(2026, 5, 1), TODAY])

    assert told == [1, 2]
    assert TrailEntry.objects.filter(deed="concepts:concept:resolve").count() == 2


def test_a_new_revision_keeps_a_chapter_the_list_has_no_more():
    concept = make_concept(measures=1)
    concept.chapters.create(chapter_code="old", body=structured_text.read("Alter Text"), edited_at=NOW)

    revision = resolve(concept)

    assert revision.content["chapters"][-1] == {
        "code": "old",
        "label": "old",
        "body": structured_text.read("Alter Text"),
        "unlisted": True,
    }
