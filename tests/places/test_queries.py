"""Reading places: what is found, what holds on a day, and how often the database is asked."""

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse
from tests.factories.places import make_municipality, make_site
from tests.people import person
from tests.places.conftest import make_full_site

from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.slots.values import Knot
from quartierwerk.places import queries
from quartierwerk.places.models import SiteName

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_overview_carries_the_current_facts(full_site):
    (site,) = queries.overview(PUBLIC, TODAY)

    assert (site.current_name, site.stage, site.stage_since) == ("Viertel 001", "in_delivery", date(2016, 1, 2))
    assert (site.first_year, site.list_year, site.list_cents) == (2014, 2001, 200_000_00)


def test_overview_of_a_bare_site_knows_nothing_and_invents_nothing():
    make_site()

    (site,) = queries.overview(PUBLIC, TODAY)

    assert (site.stage, site.stage_since, site.first_year, site.list_year, site.list_cents) == ("", None, None, None, None)


def test_overview_asks_as_often_for_two_as_for_twenty(programme, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = [(site.current_name, site.municipality.name) for site in queries.overview(PUBLIC, TODAY)]

    assert len(found) == len(programme)


@pytest.mark.parametrize(("on", "name"), [(date(2019, 1, 1), "Östliche Innenstadt"), (date(2020, 7, 1), "Mathildenviertel")])
def test_name_is_that_of_the_day(on, name):
    site = make_site(name="Östliche Innenstadt")
    site.names.update(ends_on=date(2020, 6, 30))
    SiteName.objects.create(site=site, name="Mathildenviertel", begins_on=date(2020, 7, 1))
    SiteName.objects.create(site=site, name="Mathilde", kind="alias", begins_on=date(2021, 1, 1))

    assert queries.overview(PUBLIC, on).get().current_name == name


def test_site_whose_name_is_over_keeps_it():
    site = make_site(name="Gallus")
    site.names.update(ends_on=date(2016, 1, 1))

    assert queries.overview(PUBLIC, TODAY).get().current_name == "Gallus"


def test_stage_of_tomorrow_does_not_hold_today(full_site):
    assert queries.overview(PUBLIC, date(2016, 1, 1)).get().stage_since == date(2016, 1, 1)


@pytest.mark.parametrize("words", ["viertel 001", "Stadt-001", "stadt 001 viertel", "Kreis Nordring", "06400001", "Nordring"])
def test_site_is_found_by_any_of_its_words(full_site, words):
    full_site.municipality.name = "Stadt-001 (Stadt 001)"
    full_site.municipality.save()
    SiteName.objects.create(site=full_site, name="Am Nordring", kind="alias", begins_on=date(2010, 1, 1))
    make_full_site(2)

    found = queries.found_by(queries.overview(PUBLIC, TODAY), words)

    assert [site.code for site in found] == ["standort-001"]


def test_no_words_find_everything(full_site):
    assert queries.found_by(queries.overview(PUBLIC, TODAY), "  ").count() == 1


def test_every_word_must_fit(full_site):
    assert not queries.found_by(queries.overview(PUBLIC, TODAY), "Viertel Anderswo").exists()


def test_alias_found_twice_gives_the_site_once(full_site):
    assert queries.found_by(queries.overview(PUBLIC, TODAY), "Alias").count() == 1


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ({}, ["standort-001", "standort-002", "ohne-alles"]),
        ({"stage": "in_delivery"}, ["standort-001", "standort-002"]),
        ({"stage": "unknown"}, ["ohne-alles"]),
        ({"county": "Kreis 2"}, ["standort-002"]),
        ({"year": 2001}, ["standort-001", "standort-002"]),
        ({"year": 1999}, []),
        ({"sort": "grant"}, ["standort-002", "standort-001", "ohne-alles"]),
        ({"q": "Viertel", "county": "Kreis 1"}, ["standort-001"]),
    ],
)
def test_filter_narrows_and_sorts(wanted, codes):
    make_full_site(1)
    make_full_site(2)
    make_site("ohne-alles", municipality=make_municipality("zuletzt"))

    found = queries.filtered(queries.overview(PUBLIC, TODAY), wanted)

    assert [site.code for site in found] == codes


def test_boundary_in_force_is_the_newest_that_has_begun(full_site):
    assert queries.current_area(full_site, TODAY).version == 2
    assert queries.current_area(full_site, date(2016, 1, 1)).version == 1
    assert queries.current_area(full_site, date(2015, 1, 1)) is None


