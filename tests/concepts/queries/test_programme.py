"""The whole programme in numbers."""

from datetime import date

import pytest
from tests.factories.concepts import TODAY, add_measure, make_concept, make_money, resolve
from tests.factories.places import make_site
from tests.places.conftest import make_full_site

from quartierwerk.concepts.queries.programme import programme_figures
from quartierwerk.places.models import ProgrammeListEntry

pytestmark = pytest.mark.django_db


def test_the_programme_counts_what_is_resolved():
    concept = make_concept()
    add_measure(concept, 1, aim="upgrading", main_field="housing", money=make_money(300))
    add_measure(concept, 2, aim="cooperation", main_field="health", money=make_money(30))
    add_measure(concept, 3, aim="both", main_field="health", state="dropped", money=make_money(3))
    resolve(concept)
    make_concept(make_site("musterstadt-sued"), measures=5)
    make_site("erfunden", is_example=True)

    found = programme_figures(TODAY)

    assert (found.sites, found.municipalities, found.invented_sites, found.concepts) == (3, 1, 1, 1)
    assert (found.goals, found.measures, found.planned_cents) == (2, 3, 330)
    assert (found.upgrading_cents, found.cooperation_cents, found.both_cents) == (300, 30, 0)
    assert (found.fields["housing"], found.fields["health"], found.fields["culture"]) == ((1, 1), (1, 1), (0, 0))


def test_an_empty_programme_has_nothing():
    found = programme_figures(date(1990, 1, 1))

    assert (found.sites, found.concepts, found.list_year, found.list_cents, found.list_source) == (0, 0, None, 0, "")


def test_the_newest_complete_list_adds_up_and_names_its_main_source():
    for number in (1, 2):
        make_full_site(number, rows=2)
    ProgrammeListEntry.objects.filter(programme_year=2001).update(list_is_complete=False)
    ProgrammeListEntry.objects.filter(site__code="standort-001", programme_year=2000).update(source="Nachtrag")

    found = programme_figures(TODAY)

    assert (found.list_year, found.list_cents, found.list_source) == (2000, 300_000_00, "Ministerium")


def test_figures_follow_every_change():
    concept = make_concept(measures=1)
    assert programme_figures(TODAY).concepts == 0

    resolve(concept)

    assert programme_figures(TODAY).concepts == 1
