"""Reading across rooms for desks and overview."""

from datetime import date

import pytest
from tests.factories.concepts import SITE, TODAY, add_measures, make_concept, resolve
from tests.factories.places import make_municipality, make_site
from tests.people import imagined
from tests.places.conftest import make_full_site

from quartierwerk.places.models import ProgrammeListEntry
from quartierwerk.workspace import queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "kind", "code", "codes"),
    [
        ("area_officer", "municipality", "musterstadt", ["musterstadt-nord", "musterstadt-sued"]),
        ("neighbourhood_manager", "site", "musterstadt-sued", ["musterstadt-sued"]),
        ("programme_ministry", "programme", "soziale-stadt", []),
        ("juror", "call", "musterstadt-sued", []),
    ],
)
def test_my_sites_are_those_i_hold_a_mandate_for(role, kind, code, codes):
    for site in ("musterstadt-nord", "musterstadt-sued"):
        make_site(site)
    make_site("anderswo-sued", municipality=make_municipality("anderswo"))

    assert sorted(site.code for site in queries.my_sites(imagined(role, kind, code), on=TODAY)) == codes


def test_a_line_tells_the_concept_in_force():
    concept = make_concept(measures=1)
    resolve(concept, date(2026, 3, 1))
    add_measures(concept, 1)
    resolve(concept, date(2026, 5, 1))

    line = queries.concepts_of([SITE, "unbekannt"], on=date(2026, 4, 1))[SITE]

    assert (line.resolved_on, line.measures, line.total_cents, line.both_cents) == (date(2026, 3, 1), 1, 90_000_00, 90_000_00)


@pytest.mark.parametrize("number", [2, 20])
def test_lines_take_one_query(number, django_assert_num_queries):
    codes = [f"standort-{place}" for place in range(number)]
    for code in codes:
        resolve(make_concept(make_site(code), measures=1))

    with django_assert_num_queries(1):
        assert len(queries.concepts_of(codes, on=TODAY)) == number


def test_sums_are_those_of_the_newest_complete_list_and_of_the_concepts_in_force():
    make_full_site(1)
    make_full_site(2)
    ProgrammeListEntry.objects.filter(programme_year=2001).update(list_is_complete=False)
    resolve(make_concept(measures=2))

    sums = queries.programme_sums(on=TODAY)

    assert (sums["list_year"], sums["list_cents"], sums["sites"], sums["total_cents"]) == (2000, 300_000_00, 1, 180_000_00)


def test_an_empty_programme_sums_up_to_nothing():
    sums = queries.programme_sums(on=date(1990, 1, 1))

    assert (sums["list_year"], sums["list_cents"], sums["sites"]) == (None, 0, 0)