def test_boundaries_in_force_are_one_per_site(programme, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = [(area.site.code, area.version, area.site_name) for area in queries.areas_in_force(TODAY)]

    assert found == [(site.code, 2, f"Viertel {number:03}") for number, site in enumerate(programme, 1)]


def test_people_in_charge_are_those_with_a_mandate_here(full_site):
    person("area_officer", "municipality", full_site.municipality.code)
    person("neighbourhood_manager", "site", full_site.code)
    person("area_officer", "municipality", "anderswo")
    person("resident", "site", full_site.code)

    found = queries.in_charge_of(full_site, TODAY)

    assert [(one.role, one.name) for one in found] == [("area_officer", "Ayse Amt"), ("neighbourhood_manager", "Nora Nachbarschaft")]


def test_mandate_that_has_not_begun_is_not_in_charge(full_site):
    person("area_officer", "municipality", full_site.municipality.code)

    assert queries.in_charge_of(full_site, date(2019, 1, 1)) == []


def test_thresholds_come_from_the_rulebook():
    found = queries.thresholds(TODAY)

    assert (found.area_factor, found.years_max) == (Fraction(3, 2), 10)


def test_whole_site_gathers_what_the_rules_compare(full_site):
    site = queries.whole_site(full_site.code, TODAY)

    facts = queries.site_facts(site, site.overall_measures.all()[0])

    assert (facts.drawn_m2, facts.inhabitants, facts.municipality_inhabitants, facts.begins_on) == (
        790_000,
        3_001,
        30_001,
        date(2014, 1, 1),
    )


@pytest.mark.parametrize("rows", [2, 20])
def test_whole_site_asks_five_times_whatever_it_has(rows, django_assert_num_queries):
    make_full_site(1, rows=rows)

    with django_assert_num_queries(5):
        site = queries.whole_site("standort-001", TODAY)

    assert len(site.names.all()) == rows + 1


def test_unknown_site_is_nothing():
    assert queries.whole_site("nirgends", TODAY) is None


def test_dossier_names_the_site_and_its_stage(full_site):
    dossier = queries.dossier(full_site, PUBLIC)

    assert (dossier.name, dossier.municipality, dossier.stage, dossier.stage_label) == (
        "Viertel 001",
        "Stadt 001",
        "in_delivery",
        "in Umsetzung",
    )
    assert [tab.key for tab in dossier.tabs][:2] == ["profile", "area"]
    assert dossier.crumbs[-1] == ("Stadt 001 – Viertel 001", reverse("places:site", args=("standort-001",)))


def test_thread_of_a_site_carries_the_newest_list_entry(full_site):
    knot = queries.dossier(full_site, PUBLIC).thread[Knot.EUROS]

    assert (str(knot.value).replace("\xa0", " "), knot.note) == ("200.000 €", "Bund und Land, Programmjahr 2001")


def test_names_are_sorted_as_germans_do():
    for name in ("Butzbach", "Bürstadt", "Bebra", "bad Orb", "Großalmerode", "Groß-Gerau"):
        make_site(name.lower().replace(" ", "-"), municipality=make_municipality(name.lower().replace(" ", "-"), name=name))

    found = [site.municipality.name for site in queries.overview(PUBLIC, TODAY)]

    assert found == ["bad Orb", "Bebra", "Bürstadt", "Butzbach", "Groß-Gerau", "Großalmerode"]


def test_site_is_in_the_programme_as_long_as_one_period_runs(full_site):
    full_site.overall_measures.create(programme="Sanierung", begins_on=date(2001, 1, 1), ends_on=date(2009, 12, 31))

    site = queries.overview(PUBLIC, TODAY).get()
    full_site.overall_measures.update(ends_on=date(2020, 12, 31))

    assert (site.first_year, site.last_year) == (2001, None)
    assert queries.overview(PUBLIC, TODAY).get().last_year == 2020


def test_sites_by_code_leave_out_what_is_unknown(full_site):
    assert list(queries.sites_by_code(["standort-001", "nirgends"], PUBLIC)) == ["standort-001"]


def test_filter_choices_are_what_is_in_the_books():
    make_full_site(2)
    make_municipality("ohne-standort", county="Leerer Kreis")

    assert queries.counties() == ["Kreis 2"]
    assert queries.list_years() == [2001, 2000]
    assert queries.filter_choices() == (("Kreis 2",), (2001, 2000))


def test_choices_of_the_filter_follow_the_data(full_site, django_assert_num_queries):
    before = queries.filter_choices()
    with django_assert_num_queries(1):
        assert queries.filter_choices() == before

    full_site.list_entries.create(programme_year=2031, grant_cents=1)

    assert queries.filter_choices()[1][0] == 2031
