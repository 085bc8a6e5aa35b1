"""The goal tree."""

import pytest
from django.urls import reverse
from tests.factories.concepts import SITE, make_concept
from tests.pages import doubled_ids, links, words

from quartierwerk.concepts.models import Goal

pytestmark = pytest.mark.django_db
TREE = reverse("concepts:goals", args=(SITE,))
ADD = reverse("concepts:add_goal", args=(SITE,))


def of(code):
    return reverse("concepts:goal", args=(SITE, code))


def test_measures_of_a_goal_stand_in_the_order_of_the_concept(concept, officer_client):
    first = concept.measures.get(slug="m-1")
    first.position = 9
    first.save()

    assert "M 2 Maßnahme 2 · M 1 Maßnahme 1" in words(officer_client.get(TREE))


def test_the_tree_shows_goals_success_and_measures(concept, officer_client):
    page = officer_client.get(TREE)

    text = words(page)
    assert "1 Gut leben" in text
    assert "1.1 Grün und Ruhe Erfolg zeigt sich: Man sitzt M 1 Maßnahme 1 · M 2 Maßnahme 2" in text
    assert {of("1"), of("1.1"), ADD} <= set(links(page))


def test_readers_see_the_tree_without_doors(concept, reader_client):
    page = reader_client.get(TREE)

    assert "1.1 Grün und Ruhe" in words(page)
    assert {of("1"), of("1.1"), ADD}.isdisjoint(links(page))


def test_an_empty_tree_says_what_goals_are_for(officer_client):
    make_concept(goals=False)

    assert "Noch keine Ziele" in words(officer_client.get(TREE))


def test_numbers_that_look_alike_have_anchors_of_their_own(concept, officer_client):
    for code in ("11", "2.", "2 1", "1.2/3"):
        Goal.objects.create(concept=concept, code=code, title=code)

    page = officer_client.get(TREE)

    assert page.status_code == 200
    assert doubled_ids(page) == []


def test_a_number_with_a_stroke_has_its_page(concept, officer_client):
    Goal.objects.create(concept=concept, code="1/2", title="Halb")

    page = officer_client.get(of("1/2"))

    assert page.context["form"]["title"].value() == "Halb"


def test_a_goal_is_added(concept, officer_client):
    guiding = concept.goals.get(code="1")

    response = officer_client.post(ADD, {"code": "1.2", "title": "Höfe", "parent": guiding.pk, "success_shown_by": ""}, follow=True)

    assert "Das Ziel 1.2 Höfe ist gespeichert." in words(response)
    assert concept.goals.get(code="1.2").parent == guiding


def test_a_number_that_is_taken_keeps_the_form(concept, officer_client):
    response = officer_client.post(ADD, {"code": "1.1", "title": "Doppelt"})

    assert "Die Nummer 1.1 ist in diesem Konzept schon vergeben." in words(response)
    assert response.context["form"]["title"].value() == "Doppelt"
    assert concept.goals.count() == 2


def test_a_goal_is_changed(concept, officer_client):
    guiding = concept.goals.get(code="1")

    officer_client.post(of("1.1"), {"code": "1.9", "title": "Stille", "parent": guiding.pk, "success_shown_by": "Man hört nichts"})

    goal = concept.goals.get(code="1.9")
    assert (goal.title, goal.success_shown_by, goal.measures.count()) == ("Stille", "Man hört nichts", 2)


def test_a_goal_with_parts_stays_a_guiding_goal(concept, officer_client):
    other = Goal.objects.create(concept=concept, code="2", title="Arbeit")

    response = officer_client.post(of("1"), {"code": "1", "title": "Gut leben", "parent": other.pk})

    assert "Tiefer reicht der Zielbaum nicht." in words(response)
    assert concept.goals.get(code="1").parent is None


def test_a_goal_nothing_hangs_on_is_removed(concept, officer_client):
    Goal.objects.create(concept=concept, code="2", title="Arbeit")

    response = officer_client.post(of("2"), {"remove": "1"}, follow=True)

    assert "Das Ziel ist entfernt." in words(response)
    assert not concept.goals.filter(code="2").exists()


def test_a_goal_that_is_served_is_not_removed(concept, officer_client):
    response = officer_client.post(of("1.1"), {"remove": "1"}, follow=True)

    assert "Das Ziel wird noch gebraucht" in words(response)
    assert concept.goals.filter(code="1.1").exists()


def test_readers_change_nothing(concept, reader_client):
    assert reader_client.post(ADD, {"code": "3", "title": "x"}).status_code == 403
    assert reader_client.post(of("1.1"), {"remove": "1"}).status_code == 403
    assert concept.goals.count() == 2
