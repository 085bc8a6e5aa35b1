from datetime import date

import pytest

from quartierwerk.concepts.core.import_measures import flat_measure
from quartierwerk.concepts.core.import_values import Change, Existing, Fate, Finding, MeasureValues
from quartierwerk.concepts.core.measure_sheet import Indicator
from tests.concepts.core.judged import CONCEPT, NEW, PARK, codes, measures


def test_a_new_measure_is_planned_unless_the_file_says_otherwise():
    empty, said = measures({**NEW, "state": ""}, {**NEW, "code": "A8", "state": "idea"})

    assert (empty.fate, empty.values.state) == (Fate.NEW, "planned")
    assert said.values.state == "idea"


@pytest.mark.parametrize("key", ["title", "main_field", "aim", "investive"])
def test_a_new_measure_needs_title_field_aim_and_kind(key):
    without = {name: value for name, value in NEW.items() if name != key}
    emptied = {**NEW, key: None if key == "investive" else ""}

    assert [codes(row) for row in measures(without, {**emptied, "code": "A8"})] == [[(key, "missing_value")]] * 2


def test_a_column_that_is_absent_leaves_the_measure_alone():
    (row,) = measures({"code": "A1", "title": "Stadtpark"})

    assert row.changes == (Change("title", "Park", "Stadtpark"),)
    assert row.values.costs == PARK.costs
    assert row.values.indicators == PARK.indicators


def test_a_cell_that_is_empty_empties_the_value_but_not_what_every_measure_needs():
    emptied, needed = measures({"code": "A1", "carrier": ""}), measures({"code": "A1", "title": "", "state": ""})

    assert emptied[0].changes == (Change("carrier", "Stadt", None),)
    assert codes(needed[0]) == [("title", "missing_value"), ("state", "missing_value")]


def test_the_same_values_in_another_order_and_spelling_are_unchanged():
    measure = MeasureValues(
        "A1",
        title="Park",
        description="a\r\nb",
        main_field="x",
        aim="both",
        investive=False,
        state="idea",
        departments=("B", "A"),
        goals=("1.1", "1"),
    )

    (row,) = measures(
        {"code": "a1", "description": "a\nb", "departments": ("A", "B"), "goals": ("1", "1.1"), "cost:2030": 0},
        existing=Existing(CONCEPT.goals, (measure,)),
    )

    assert row.fate is Fate.UNCHANGED


def test_a_year_in_the_file_replaces_that_year_only_and_zero_or_empty_takes_it_away():
    (row,) = measures(
        {"code": "A1", "cost:2026": None, "cost:2028": 300, "cost:2029": 0, "financing.federal:2026": 60, "financing.state:2026": 5}
    )

    assert row.values.costs == ((2027, 200), (2028, 300))
    assert row.values.financing == (("federal", 2026, 60), ("state", 2026, 5))
    assert row.changes == (
        Change("cost:2026", 100, None),
        Change("cost:2028", None, 300),
        Change("financing.federal:2026", 50, 60),
        Change("financing.state:2026", None, 5),
    )


def test_an_indicator_is_changed_in_its_place_and_the_others_stay():
    (row,) = measures({"code": "A1", "indicator:1": "Bäume", "target:1": 12, "target_year:1": 2030})

    assert row.values.indicators == (Indicator("Bäume", "Stück", None, 12, 2030), Indicator("Bänke"))


def test_an_indicator_whose_name_is_emptied_goes():
    (row,) = measures({"code": "A1", "indicator:1": "", "unit:1": ""})

    assert row.values.indicators == (Indicator("Bänke"),)


def test_indicators_without_name_twice_or_too_long_are_refused():
    (row,) = measures(
        {**NEW, "indicator:1": "", "target:1": 5, "indicator:2": "a", "indicator:3": "a", "indicator:4": "b" * 251, "unit:4": "c" * 61}
    )

    assert codes(row) == [
        ("indicator:1", "indicator_without_name"), ("indicator:3", "indicator_twice"), ("indicator:4", "text_too_long"), ("unit:4", "text_too_long"),
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["cost:2027", "financing.eu:2027", "follow_up_cost_cents"])
def test_a_negative_amount_is_refused(key):
    assert measures({**NEW, key: -1})[0].findings == (Finding(key, "negative_amount", {"amount": -1}),)


def test_a_measure_that_ends_before_it_starts_is_refused_at_the_cell_that_says_so():
    started = MeasureValues(
        "A1", title="x", main_field="x", aim="both", investive=True, state="idea", starts_on=date(2027, 5, 1), ends_on=date(2028, 1, 1)
    )

    both, start_only = measures(
        {**NEW, "starts_on": date(2027, 5, 1), "ends_on": date(2027, 4, 30)},
        {"code": "A1", "starts_on": date(2029, 1, 1)},
        existing=Existing((), (started,)),
    )

    assert (codes(both), codes(start_only)) == ([("ends_on", "end_before_start")], [("starts_on", "end_before_start")])


def test_the_main_field_is_not_among_the_other_fields():
    assert measures({**NEW, "other_fields": ("culture", "housing")})[0].findings == (
        Finding("other_fields", "main_field_repeated", {"label": "culture"}),
    )


def test_long_names_and_texts_are_refused():
    (row,) = measures({**NEW, "title": "t" * 251, "carrier": "c" * 251, "partners": ("kurz", "p" * 251)})

    assert codes(row) == [("title", "text_too_long"), ("carrier", "text_too_long"), ("partners", "text_too_long")]


def test_a_measure_that_was_read_back_unchanged_says_so():
    (row,) = measures(flat_measure(PARK))

    assert row.fate is Fate.UNCHANGED
