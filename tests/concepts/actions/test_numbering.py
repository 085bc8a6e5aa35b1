"""Goals and measures stand in the order of their numbers, whatever the order of writing."""

import pytest
from tests.factories.concepts import make_concept

from quartierwerk.concepts.actions.numbering import renumber_goals, renumber_measures
from quartierwerk.concepts.models import Goal, Measure

pytestmark = pytest.mark.django_db


def test_measures_stand_where_their_number_asks():
    concept = make_concept(measures=0)
    for code in ("M 10", "M 2", "M 1"):
        Measure.objects.create(
            concept=concept, code=code, slug=code.lower().replace(" ", "-"), title=code, main_field="housing", aim="both", investive=True
        )

    renumber_measures(concept)

    assert list(concept.measures.order_by("position").values_list("code", flat=True)) == ["M 1", "M 2", "M 10"]


def test_goals_stand_where_their_number_asks():
    concept = make_concept(measures=0)
    concept.goals.all().delete()
    for code in ("Z 2", "Z 1.10", "Z 1.9", "Z 1"):
        Goal.objects.create(concept=concept, code=code, title=code)

    renumber_goals(concept)

    assert list(concept.goals.order_by("position").values_list("code", flat=True)) == ["Z 1", "Z 1.9", "Z 1.10", "Z 2"]


def test_renumbering_touches_only_what_moved(django_assert_num_queries):
    concept = make_concept(measures=0)
    renumber_measures(concept)

    with django_assert_num_queries(1):
        renumber_measures(concept)
