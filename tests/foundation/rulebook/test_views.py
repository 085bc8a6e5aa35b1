"""The public pages of the rules."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.rulebook import views

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def _german():
    """A request leaves its language active; no test hands it on to the next."""
    with translation.override("de"):
        yield


def words_of(response):
    """Return what a page says, without markup and repeated spaces."""
    bare = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"[ \n]+", " ", bare.replace(NBSP, " "))


@pytest.fixture
def ask(rf: RequestFactory):
    """Call a view without a database: the pages read files only."""

    def get(view, query=None, **given):
        request = rf.get("/regelwerk/", query or {})
        request.user, request.actor, request.request_id = AnonymousUser(), PUBLIC, ""
        return view(request, **given)

    return get


def test_page_says_how_much_is_confirmed_and_how_much_assumed(ask):
    page = ask(views.in_force, {"on": "2026-11-22"})

    statuses = [status for book in rules.in_force(rules.version("rilise_2023").valid_from) for status in book.statuses]
    said = re.search(r"gelten (\d+) bestätigte und (\d+) angenommene Angaben", words_of(page))
    assert (int(said[1]), int(said[2])) == (statuses.count("confirmed"), statuses.count("assumed"))


def test_value_stands_with_unit_status_and_source(ask):
    page = ask(views.in_force, {"on": "2026-11-22"})

    assert "Höchste Förderquote in begründeten Fällen 90 % bestätigt" in words_of(page)
    assert "Raten nach Jahren, das Programmjahr zuerst 5 / 25 / 30 / 25 / 15 % angenommen Übliches Profil" in words_of(page)
    assert 'href="https://matching-x.com/' in page.content.decode()


def test_day_chooses_the_version(ask):
    before, after = ask(views.in_force, {"on": "2023-11-15"}), ask(views.in_force, {"on": "2023-11-16"})

    assert "vom 2. Oktober 2017" in words_of(before)
    assert "vom 16. November 2023" not in words_of(before)
    assert "gilt vom 02.10.2017 bis 15.11.2023" in words_of(before)
    assert "vom 16. November 2023" in words_of(after)
    assert "vom 2. Oktober 2017" not in words_of(after)


def test_filter_leaves_only_what_is_assumed(ask):
    page = ask(views.in_force, {"on": "2026-11-22", "assumed": "on"})

    assert "Höchste Förderquote" not in words_of(page)
    assert "Raten nach Jahren" in words_of(page)
    assert page.content.decode().count(">bestätigt</span>") == 1  # the legend
    assert "Handlungsfelder des Programmtexts Regel" not in words_of(page)


def test_day_before_all_rules_says_so(ask):
    page = ask(views.in_force, {"on": "1950-01-01"})

    assert "Für diesen Tag gibt es keine Regeln." in words_of(page)


def test_day_that_does_not_exist_is_named_and_today_is_shown(ask):
    page = ask(views.in_force, {"on": "2026-02-31"})

    assert "Gültig am: " in words_of(page)
    assert "Höchste Förderquote" in words_of(page)


def test_version_page_shows_validity_sources_and_the_other_version(ask):
    page = words_of(ask(views.version, code="rilise_2017"))

    assert "gilt vom 02.10.2017 bis 15.11.2023" in page
    assert "rilise_2017" in page
    assert "Aus der Fassung von 2023 übernommen eigene Festlegung" in page
    assert "vom 16. November 2023 gilt seit 16.11.2023" in page


def test_list_page_shows_the_mapping_of_nine_and_ten_both_ways(ask):
    page = words_of(ask(views.catalogue, {"on": "2026-11-22"}, name="action_fields.hessen_10"))

    assert "Handlungsfelder des Programmtexts → Handlungsfelder in Hessen heute" in page
    assert "Handlungsfelder in Hessen heute → Handlungsfelder des Programmtexts" in page
    assert "Wirtschaft → Lokale Ökonomie, Arbeitsmarkt und Qualifizierung; Nahversorgung angenommen" in page
    assert "Mobilität keine Entsprechung angenommen" in page


def test_list_page_says_which_chapters_are_required(ask):
    page = words_of(ask(views.catalogue, name="concept_chapters"))

    assert "Ziele verlangt angenommen" in page
    assert "Fortschreibung freiwillig angenommen" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "query"),
    [
        (("rulebook:version", "rilise_1900"), {}),
        (("rulebook:catalogue", "nowhere"), {}),
        (("rulebook:catalogue", "action_fields.hessen_10"), {"on": "2010-01-01"}),
    ],
)
def test_unknown_version_or_list_is_not_found(client, address, query):
    assert client.get(reverse(address[0], args=address[1:]), query).status_code == 404


@pytest.mark.django_db
def test_pages_of_the_rules_ask_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        for name, *given in (("in_force",), ("version", "rilise_2023"), ("catalogue", "cost_groups")):
            assert client.get(reverse(f"rulebook:{name}", args=given)).status_code == 200


@pytest.mark.django_db
def test_public_foot_links_to_the_rules(client):
    page = client.get(reverse("rulebook:in_force")).content.decode()

    assert f'<a href="{reverse("rulebook:in_force")}"' in page[page.index("<footer") :]


@pytest.mark.django_db
def test_every_list_and_version_that_is_shipped_has_its_page(client):
    for book in rules.all_versions():
        assert client.get(reverse("rulebook:version", args=[book.code])).status_code == 200
        for catalogue in book.catalogues:
            assert client.get(reverse("rulebook:catalogue", args=[catalogue.code])).status_code == 200


@pytest.mark.django_db
def test_english_page_uses_the_english_words_of_the_rules(client):
    page = words_of(client.get(reverse("rulebook:catalogue", args=["action_fields.programme_text"]), headers={"accept-language": "en"}))

    assert "School and youth welfare" in page
    assert "Schule und Jugendhilfe" not in page
