"""Search for staff and for the public: each finds what they may know of."""

from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.concepts import SITE, TODAY, add_measure, make_concept, resolve
from tests.factories.places import make_site
from tests.pages import links, words
from tests.people import NAMES, actor
from tests.queries import assert_same_queries

from quartierwerk.concepts.actions import resolutions
from quartierwerk.concepts.models import Measure
from quartierwerk.foundation.search import loader

pytestmark = pytest.mark.django_db
STAFF, PUBLIC = reverse("workspace:search"), reverse("portal:search")
SECRET = "Zitrusplantage"


@pytest.fixture
def concept(db):
    concept = make_concept(measures=1)
    Measure.objects.filter(concept=concept).update(title="Spielplatz am Bach")
    resolve(concept, TODAY)
    add_measure(concept, 2)
    Measure.objects.filter(concept=concept, slug="m-2").update(title=SECRET)
    loader.rebuild()
    return concept


def test_a_form_of_a_word_finds_the_measure_and_leads_to_it(concept, signed_in_as):
    client = signed_in_as("area_officer", "municipality", "musterstadt")

    page = client.get(STAFF, {"q": "Spielplätze"})

    text = words(page)
    assert "Konzepte und Maßnahmen im Arbeitsstand" in text
    assert "Beschlossene Konzepte und Maßnahmen" in text
    assert "gefunden, weil darin steht: „Spielplatz“" in text
    found = {f"/werkbank/standorte/{SITE}/massnahmen/m-1/", f"/standorte/{SITE}/massnahmen/m-1/"}
    assert len(found & set(links(page))) == 1
    resolved = client.get(STAFF, {"q": "Spielplätze", "source": "resolved"})
    assert f"/standorte/{SITE}/massnahmen/m-1/" in links(resolved)
    assert "<mark>Spielplatz</mark>" in page.text


def test_the_public_finds_what_is_resolved_on_public_pages(concept, client):
    page = client.get(PUBLIC, {"q": "spielplatz"})

    assert f"/standorte/{SITE}/massnahmen/m-1/" in links(page)
    assert not [link for link in links(page) if "/werkbank/standorte/" in link]


@pytest.mark.parametrize("role", NAMES)
@pytest.mark.parametrize("typed", [SECRET, "Zitrusplantagen", "Zitrusplantaje"])
def test_a_working_copy_is_found_by_those_who_may_read_it_only(role, typed, concept, signed_in_as):
    kinds = {"area_officer": ("municipality", "musterstadt"), "treasury": ("municipality", "musterstadt")}
    client = signed_in_as(role, *kinds.get(role, ("site", "anderswo")))

    page = words(client.get(STAFF, {"q": typed})).replace(typed, "")

    may_read = client.get(f"/werkbank/standorte/{SITE}/massnahmen/").status_code == HTTPStatus.OK
    assert ("Nichts gefunden" not in page or SECRET.casefold() in page.casefold()) == may_read


@pytest.mark.parametrize("typed", [SECRET, "Zitrusplantaje"])
def test_the_public_learns_nothing_of_a_working_copy(typed, concept, client):
    page = words(client.get(PUBLIC, {"q": typed})).replace(typed, "")

    assert SECRET.casefold() not in page.casefold()
    assert "Nichts gefunden" in page


def test_a_release_is_found_without_the_index_being_read_again(concept, signed_in_as):
    client = signed_in_as("programme_ministry")
    assert "Nichts gefunden" in words(client.get(STAFF, {"q": SECRET}))

    officer = actor("area_officer", "municipality", "musterstadt")
    resolutions.release(concept=concept, actor=officer, now=timezone.now())
    assert SECRET in words(client.get(STAFF, {"q": SECRET}))


def test_sites_and_rules_are_found(concept, client):
    make_site("musterstadt-sued")
    loader.rebuild()

    assert "Standorte" in words(client.get(PUBLIC, {"q": "Musterstadt"}))
    assert "Regelwerke" in words(client.get(PUBLIC, {"q": "Fördersatz"}))


def test_without_words_the_page_says_how_it_is_used(client, concept):
    page = words(client.get(PUBLIC))

    assert "Geben Sie ein Wort ein." in page
    assert "Nichts gefunden" in words(client.get(PUBLIC, {"q": "qqqqq", "year": "abc", "page": "-3"}))


def test_the_frames_lead_to_search(client, concept, signed_in_as):
    assert PUBLIC in links(client.get("/"))
    assert f'action="{STAFF}"' in signed_in_as("auditor").get("/werkbank/").text


def more(begin, number):
    for each in range(begin, begin + number):
        make_site(f"suchort-{each}", name=f"Suchort {each}")
    loader.rebuild()


@pytest.mark.parametrize("route", ["workspace:search", "portal:search"])
def test_page_asks_as_often_for_thirty_hits_as_for_eleven(route, signed_in_as):
    client = signed_in_as("programme_ministry")

    assert_same_queries(client, reverse(route), few=lambda: more(0, 11), many=lambda: more(11, 20), q="Suchort")
