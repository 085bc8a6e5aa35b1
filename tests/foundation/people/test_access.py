"""Declarations of who may open a page: the outer gate holds, and says which it is."""

import pytest
from django.http import HttpResponse
from django.urls import include, path
from tests.people import imagined

from quartierwerk.foundation.people import access
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM, Permission
from quartierwerk.foundation.people.core.roles import Role
from quartierwerk.kernel.errors import NotPermittedError

PERMISSION = Permission.of("kiosk.open", Role.AREA_OFFICER, Role.AUDITOR)


def show(request, name="niemand"):
    """Show the kiosk."""
    return HttpResponse(f"Kiosk von {name}")


def asked(rf, actor):
    request = rf.get("/kiosk/?tag=heute")
    request.actor = actor
    return request


def test_a_public_page_opens_for_everybody_and_says_so(rf):
    @access.public
    def page(request, name):
        return show(request, name)

    assert page.access == access.Access("public")
    assert page(asked(rf, PUBLIC), name="Uwe").content == b"Kiosk von Uwe"


@pytest.mark.parametrize("guard", [access.signed_in, access.needs(PERMISSION)], ids=["signed_in", "needs"])
def test_the_public_is_asked_to_sign_in_and_comes_back(guard, rf):
    answer = guard(show)(asked(rf, PUBLIC))

    assert (answer.status_code, answer["Location"]) == (302, "/konto/login/?next=/kiosk/%3Ftag%3Dheute")


@pytest.mark.parametrize("role", Role)
def test_a_page_for_the_signed_in_opens_for_every_role(role, rf):
    page = access.signed_in(show)

    assert page(asked(rf, imagined(role)), name="Eva").content == b"Kiosk von Eva"
    assert page.access == access.Access("signed_in")


@pytest.mark.parametrize("role", Role)
def test_a_page_with_a_permission_opens_for_its_roles_alone(role, rf):
    page = access.needs(PERMISSION)(show)

    if role in PERMISSION.roles:
        assert page(asked(rf, imagined(role))).status_code == 200
    else:
        with pytest.raises(NotPermittedError) as refusal:
            page(asked(rf, imagined(role)))
        assert refusal.value.reason == "role_missing"


def test_the_outer_gate_asks_for_the_role_and_not_for_its_place(rf):
    page = access.needs(PERMISSION)(show)

    assert page(asked(rf, imagined("area_officer", "site", "anderswo"))).status_code == 200


def test_a_permission_is_declared_with_its_roles_in_order():
    assert access.needs(PERMISSION)(show).access == access.Access("kiosk.open", ("area_officer", "auditor"))


@pytest.mark.parametrize("guard", [access.signed_in, access.needs(PERMISSION)], ids=["signed_in", "needs"])
def test_a_guarded_page_keeps_its_name_and_what_it_says_of_itself(guard):
    assert (guard(show).__name__, guard(show).__doc__) == ("show", "Show the kiosk.")


def test_the_system_is_nobody_who_opens_pages(rf):
    assert access.needs(PERMISSION)(show)(asked(rf, SYSTEM)).status_code == 302


# Pages of libraries.


def view():
    return lambda request: HttpResponse("von fremder Hand")


def test_pages_of_a_library_get_a_rule_at_every_depth():
    routes = [path("a/", view(), name="a"), path("tief/", include([path("b/", view(), name="b")]))]

    declared = access.declare(routes, access.PUBLIC)

    assert declared is routes
    assert [routes[0].callback.access, routes[1].url_patterns[0].callback.access] == [access.PUBLIC, access.PUBLIC]


def test_a_page_that_has_a_rule_keeps_it():
    own = access.needs(PERMISSION)(show)
    (route,) = access.declare([path("a/", own)], access.PUBLIC)

    assert route.callback is own


def test_only_the_named_pages_get_the_rule():
    first, second = access.declare([path("a/", view(), name="a"), path("b/", view(), name="b")], access.PUBLIC, only={"b"})

    assert not hasattr(first.callback, "access")
    assert second.callback.access == access.PUBLIC


@pytest.mark.django_db
def test_a_rule_for_the_signed_in_is_enforced_where_the_library_does_not_ask(rf, django_user_model):
    from django.contrib.auth.models import AnonymousUser

    (route,) = access.declare([path("a/", view())], access.SIGNED_IN)
    request = rf.get("/a/")

    request.user = AnonymousUser()
    assert route.callback(request)["Location"] == "/konto/login/?next=/a/"
    request.user = django_user_model.objects.create(name="Eva")
    assert route.callback(request).content == b"von fremder Hand"
