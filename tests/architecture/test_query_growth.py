"""The watcher over growing pages finds one; each room points it at its own lists and dossiers."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from quartierwerk.foundation.people.models import Person
from tests.queries import assert_same_queries, growth, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def one_query(request):
    return HttpResponse(", ".join(Person.objects.values_list("name", flat=True)))


def one_query_for_each_row(request):
    return HttpResponse(", ".join(Person.objects.get(pk=number).name for number in Person.objects.values_list("pk", flat=True)))


def refused(request):
    return HttpResponse(status=403)


urlpatterns = [path("refused/", refused), path("good/", one_query), path("growing/", one_query_for_each_row)]


def people(count, start):
    for number in range(start, start + count):
        Person.objects.create(email=f"{number}@test.invalid", name=f"Person {number}")


def test_watcher_finds_a_planted_growing_page():
    with pytest.raises(AssertionError, match=r"3 queries with few rows, 21 with many") as found:
        assert_same_queries(Client(), "/growing/", few=lambda: people(2, 0), many=lambda: people(18, 2))

    assert "18 x SELECT" in str(found.value)


def test_watcher_is_silent_about_a_page_that_does_not_grow():
    assert_same_queries(Client(), "/good/", few=lambda: people(2, 0), many=lambda: people(18, 2))


def test_watcher_finds_a_planted_page_that_asks_too_often():
    with pytest.raises(AssertionError, match="1 queries, at most 0"):
        assert_same_queries(Client(), "/good/", few=lambda: None, many=lambda: None, at_most=0)


def test_watcher_finds_a_planted_page_that_does_not_open():
    with pytest.raises(AssertionError, match="answers 403"):
        queries_of(Client(), "/refused/")


def test_growth_names_the_query_that_became_more():
    text = growth(
        ["SELECT 1 FROM a WHERE id=1"], ["SELECT 1 FROM a WHERE id=1", "SELECT 2 FROM b WHERE id=1", "SELECT 2 FROM b WHERE id=2"]
    )

    assert "2 x SELECT  FROM b" in text
