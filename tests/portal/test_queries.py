"""Reading across rooms for the public pages."""

from datetime import date

import pytest
from tests.factories.concepts import TODAY, add_measure, make_concept, make_money, resolve
from tests.factories.places import make_site
from tests.places.conftest import make_full_site

from quartierwerk.places.models import ProgrammeListEntry
from quartierwerk.portal import queries

pytestmark = pytest.mark.django_db


def test_the_programme_counts_what_is_resolved():
    concept = make_concept()
    add_measure(concept, 1, aim="upgrading", main_field="housing", money=make_money(300))
    add_measure(concept, 2, aim="cooperation", main_field="health", money=make_money(30))
    add_measure(concept, 3, aim="both", main_field="health", state="dropped", money=make_money(3))
    resolve(concept)
    make_concept(make_site("musterstadt-sued"), measures=5)
    make_site("erfunden", is_example=True)

    found = queries.programme_figures(TODAY)

    assert (found.sites, found.municipalities, found.invented_sites, found.concepts) == (3, 1, 1, 1)
    assert (found.goals, found.measures, found.planned_cents) == (2, 3, 330)
    assert (found.upgrading_cents, found.cooperation_cents, found.both_cents) == (300, 30, 0)
    assert (found.fields["housing"], found.fields["health"], found.fields["culture"]) == ((1, 1), (1, 1), (0, 0))


def test_an_empty_programme_has_nothing():
    found = queries.programme_figures(date(1990, 1, 1))

    assert (found.sites, found.concepts, found.list_year, found.list_cents, found.list_source) == (0, 0, None, 0, "")


def test_the_newest_complete_list_adds_up_and_names_its_main_source():
    for number in (1, 2):
        make_full_site(number, rows=2)
    ProgrammeListEntry.objects.filter(programme_year=2001).update(list_is_complete=False)
    ProgrammeListEntry.objects.filter(site__code="standort-001", programme_year=2000).update(source="Nachtrag")

    found = queries.programme_figures(TODAY)

    assert (found.list_year, found.list_cents, found.list_source) == (2000, 300_000_00, "Ministerium")


def test_figures_follow_every_change():
    concept = make_concept(measures=1)
    assert queries.programme_figures(TODAY).concepts == 0

    resolve(concept)

    assert queries.programme_figures(TODAY).concepts == 1


def test_a_site_is_read_whole_or_not_at_all(django_assert_num_queries):
    make_full_site(1, rows=5)

    with django_assert_num_queries(6):
        found = queries.site("standort-001", TODAY)
        assert [len(rows.all()) for rows in (found.names, found.figures, found.list_entries, found.contacts, found.overall_measures)] == [
            6,
            5,
            5,
            5,
            1,
        ]
    assert queries.site("unbekannt", TODAY) is None
