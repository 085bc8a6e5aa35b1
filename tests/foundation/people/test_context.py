"""What the frame shows of people: the roles of whoever looks and, in the example only, other eyes."""

import pytest
from django.test import RequestFactory
from tests.people import SINCE, actor, person

from quartierwerk.foundation.people import context
from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.people.models import Mandate

pytestmark = pytest.mark.django_db


def request_of(whoever):
    request = RequestFactory().get("/")
    request.actor = whoever
    return request


@pytest.fixture
def example(settings):
    settings.EXAMPLE_PROGRAMME = True


def test_roles_are_named_each_once():
    somebody = person("area_officer", "site", "nord")
    Mandate.objects.create(person=somebody, role="area_officer", scope_kind="site", scope_code="sued", begins_on=SINCE)

    assert str(context.who(request_of(actor("area_officer", "site", "nord")))["role_label"]) == "Gebietsbeauftragte Person der Kommune"
    assert str(context.who(request_of(PUBLIC))["role_label"]) == ""


def test_eyes_are_the_public_and_every_invented_person(example):
    invented = person("auditor", is_example=True)
    person("operator")

    eyes = context.who(request_of(PUBLIC))["example_people"]

    assert [(each.value, each.label, each.is_current) for each in eyes] == [
        ("", "Öffentlichkeit", True),
        (invented.code, "Prüfung – Anton Prüfer", False),
    ]


def test_eyes_that_look_now_are_marked(example):
    person("auditor", is_example=True)

    eyes = context.who(request_of(actor("auditor")))["example_people"]

    assert [each.is_current for each in eyes] == [False, True]


def test_eyes_take_one_query_however_often_they_are_asked_for(example, django_assert_num_queries):
    for role in ("auditor", "operator", "treasury"):
        person(role, is_example=True)
    request = request_of(PUBLIC)

    with django_assert_num_queries(1):
        assert len(list(context.who(request)["example_people"])) == len(list(context.who(request)["example_people"])) == 4


def test_page_that_shows_no_bar_asks_nothing(example, django_assert_num_queries):
    with django_assert_num_queries(0):
        context.who(request_of(PUBLIC))


def test_outside_the_example_programme_there_are_no_other_eyes(settings):
    settings.EXAMPLE_PROGRAMME = False
    person("auditor", is_example=True)

    assert context.who(request_of(PUBLIC))["example_people"] == ()
