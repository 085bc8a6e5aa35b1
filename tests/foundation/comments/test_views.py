"""Pages of comments on a site and on a measure."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.factories.concepts import SITE, make_concept
from tests.pages import links, words
from tests.people import actor, person
from tests.queries import assert_same_queries

from quartierwerk.foundation.comments import actions
from quartierwerk.foundation.comments.models import Comment
from quartierwerk.foundation.slots.values import Subject

pytestmark = pytest.mark.django_db
HERE = reverse("comments:of", args=("site", SITE))


@pytest.fixture
def concept(db):
    return make_concept(measures=1)


@pytest.fixture
def officer_client(signed_in_as, concept):
    return signed_in_as("area_officer", "municipality", "musterstadt")


def test_a_comment_is_written_read_and_withdrawn(officer_client):
    assert "Noch kein Kommentar" in words(officer_client.get(HERE))

    page = officer_client.post(HERE, {"text": "Der <b>Park</b> ist fertig."}, follow=True)

    assert "Der Kommentar steht." in words(page)
    assert "Ayse Amt" in words(page)
    assert "Der &lt;b&gt;Park&lt;/b&gt; ist fertig." in page.text
    number = Comment.objects.get().pk
    page = officer_client.post(f"/werkbank/kommentare/zurueckziehen/{number}/", follow=True)
    assert "Zurückgezogen." in words(page)
    assert "Park" not in words(page)


def test_a_refused_comment_keeps_its_words(officer_client):
    page = officer_client.post(HERE, {"text": "Hallo @Niemand"})

    assert "„@Niemand“ ist niemand, der das hier lesen darf." in words(page)
    assert "Hallo @Niemand</textarea>" in page.text
    assert not Comment.objects.exists()


def test_a_mention_waits_on_the_desk_until_it_is_seen(officer_client, signed_in_as):
    manager = person("neighbourhood_manager", "site", SITE)
    officer_client.post(HERE, {"text": "@Nora, bitte ansehen"})
    client = signed_in_as("neighbourhood_manager", "site", SITE)
    desk = client.get("/werkbank/")
    assert "Ayse Amt hat Sie erwähnt" in words(desk)

    comment = Comment.objects.get()
    assert f"{HERE}#kommentar-{comment.pk}" in links(desk)
    client.post(f"/werkbank/kommentare/gelesen/{comment.mentions.get(person=manager).pk}/")

    assert "Ayse Amt hat Sie erwähnt" not in words(client.get("/werkbank/"))


def test_a_site_and_a_measure_lead_to_their_comments(officer_client, concept):
    assert HERE in links(officer_client.get(f"/werkbank/standorte/{SITE}/"))
    there = f"/werkbank/kommentare/measure/{SITE}/m-1/"
    assert there in links(officer_client.get(f"/werkbank/standorte/{SITE}/massnahmen/m-1/"))
    assert "Maßnahme 1" in words(officer_client.get(there))


@pytest.mark.parametrize(
    ("role", "kind", "code", "status"),
    [
        ("neighbourhood_manager", "site", "anderswo", 403),
        ("resident", "site", SITE, 403),
        ("programme_ministry", "programme", "soziale-stadt", 200),
        ("auditor", "programme", "soziale-stadt", 200),
    ],
)
def test_others_find_nothing(role, kind, code, status, concept, signed_in_as):
    assert signed_in_as(role, kind, code).get(HERE).status_code == status


def test_a_comment_on_an_unreleased_measure_is_not_found_by_those_who_do_not_know_it(concept, officer_client, signed_in_as):
    there = f"/werkbank/kommentare/measure/{SITE}/m-1/"
    officer_client.post(there, {"text": "Zitrusgarten"})

    page = signed_in_as("programme_ministry").get(there)

    assert page.status_code == 404


def test_nobody_withdraws_or_sees_for_others(officer_client, signed_in_as):
    officer_client.post(HERE, {"text": "Meins"})
    number = Comment.objects.get().pk
    other = signed_in_as("programme_ministry")

    assert other.post(f"/werkbank/kommentare/zurueckziehen/{number}/").status_code == 404
    assert other.post("/werkbank/kommentare/gelesen/1/").status_code == 404


def more(begin, number):
    officer = actor("area_officer", "municipality", "musterstadt")
    for each in range(begin, begin + number):
        actions.write(subject=Subject("site", SITE), text=f"Nummer {each}", actor=officer, now=timezone.now())


def test_the_page_asks_as_often_for_twenty_comments_as_for_two(officer_client):
    assert_same_queries(officer_client, HERE, few=lambda: more(0, 2), many=lambda: more(2, 18))


def test_what_is_not_there_is_not_found(signed_in_as, concept):
    client = signed_in_as("programme_ministry")

    assert client.get("/werkbank/kommentare/site/nirgends/").status_code == 404
    assert client.get("/werkbank/kommentare/unsinn/x/").status_code == 404
