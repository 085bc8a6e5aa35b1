"""The deed that takes over a spreadsheet somebody has looked through."""

from dataclasses import replace
from datetime import date

import pytest
from django.db.utils import DataError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.concepts.actions.trail import last_entry
from tests.factories.concepts import SITE, add_measure, make_concept, make_sheet, officer, resolve
from tests.factories.places import make_municipality, make_site
from tests.people import imagined

from quartierwerk.concepts import actions
from quartierwerk.concepts.core.changes import ChangedMeanwhileError, RefusedRowsError
from quartierwerk.concepts.core.import_values import GoalValues, MeasureValues, Takeover
from quartierwerk.concepts.core.measure_sheet import BackwardScheduleError, Indicator, NegativeAmountError
from quartierwerk.concepts.models import Goal, Measure
from quartierwerk.concepts.queries.importing import assignment_of, existing_of
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.tables.mapping import NO_MAPPING
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db
GOALS = (GoalValues("1", "Gut leben"), GoalValues("1.1", "Grün", "1", "Man sitzt"), GoalValues("2", "Arbeit"))
PARK = MeasureValues(
    "A1", title="Park", main_field="housing", other_fields=("culture",), aim="both", investive=True, state="running",
    starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1), goals=("1.1",), carrier="Stadt", responsible="Amt 61", departments=("Amt 51",),
    partners=("Verein",), costs=((2026, 500),), financing=(("federal", 2026, 300), ("state", 2026, 200)),
    indicators=(Indicator("Bänke", "Stück", None, None, 2028),),
)  # fmt: skip


def many(number, **changes):
    return tuple(replace(PARK, code=f"A{place}", title=f"Park {place}", **changes) for place in range(1, number + 1))


def take_over(concept, goals=GOALS, measures=(PARK,), *, refused=0, leave_out=False, against=None, actor=None):
    takeover = Takeover(tuple(goals), tuple(measures), against or existing_of(concept), refused, "plan.xlsx", "ab" * 32)
    actions.take_over(concept=concept, takeover=takeover, leave_out_refused=leave_out, actor=actor or officer())


def test_goals_and_measures_become_what_the_spreadsheet_says():
    concept = make_concept(goals=False)

    take_over(concept)

    found = existing_of(concept)
    assert sorted(found.goals, key=lambda goal: goal.code) == sorted(GOALS, key=lambda goal: goal.code)
    assert found.measures == (PARK,)


def test_the_trail_names_file_and_counts():
    take_over(make_concept(goals=False), refused=2, leave_out=True)

    facts = {"file": "plan.xlsx", "sha256": "ab" * 32, "goals": 3, "measures": 1, "left_out": 2}
    assert last_entry() == ("concepts:concept:take_over", "concept", SITE, facts)
    assert TrailEntry.objects.count() == 1


def test_goals_stand_in_the_order_of_the_spreadsheet():
    concept = make_concept(goals=False)

    take_over(concept)

    assert [goal.code for goal in concept.goals.order_by("position")] == ["1", "1.1", "2"]


def test_a_known_measure_is_changed_and_keeps_address_and_place():
    concept = make_concept(goals=False)
    take_over(concept)
    Measure.objects.update(geometry={"type": "Point", "coordinates": [8.5, 50.5]})

    take_over(concept, (), (replace(PARK, title="Neuer Park", outside_reason="Bach", costs=((2027, 9),), financing=()),))

    measure = concept.measures.get()
    assert (measure.title, measure.slug, measure.version, measure.outside_reason) == ("Neuer Park", "a1", 2, "Bach")
    assert measure.geometry["type"] == "Point"
    assert list(measure.planned_costs.values_list("budget_year", "amount_cents")) == [(2027, 9)]
    assert not measure.planned_financing.exists()


def test_what_the_spreadsheet_does_not_name_stays():
    concept = make_concept(measures=2)

    take_over(concept, (), (PARK,))

    assert sorted(measure.code for measure in concept.measures.all()) == ["A1", "M 1", "M 2"]
    assert sorted(goal.code for goal in concept.goals.all()) == ["1", "1.1"]


def test_a_new_measure_never_gets_the_address_of_a_resolved_one():
    concept = make_concept(goals=False)
    take_over(concept)
    resolve(concept)
    actions.remove_measure(measure=concept.measures.get(), reason="entfällt", actor=officer())

    take_over(concept, (), (PARK,))

    assert concept.measures.get().slug == "a1-2"


