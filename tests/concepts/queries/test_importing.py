"""A working copy as the import compares against it."""

from decimal import Decimal

import pytest
from tests.factories.concepts import TODAY, add_measure, make_concept, make_money

from quartierwerk.concepts.core.import_values import GoalValues
from quartierwerk.concepts.core.measure_sheet import Indicator
from quartierwerk.concepts.queries.importing import existing_of, words_of

pytestmark = pytest.mark.django_db


def test_goals_come_in_the_order_of_the_tree():
    assert existing_of(make_concept()).goals == (GoalValues("1", "Gut leben"), GoalValues("1.1", "Grün und Ruhe", "1", "Man sitzt"))


def test_measures_come_with_everything_a_spreadsheet_holds():
    concept = make_concept()
    indicator = Indicator("Bänke", "Stück", Decimal("1.5"), None, 2028)
    add_measure(concept, money=make_money(300), indicators=(indicator,))

    measure = existing_of(concept).measures[0]

    assert (measure.code, measure.title, measure.main_field, measure.other_fields) == ("M 1", "Maßnahme 1", "housing", ("culture",))
    assert (measure.carrier, measure.recipient, measure.responsible) == ("Stadt Musterstadt", "", "Stadtplanungsamt")
    assert (measure.departments, measure.partners, measure.goals) == (("Jugendamt",), ("Turnverein",), ("1.1",))
    assert measure.costs == ((2026, 300),)
    assert measure.financing == (("federal", 2026, 100), ("municipality", 2026, 100), ("state", 2026, 100))
    assert measure.indicators == (indicator,)


@pytest.mark.parametrize("number", [2, 20])
def test_it_takes_seven_queries_whatever_the_number_of_measures(number, django_assert_num_queries):
    concept = make_concept(measures=number)

    with django_assert_num_queries(7):
        assert len(existing_of(concept).measures) == number


def test_the_words_are_those_of_the_rulebook():
    fields, cost_groups, sources = words_of(make_concept(), on=TODAY)

    assert len(fields) == 9
    assert sources["federal"] == "Bund"
    assert "community_facilities" in cost_groups
