"""The real part of the example programme says what its sources say, and nothing more."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from quartierwerk.example import real_sites
from quartierwerk.example.municipality_names import meant_by, without_addition
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from quartierwerk.places import maps, queries
from quartierwerk.places.models import MapLayer, Municipality, ProgrammeListEntry, Site, SiteFigure, SiteName, StageEntry

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
needs_boundaries = pytest.mark.skipif(
    not (real_sites.BOUNDARIES / "municipalities.json").exists(), reason="outlines are made when the front end is built"
)


@pytest.fixture
def loaded(db):
    return real_sites.load(actor=SYSTEM, now=NOW)


def listed(year=2019):
    return [
        (told["municipality"], entry["thousand"])
        for told in real_sites.read_facts()["sites"]
        for entry in told.get("lists", ())
        if entry["year"] == year
    ]


def test_list_of_2019_has_34_sites_in_22_municipalities_and_its_published_sum():
    entries = listed()

    assert (len(entries), len({municipality for municipality, _amount in entries})) == (34, 22)
    assert sum(amount for _municipality, amount in entries) == 28_338


def test_codes_are_unique_and_every_source_is_told_and_used():
    facts = real_sites.read_facts()

    def named(value):
        if isinstance(value, dict):
            yield from ([value["source"]] if "source" in value else [])
            value = value.values()
        if isinstance(value, list) or type(value).__name__ == "dict_values":
            for each in value:
                yield from named(each)

    assert max(Counter(told["code"] for told in facts["sites"]).values()) == 1
    assert set(named(facts["sites"])) == set(facts["sources"])


def test_every_fact_leads_to_its_source(loaded):
    told = [*SiteName.objects.all(), *SiteFigure.objects.all(), *ProgrammeListEntry.objects.all(), *StageEntry.objects.all()]
    told += [measure for site in loaded for measure in site.overall_measures.all()]

    assert all(fact.source for fact in told)
    assert {fact.source for fact in told if not fact.source_url} == {"Veröffentlichte Programmlisten; der Name weicht ab"}


def test_loaded_list_adds_up_to_the_published_sum(loaded):
    entries = ProgrammeListEntry.objects.filter(programme_year=2019, list_is_complete=True)

    assert sum(entries.values_list("grant_cents", flat=True)) == 28_338 * 100_000
    assert entries.values("site__municipality").distinct().count() == 22


def test_overview_compares_sites_by_the_whole_list(loaded):
    site = queries.overview(PUBLIC, TODAY).get(code="baunatal-baunsberg")

    assert (site.list_year, site.list_cents) == (2019, 38_400_000)


def test_nothing_is_marked_as_invented(loaded):
    assert not Site.objects.filter(is_example=True).exists()
    assert not Municipality.objects.filter(is_example=True).exists()


def test_gemuenden_stays_open_and_says_why(loaded):
    place = Municipality.objects.get(code="gemuenden")

    assert (place.ags, place.longitude) == (None, None)
    assert "Gemünden (Felda) und Gemünden (Wohra)" in place.note


@needs_boundaries
def test_every_other_municipality_has_its_key_and_place(loaded):
    opened = Municipality.objects.filter(ags=None).values_list("code", flat=True)

    assert list(opened) == ["gemuenden"]
    assert Municipality.objects.get(code="frankfurt").ags == "06412000"
    assert not Municipality.objects.exclude(code="gemuenden").filter(longitude=None).exists()


@needs_boundaries
def test_programme_map_shows_all_sites_but_one_on_official_outlines(loaded):
    picture = maps.programme_map(on=TODAY)

    assert len(picture.marks) == len(loaded) - 1
    assert picture.attribution == "© GeoBasis-DE / BKG 2017, vereinfacht"
    assert set(MapLayer.objects.values_list("code", flat=True)) == set(MapLayer.Code.values)
    assert all(0 <= mark.x <= maps.WIDTH and 0 <= mark.y <= maps.HEIGHT for mark in picture.marks)


@pytest.mark.parametrize(
    ("code", "stage", "since"),
    [
        ("frankfurt-sossenheim", "admitted", date(2017, 11, 16)),
        ("giessen-noerdliche-weststadt", "in_delivery", date(2018, 6, 21)),
        ("frankfurt-gallus", "consolidating", date(2013, 1, 1)),
        ("wetzlar-dalheim", "", None),
        ("kassel-nordstadt", "", None),
    ],
)
def test_stage_is_known_only_where_a_source_supports_it(loaded, code, stage, since):
    site = queries.overview(PUBLIC, TODAY).get(code=code)

    assert (site.stage, site.stage_since) == (stage, since)


def test_derived_stage_says_from_what(loaded):
    sources = StageEntry.objects.filter(stage="in_delivery").values_list("source", flat=True)

    assert sources
    assert all("abgeleitet: " in source for source in sources)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Westend Hünfeld", "huenfeld-nord-und-ostend"),
        ("Niederhölle", "kelsterbach-mainhoehe"),
        ("Mathildenviertel", "offenbach-oestliche-innenstadt"),
        ("Freigerichtsviertel", "hanau-freigerichtviertel"),
        ("Freigerichtviertel", "hanau-freigerichtviertel"),
        ("Mornewegviertel", "darmstadt-mornewegviertel"),
    ],
)
def test_site_is_found_by_every_name_sources_give_it(loaded, words, code):
    assert [site.code for site in queries.found_by(queries.overview(PUBLIC, TODAY), words)] == [code]


def test_year_of_a_site_only_the_list_knows_is_at_least_that_of_the_list(loaded):
    measure = Site.objects.get(code="wetzlar-dalheim").overall_measures.get()

    assert (measure.begins_on, measure.begins_precision) == (date(2019, 1, 1), "at_least")


def test_begin_that_no_source_names_stays_open(loaded):
    measure = Site.objects.get(code="marburg-richtsberg").overall_measures.get()

    assert (measure.begins_on, measure.ends_on) == (None, date(2014, 12, 31))


def test_loading_tells_its_progress_and_leaves_a_trace_of_every_deed(db):
    heard = []

    sites = real_sites.load(actor=SYSTEM, now=NOW, progress=heard.append)

    assert len(heard) == len(sites) == TrailEntry.objects.filter(deed="places:site:found").count()
    assert heard[0] == "Baunatal – Baunsberg"


@pytest.mark.parametrize(
    ("official", "bare"),
    [
        ("Frankfurt am Main", "Frankfurt"),
        ("Limburg a.d. Lahn", "Limburg"),
        ("Steinbach (Taunus)", "Steinbach"),
        ("Neustadt (Hessen)", "Neustadt"),
        ("Mörfelden-Walldorf", "Mörfelden-Walldorf"),
        ("Bad Homburg v.d. Höhe", "Bad Homburg"),
        ("Lindenfels", "Lindenfels"),
        ("Amöneburg", "Amöneburg"),
    ],
)
def test_addition_is_taken_off(official, bare):
    assert without_addition(official) == bare


def places(*names):
    return [{"properties": {"name": name}} for name in names]


@pytest.mark.parametrize(
    ("published", "official", "meant"),
    [
        ("Frankfurt", ("Frankfurt am Main", "Fulda"), "Frankfurt am Main"),
        ("Gemünden", ("Gemünden (Felda)", "Gemünden (Wohra)"), None),
        ("Hünfeld", ("Hünfelden", "Hünfeld"), "Hünfeld"),
        ("Neustadt", ("Neustadt", "Neustadt (Hessen)"), None),
        ("Nirgends", ("Fulda",), None),
    ],
)
def test_published_name_means_the_one_that_fits(published, official, meant):
    found = meant_by(published, places(*official))

    assert (found["properties"]["name"] if found else None) == meant