def test_refused_rows_must_be_left_out_on_purpose():
    concept = make_concept(goals=False)

    with pytest.raises(RefusedRowsError) as refused:
        take_over(concept, refused=3)

    assert refused.value.rows == 3
    assert existing_of(concept) == existing_of(make_concept())
    assert not concept.measures.exists()


def test_a_working_copy_that_changed_since_the_preview_is_left_alone():
    concept = make_concept(goals=False)
    seen = existing_of(concept)
    add_measure(concept)

    with pytest.raises(ChangedMeanwhileError):
        take_over(concept, against=seen)

    assert [measure.code for measure in concept.measures.all()] == ["M 1"]
    assert not concept.goals.exists()


@pytest.mark.parametrize(
    ("broken", "refusal"),
    [
        ({"starts_on": date(2028, 1, 1)}, BackwardScheduleError),
        ({"costs": ((2026, -1),)}, NegativeAmountError),
        ({"title": "x" * 251}, DataError),
        ({"departments": ("x" * 251,)}, DataError),
    ],
    ids=["a rule", "an amount", "the database", "the database in a row below"],
)
@pytest.mark.parametrize("place", [0, 7, 14])
def test_a_row_that_fails_in_the_middle_leaves_nothing(broken, refusal, place):
    concept = make_concept(goals=False)
    measures = list(many(15))
    measures[place] = replace(measures[place], **broken)

    with pytest.raises(refusal):
        take_over(concept, measures=measures)

    assert not Measure.objects.exists()
    assert not Goal.objects.exists()
    assert not TrailEntry.objects.exists()


def test_taking_over_is_for_those_who_may_edit():
    concept = make_concept(goals=False)

    with pytest.raises(NotPermittedError, match="outside_scope"):
        take_over(concept, actor=imagined("department_contact", "municipality", "anderswo"))

    assert not Measure.objects.exists()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(number=st.integers(0, 6), money=st.lists(st.tuples(st.integers(2020, 2023), st.integers(1, 10**11)), unique_by=lambda pair: pair[0]))
def test_what_was_taken_over_is_taken_over_again_without_a_change(number, money, db):
    from django.db import transaction

    with transaction.atomic():
        concept = make_concept(goals=False)
        costs = tuple(sorted(money))
        measures = many(number, costs=costs, financing=tuple(("state", year, cents) for year, cents in costs))

        take_over(concept, measures=measures)
        first = existing_of(concept)
        take_over(concept, measures=measures)

        assert existing_of(concept) == first
        assert first.measures == measures
        transaction.set_rollback(True)


def test_a_measure_may_move_from_one_goal_to_another():
    concept = make_concept(measures=1)

    take_over(concept, GOALS, (replace(PARK, code=make_sheet().code, goals=("2",)),))

    assert [goal.code for goal in concept.measures.get().goals.all()] == ["2"]


# What headings mean.


def assign(concept, *, sheets=(), by=None, **in_sheet):
    actions.assign_columns(concept=concept, sheets=dict(sheets), in_sheet=in_sheet, actor=by or officer())


def test_what_headings_mean_is_remembered_for_the_municipality_and_added_to():
    concept = make_concept()

    assign(concept, sheets={"Tabelle 1": "Maßnahmen"}, Maßnahmen={"Vorhaben": "Titel", "Bemerkung": ""})
    assign(concept, Maßnahmen={"Vor-haben": "Kurzbeschreibung"}, Ziele={"Bemerkung": "Ziel"})

    saved = assignment_of(concept)
    assert saved.sheets == {"tabelle1": "Maßnahmen"}
    assert saved.in_sheet == {"Maßnahmen": {"vorhaben": "Kurzbeschreibung", "bemerkung": ""}, "Ziele": {"bemerkung": "Ziel"}}
    elsewhere = make_concept(make_site("anderswo", municipality=make_municipality("anderswo")))
    assert assignment_of(elsewhere) == NO_MAPPING


def test_the_trail_tells_which_heading_became_what():
    assign(make_concept(), sheets={"Tabelle1": "Maßnahmen"}, Maßnahmen={"Vorhaben": "Titel", "Bemerkung": ""})

    facts = {"sheets": "Tabelle1 = Maßnahmen", "columns_Maßnahmen": "Vorhaben = Titel; Bemerkung = –"}
    assert last_entry() == ("concepts:concept:assign_columns", "concept", SITE, facts)


def test_only_whoever_edits_says_what_headings_mean():
    concept = make_concept()

    with pytest.raises(NotPermittedError):
        assign(concept, Maßnahmen={"Vorhaben": "Titel"}, by=imagined("area_officer", "municipality", "anderswo"))

    assert assignment_of(concept) == NO_MAPPING
