"""How often the public pages ask the database."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.factories.concepts import SITE, TODAY, add_measures, make_concept, resolve
from tests.places.conftest import make_full_site
from tests.queries import assert_same_queries, queries_of

from quartierwerk.places.models import SiteContact

pytestmark = pytest.mark.django_db
M = {"site": SITE, "slug": "m-1"}
PAGES = {"start": {}, "sites": {}, "site": {"site": SITE}, "concept": {"site": SITE}, "measure": M}
FILES = {"boundary": {"site": SITE}, "concept_pdf": {"site": SITE, "number": 1}, "measure_pdf": M}


def url(name, **given):
    return reverse(f"portal:{name}", kwargs=given)


def more_sites(begin, number):
    for place in range(begin, begin + number):
        resolve(make_concept(make_full_site(place), measures=1), TODAY - timedelta(days=place))


def test_the_list_asks_as_often_for_twenty_sites_as_for_two(client):
    assert_same_queries(client, url("sites"), few=lambda: more_sites(1, 2), many=lambda: more_sites(3, 18))


def test_the_start_page_asks_as_often_for_twenty_sites_as_for_two_and_keeps_what_it_added_up(client):
    client.get(url("start"))
    asked = []
    for begin, number in ((1, 2), (3, 18)):
        more_sites(begin, number)
        asked += [len(queries_of(client, url("start"))), len(queries_of(client, url("start")))]

    fresh, kept, fresh_again, kept_again = asked
    assert fresh == fresh_again <= 15
    assert kept == kept_again <= 3


@pytest.mark.parametrize("name", ["site", "concept", "measure", "boundary"])
def test_page_asks_as_often_for_twenty_measures_as_for_two(name, client):
    concept = make_concept()

    def more(number):
        add_measures(concept, number)
        for place in range(number):
            concept.site.names.create(name=f"Alias {number} {place}", kind="alias", begins_on=date(2010, 1, 1))
            SiteContact.objects.create(site=concept.site, title=f"Büro {place}", position=place)
        resolve(concept)

    assert_same_queries(client, url(name, **{**PAGES, **FILES}[name]), few=lambda: more(2), many=lambda: more(18))
