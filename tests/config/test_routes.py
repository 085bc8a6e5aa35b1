"""Every route is found, with its rule and its roles."""

from django.http import HttpResponse
from django.urls import include, path, re_path

from quartierwerk.config.routes import Route, all_routes, as_matrix
from quartierwerk.foundation.people.access import Access, needs, public
from quartierwerk.foundation.people.core.actor import Permission
from quartierwerk.foundation.people.core.roles import Role


@public
def start(request):
    return HttpResponse()


@needs(Permission.of("places.edit", Role.OPERATOR, Role.AREA_OFFICER))
def edit(request):
    return HttpResponse()


def forgotten(request):
    return HttpResponse()


inner = ([path("<slug:site>/", edit, name="edit"), path("vergessen/", forgotten)], "places")
routes = [path("orte/", include(inner)), path("", start, name="start")]


def test_routes_are_found_at_every_depth_by_path():
    assert all_routes(routes) == (
        Route("/", "start", Access("public")),
        Route("/orte/<slug:site>/", "places:edit", Access("places.edit", ("area_officer", "operator"))),
        Route("/orte/vergessen/", "places:", Access("undeclared")),
    )


def test_a_regular_expression_reads_like_an_address():
    assert all_routes([re_path(r"^neu/(?P<key>[-:\w]+)/$", start)]) == (Route("/neu/<key>/", "", Access("public")),)


def test_an_address_named_twice_is_listed_once():
    assert len(all_routes([path("a/", start, name="a"), path("a/", start, name="a")])) == 1


def test_matrix_marks_the_roles_that_may_come_in():
    lines = as_matrix(all_routes(routes)).splitlines()

    start_line, edit_line, forgotten_line = (line.split(" | ") for line in lines[-3:])
    assert start_line[:2] == ["| `/`", "public"]
    assert start_line[2:].count("✓") == len(Role) - 1  # the last one ends the line
    assert [place for place, mark in enumerate(edit_line[2:]) if "✓" in mark] == [list(Role).index(Role.AREA_OFFICER), len(Role) - 1]
    assert "✓" not in "".join(forgotten_line)


def test_the_whole_site_has_routes():
    assert "/konto/login/" in {route.path for route in all_routes()}
