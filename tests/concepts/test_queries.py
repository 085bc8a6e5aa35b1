"""Reading concepts: what an actor may see, working copies, revisions in force."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartierwerk.concepts import actions, queries
from quartierwerk.concepts.core import resolution
from quartierwerk.concepts.core.completeness import check
from quartierwerk.concepts.core.measure_sheet import Money
from quartierwerk.concepts.models import ActionConcept, ConceptRevision, ResolutionStep
from quartierwerk.concepts.queries.content import content_of
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from tests.factories.concepts import NOW, SITE, TODAY, add_measure, add_measures, decided, make_concept, make_money, officer, resolve
from tests.factories.places import make_municipality, make_site
from tests.people import actor, imagined

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2026, 1, 1)


def released(concept):
    actions.release(concept=concept, actor=officer(concept.site.code), now=NOW)
    return concept


def three_concepts():
    """One released, one not, one of another municipality."""
    other = make_site("anderswo-sued", municipality=make_municipality("anderswo"))
    return released(make_concept()), make_concept(make_site("musterstadt-sued")), make_concept(other)


def freeze(concept, number, council_days):
    """Return a revision with steps of the council on these days, without asking any rule."""
    revision = ConceptRevision.objects.create(
        concept=concept, number=number, content={"measure_order": []}, content_hash=str(number), rulebooks=[], goal_count=1,
        measure_count=2, total_cents=6, upgrading_cents=1, cooperation_cents=2, both_cents=3, by_field={}, frozen_at=NOW,
    )  # fmt: skip
    for day in council_days:
        ResolutionStep.objects.create(revision=revision, kind="council", decided_on=day, body_name="StVV", reference="1", recorded_at=NOW)
    return revision


# Who may know of a working copy.


@pytest.mark.parametrize(
    ("role", "kind", "code", "seen"),
    [
        ("area_officer", "municipality", "musterstadt", {"musterstadt-nord", "musterstadt-sued"}),
        ("area_officer", "site", "musterstadt-sued", {"musterstadt-sued"}),
        ("neighbourhood_manager", "site", "musterstadt-nord", {"musterstadt-nord"}),
        ("treasury", "municipality", "anderswo", {"anderswo-sued"}),
        ("programme_ministry", "programme", "soziale-stadt", {"musterstadt-nord"}),
        ("funding_bank", "programme", "soziale-stadt", {"musterstadt-nord"}),
        ("service_agency_lead", "programme", "soziale-stadt", {"musterstadt-nord"}),
        ("auditor", "programme", "soziale-stadt", {"musterstadt-nord", "musterstadt-sued", "anderswo-sued"}),
        ("programme_ministry", "programme", "anderes-programm", set()),
        ("other_ministry", "programme", "soziale-stadt", set()),
        ("resident", "municipality", "musterstadt", set()),
        ("operator", "programme", "soziale-stadt", set()),
    ],
)
def test_working_copies_are_seen_by_whom_the_policy_lets(role, kind, code, seen):
    three_concepts()

    found = {concept.site.code for concept in queries.working_copies_visible_to(imagined(role, kind, code))}

    assert found == seen


def test_the_public_sees_no_working_copy():
    three_concepts()

    assert not queries.working_copies_visible_to(PUBLIC).exists()


def test_the_system_sees_every_working_copy():
    three_concepts()

    assert queries.working_copies_visible_to(SYSTEM).count() == 3


def test_a_resolved_concept_is_known_to_all_and_an_unresolved_one_to_its_readers():
    _nord, sued, _elsewhere = three_concepts()
    add_measures(sued, 1)
    resolve(sued)

    found = {concept.site.code for concept in queries.concepts_known_to(imagined("programme_ministry"))}

    assert found == {"musterstadt-nord", "musterstadt-sued"}


# Lists and sums.


def test_measures_come_by_number_with_their_sums():
    concept = make_concept()
    add_measure(concept, 2, money=Money({2026: 10, 2027: 5}, {("state", 2026): 7, ("federal", 2026): 3}))
    add_measure(concept, 1)

    found = [(row.code, row.cost_cents, row.financing_cents) for row in queries.measures_of(concept)]

    assert found == [("M 1", 0, 0), ("M 2", 15, 10)]


def test_measures_are_read_in_one_query(django_assert_num_queries):
    concept = make_concept(measures=20)

    with django_assert_num_queries(1):
        assert {row.concept.site.code for row in queries.measures_of(concept)} == {SITE}


def test_sums_leave_out_what_was_dropped_and_never_split_both():
    concept = make_concept()
    for place, (aim, state) in enumerate([("upgrading", "planned"), ("cooperation", "idea"), ("both", "done"), ("both", "dropped")], 1):
        add_measure(concept, place, aim=aim, state=state, money=Money({2026: place}, {("state", 2026): 10 * place}))

    assert queries.sums(queries.measures_of(concept)) == {
        "count": 4, "cost": 6, "financing": 60, "upgrading": 1, "cooperation": 2, "both": 3,
    }  # fmt: skip


def test_sums_of_nothing_are_zero():
    assert set(queries.sums(queries.measures_of(make_concept())).values()) == {0}


def test_goals_come_in_the_order_of_the_tree_with_their_measures_counted():
    concept = make_concept(measures=3)

    assert [(goal.code, goal.measure_count) for goal in queries.goals_of(concept)] == [("1", 0), ("1.1", 3)]


def test_live_states_are_those_of_the_working_copy():
    concept = make_concept(measures=2)
    concept.measures.filter(slug="m-2").update(state="running")

    assert queries.live_states(SITE) == {"m-1": "planned", "m-2": "running"}


# Revisions.


def test_revisions_come_newest_first_without_content(django_assert_num_queries):
    concept = make_concept()
    for number in range(1, 4):
        freeze(concept, number, [FIRST_DAY])

    with django_assert_num_queries(2):
        assert [(found.number, len(found.steps.all())) for found in queries.revisions_of(concept)] == [(3, 1), (2, 1), (1, 1)]
    assert "content" in queries.revisions_of(concept)[0].get_deferred_fields()


def test_steps_come_in_the_order_of_their_days():
    revision = freeze(make_concept(), 1, [FIRST_DAY])
    actions.record_step(revision=revision, decision=decided(date(2025, 12, 1), kind="executive"), actor=officer(), now=NOW)

    assert [step.kind for step in queries.steps_of(revision)] == ["executive", "council"]


@pytest.mark.parametrize(("day", "number"), [(date(2025, 12, 31), None), (FIRST_DAY, 1), (date(2026, 5, 31), 1), (date(2026, 6, 1), 2)])
def test_in_force_is_what_the_council_had_resolved_last_by_then(day, number):
    concept = make_concept()
    freeze(concept, 1, [FIRST_DAY])
    freeze(concept, 2, [date(2026, 6, 1)])
    freeze(concept, 3, [])

    found = queries.revision_in_force(SITE, day)

    assert (found.number if found else None) == number


council_days = st.lists(st.lists(st.integers(0, 6), max_size=3, unique=True), min_size=1, max_size=5)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(days=council_days, offset=st.integers(-1, 7))
def test_the_database_answers_in_force_as_the_rule_does(days, offset, db):
    from django.db import transaction

    with transaction.atomic():
        concept, on = make_concept(), FIRST_DAY + timedelta(days=offset)
        steps = [(number, FIRST_DAY + timedelta(days=day)) for number, found in enumerate(days, 1) for day in found]
        for number, found in enumerate(days, 1):
            freeze(concept, number, [FIRST_DAY + timedelta(days=day) for day in found])

        answer = queries.revisions_in_force(on).values_list("number", flat=True).first()

        assert answer == resolution.in_force(steps, on=on)
        transaction.set_rollback(True)


def test_in_force_is_asked_for_all_sites_or_the_named_ones():
    for code in (SITE, "musterstadt-sued", "musterstadt-west"):
        freeze(make_concept(make_site(code)), 1, [FIRST_DAY])

    def found(*codes):
        rows = queries.revisions_in_force(TODAY, *codes).select_related("concept__site")
        return sorted(row.concept.site.code for row in rows)

    assert found() == ["musterstadt-nord", "musterstadt-sued", "musterstadt-west"]
    assert found([SITE, "musterstadt-west", "unbekannt"]) == ["musterstadt-nord", "musterstadt-west"]
    assert found([]) == []


def test_one_measure_in_force_comes_with_goals_site_and_boundary_but_without_the_rest(django_assert_num_queries):
    concept = make_concept(measures=2)
    content = resolve(concept).content

    with django_assert_num_queries(2):
        found = queries.measure_in_force(SITE, "m-2", TODAY)
        assert [step.kind for step in found.steps.all()] == ["council"]

    assert found.one == content["measures"]["m-2"]
    assert (found.goal_list, found.site_facts, found.boundary_facts) == (content["goals"], content["site"], content["boundary"])
    assert "content" in found.get_deferred_fields()


def test_a_measure_the_revision_does_not_hold_is_none():
    resolve(make_concept(measures=1))

    assert queries.measure_in_force(SITE, "m-9", TODAY).one is None
    assert queries.measure_in_force("unbekannt", "m-1", TODAY) is None


def test_a_measure_whose_address_is_a_number_is_found():
    concept = make_concept()
    add_measure(concept, code="7", title="Sieben")
    resolve(concept)

    assert queries.measure_in_force(SITE, "7", TODAY).one["title"] == "Sieben"


def test_resolved_slugs_are_those_of_every_revision():
    concept = make_concept(measures=1)
    resolve(concept)
    concept.measures.all().delete()
    add_measure(concept, 2)
    resolve(concept)
    add_measure(concept, 3)

    assert queries.resolved_slugs(concept) == {"m-1", "m-2"}


def test_the_newest_revision_is_told_by_number_and_hash():
    concept = make_concept(measures=1)
    assert queries.newest_revision(concept) is None

    frozen = resolve(concept)

    assert queries.newest_revision(concept) == resolution.Newest(1, frozen.content_hash)


def test_a_resolved_revision_is_found_by_its_number():
    concept = make_concept(measures=1)
    revision = resolve(concept)
    freeze(concept, 2, council_days=[])

    assert queries.resolved_revision(SITE, 1) == revision
    assert queries.resolved_revision(SITE, 2) is None
    assert queries.resolved_revision("unbekannt", 1) is None


# What waits for somebody.


def test_concepts_with_money_that_does_not_add_up_wait_for_those_who_edit_them():
    concept, other = make_concept(measures=1), make_concept(make_site("anderswo-sued", municipality=make_municipality("anderswo")))
    half = Money({2026: 100}, {("state", 2026): 40})
    for place, state in enumerate(("planned", "running", "idea", "dropped"), 10):
        add_measure(concept, place, state=state, money=half)
    add_measure(other, 1, money=half)

    found = [(row.site.code, row.unbalanced) for row in queries.unbalanced_concepts(officer())]

    assert found == [(SITE, 2)]


@pytest.mark.parametrize(
    ("costs", "financing", "counted"),
    [
        ({2026: 10}, {("federal", 2026): 4, ("state", 2026): 6}, 0),
        ({2026: 10, 2027: 5}, {("federal", 2026): 5, ("state", 2027): 10}, 1),
        ({2026: 10}, {("state", 2027): 10}, 1),
        ({2026: 10}, {("state", 2026): 10, ("federal", 2027): 1}, 1),
        ({2026: 10}, {}, 1),
        ({}, {("state", 2026): 10}, 1),
        ({2026: 0}, {("state", 2027): 0}, 0),
        ({}, {}, 0),
    ],
)
def test_a_measure_waits_for_money_exactly_where_the_check_says_so(costs, financing, counted, django_assert_num_queries):
    concept = make_concept()
    add_measure(concept, 1, money=Money(costs, financing))
    found = check(content_of(concept, on=TODAY), required_chapters=())

    with django_assert_num_queries(1):
        waiting = [row.unbalanced for row in queries.unbalanced_concepts(SYSTEM)]

    assert waiting == [1] * counted
    assert any(finding.rule == "C-13" for finding in found) == bool(counted)


def test_nothing_waits_where_money_adds_up():
    make_concept(measures=3)

    assert not queries.unbalanced_concepts(officer()).exists()


def test_revisions_in_force_wait_for_the_states_recognition():
    concept = make_concept(measures=1)
    resolve(concept, date(2026, 3, 1))
    ministry = actor("programme_ministry")
    concept.__class__.objects.update(title="Unbeschlossener Titel")

    waiting = list(queries.unrecognised_revisions(ministry, on=TODAY))

    assert [(row.number, row.concept.site.code, row.title) for row in waiting] == [(1, SITE, f"Handlungskonzept {SITE}")]


def test_what_waits_is_listed_without_unpacking_a_single_concept():
    concept = make_concept(measures=1)
    resolve(concept)
    ActionConcept.objects.filter(pk=concept.pk).update(title="Neuer Name")

    waiting = queries.unrecognised_revisions(actor("programme_ministry"), on=TODAY)

    assert ["content" in row.get_deferred_fields() for row in waiting] == [True]
    assert [row.title for row in waiting] == [f"Handlungskonzept {concept.site.code}"]


def test_a_recognised_revision_waits_no_more_and_the_next_one_does():
    concept, ministry = make_concept(measures=1), actor("programme_ministry")
    revision = resolve(concept, date(2026, 3, 1))
    actions.record_step(revision=revision, decision=decided(date(2026, 4, 1), kind="recognised"), actor=ministry, now=NOW)
    assert not queries.unrecognised_revisions(ministry, on=TODAY).count()

    add_measure(concept, 2, money=make_money())
    resolve(concept, TODAY)

    assert [row.number for row in queries.unrecognised_revisions(ministry, on=TODAY)] == [2]


def test_a_revision_that_is_overtaken_by_the_councils_days_does_not_wait():
    concept, ministry = make_concept(), actor("programme_ministry")
    freeze(concept, 1, [date(2026, 6, 1)])
    freeze(concept, 2, [date(2026, 3, 1)])

    assert [row.number for row in queries.unrecognised_revisions(ministry, on=TODAY)] == [1]


@pytest.mark.parametrize(
    ("role", "kind", "code"), [("area_officer", "municipality", "musterstadt"), ("programme_ministry", "programme", "anderes")]
)
def test_recognition_waits_for_nobody_else(role, kind, code):
    resolve(make_concept(measures=1))

    assert not queries.unrecognised_revisions(imagined(role, kind, code), on=TODAY).count()
