"""What places offer to other rooms through the slots."""

import pytest
from tests.factories.places import make_municipality, make_site
from tests.people import imagined
from tests.places.conftest import make_full_site

from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Knot, Subject
from quartierwerk.places import offers

pytestmark = pytest.mark.django_db


def test_subjects_are_named_and_linked(full_site):
    cards = registry.describe([Subject("site", "standort-001"), Subject("municipality", "stadt-001"), Subject("site", "nirgends")], PUBLIC)

    assert {(card.kind_label, card.title, card.address) for card in cards.values()} == {
        ("Standort", "Stadt 001 – Viertel 001", "/werkbank/standorte/standort-001/"),
        ("Gemeinde", "Stadt 001", "/werkbank/standorte/?q=Stadt+001"),
    }


def test_site_lies_in_its_municipality_and_the_programme(full_site):
    scopes = offers.scopes_of_sites(["standort-001", "nirgends"])

    assert scopes == {"standort-001": {("programme", "soziale-stadt"), ("municipality", "stadt-001"), ("site", "standort-001")}}


def test_municipality_lies_in_the_programme():
    make_municipality("stadt-001")

    assert offers.scopes_of_municipalities(["stadt-001", "nirgends"]) == {
        "stadt-001": {("programme", "soziale-stadt"), ("municipality", "stadt-001")}
    }


def test_mandates_may_be_bound_to_municipalities_and_sites(full_site):
    assert [card.subject for card in offers.scope_choices(PUBLIC)] == [
        Subject("municipality", "stadt-001"),
        Subject("site", "standort-001"),
    ]


def test_knots_of_twenty_sites_are_one_query(django_assert_num_queries):
    sites = [Subject("site", make_full_site(number).code) for number in range(1, 21)]

    with django_assert_num_queries(1):
        found = offers.knots([*sites, Subject("measure", "x/y")], PUBLIC)

    assert set(found) == set(sites)
    assert set(found[sites[0]]) == {Knot.EUROS}


def test_knots_of_other_things_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert offers.knots([Subject("measure", "x/y")], PUBLIC) == {}


def test_site_without_list_entry_has_no_knot():
    make_site()

    assert offers.knots([Subject("site", "musterstadt-nord")], PUBLIC) == {}


def test_navigation_is_for_people_who_are_signed_in():
    assert offers.navigation(PUBLIC) == ()
    assert [link.address for link in offers.navigation(imagined("resident"))] == ["/werkbank/standorte/"]


def test_search_finds_all_names_of_a_site(full_site):
    (document,) = offers.SEARCH.documents("standort-001")

    assert (document.place, document.group) == ("Stadt 001", "standort-001")
    assert document.title == "Stadt 001 – Viertel 001"
    assert {"Alias 0", "Alias 1"} <= {f"Alias {n}" for n in range(2) if f"Alias {n}" in document.text}


def test_euro_knot_leads_the_public_to_the_public_page_and_staff_to_theirs(ministry):
    site = make_site("musterstadt-geld")
    site.list_entries.create(programme_year=2019, grant_cents=38_400_000, source="Liste")
    subject = Subject("site", site.code)

    addresses = [offers.knots([subject], actor)[subject][Knot.EUROS].address for actor in (PUBLIC, ministry)]

    assert addresses == [f"/standorte/{site.code}/#geld", f"/werkbank/standorte/{site.code}/#programmliste"]
