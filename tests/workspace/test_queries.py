"""Reading across rooms for desks and overview."""

from datetime import date

import pytest
from tests.factories.concepts import SITE, TODAY, add_measures, make_concept, resolve
from tests.factories.places import make_municipality, make_site
from tests.people import imagined

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
