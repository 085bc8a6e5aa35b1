"""The fixed cast is what tests believe it is."""

import pytest
from tests.factories.places import make_sites
from tests.people import SINCE, actor, person

from quartierwerk.foundation.people import queries
from quartierwerk.foundation.people.core.roles import Role


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_cast_has_one_same_person_for_every_role(role):
    first = person(role)

    again = person(role)

    assert first == again
    assert queries.actor_for(first, on=SINCE, request_id="0" * 32) == actor(role)


@pytest.mark.django_db
def test_cast_person_of_another_scope_is_somebody_else():
    at_home = person("area_officer", "municipality", "musterstadt")

    elsewhere = person("area_officer", "municipality", "anderswo")

    assert at_home != elsewhere


@pytest.mark.django_db
def test_made_sites_lie_in_one_municipality():
    sites = make_sites(3)

    assert {site.municipality.code for site in sites} == {"musterstadt"}
