"""Every route says who may open it, and pages without a policy are in a list that somebody wrote."""

import pytest
from django.http import HttpResponse
from django.urls import path

from quartierwerk.config.routes import UNDECLARED, all_routes
from quartierwerk.foundation.people.access import needs, public, signed_in
from quartierwerk.foundation.people.core.actor import Permission
from tests.architecture.source import listed

# The programme itself, for everybody.
PUBLIC_PAGES = {
    "/",
    "/briefe/abbestellen/<str:token>/",  # whoever has the link in a letter may end such letters
    "/bereit/",
    "/favicon.ico",
    "/kalender/<str:token>.ics",  # whoever has the address reads; the token is random and only its hash is kept
    "/gesundheit/",
    "/regelwerk/",
    "/regelwerk/fassungen/<slug:code>/",
    "/regelwerk/listen/<str:name>/",
    "/sprache/",
    "/suche/",
    "/standorte/",
    "/standorte/<slug:site>/",
    "/standorte/<slug:site>/gebiet.geojson",
    "/standorte/<slug:site>/konzept/",
    "/standorte/<slug:site>/konzept/fassung-<int:number>.pdf",
    "/standorte/<slug:site>/massnahmen/<slug:slug>/",
    "/standorte/<slug:site>/massnahmen/<slug:slug>/blatt.pdf",
    "/standorte/<slug:site>/massnahmen/<slug:slug>/fotos/<slug:sha256>/",
    "/ui/",
    "/ui/portal/",
}
# The way in: these pages belong to the library for accounts or look at the visitor's session themselves.
PAGES_OF_ACCOUNTS = {
    "/konto/ansicht/",
    "/konto/email/",
    "/konto/erster-zugang/<str:token>/",
    "/konto/inactive/",
    "/konto/login/",
    "/konto/logout/",
    "/konto/mfa/authenticate/",
    "/konto/mfa/webauthn/login/",
    "/konto/password/reset/",
    "/konto/password/reset/done/",
    "/konto/password/reset/key/<uidb36>-<key>/",
    "/konto/password/reset/key/done/",
    "/konto/signup/",
}
# For every person with an account; what they show is narrowed by ``visible_to``.
PAGES_FOR_EVERY_PERSON = {
    "/werkbank/neu/",
    "/werkbank/problem/",
    "/konto/email/",  # the library's own page, out of reach behind our closed one
    "/konto/confirm-email/",
    "/konto/confirm-email/<key>/",
    "/konto/login/code/confirm/",
    "/konto/password/change/",
    "/konto/password/set/",
    "/konto/reauthenticate/",
    "/konto/mfa/",
    "/konto/mfa/reauthenticate/",
    "/konto/mfa/recovery-codes/",
    "/konto/mfa/recovery-codes/download/",
    "/konto/mfa/recovery-codes/generate/",
    "/konto/mfa/totp/activate/",
    "/konto/mfa/totp/deactivate/",
    "/konto/mfa/webauthn/",
    "/konto/mfa/webauthn/add/",
    "/konto/mfa/webauthn/keys/<int:pk>/edit/",
    "/konto/mfa/webauthn/keys/<int:pk>/remove/",
    "/konto/mfa/webauthn/reauthenticate/",
    "/konto/bleiben/",
    "/konto/vertretung/",
    "/werkbank/personen/<slug:code>/vertretung/<slug:deputy>/beenden/",
    "/konto/eingabe/",
    "/konto/geraete/",
    "/werkbank/",
    "/werkbank/suche/",
    "/werkbank/briefe/",
    "/werkbank/briefe/<slug:code>/",
    "/werkbank/briefe/<slug:code>/ansicht/",
    "/werkbank/briefe/einstellungen/",
    "/werkbank/organisationen/",
    "/werkbank/organisationen/<slug:code>/",
    "/werkbank/standorte/",
    "/werkbank/standorte/<slug:site>/",
    "/werkbank/standorte/<slug:site>/gebiet/",
    "/werkbank/standorte/<slug:site>/gebiet/grenze.geojson",
    "/werkbank/standorte/grenzen.geojson",
    "/werkbank/standorte/karte/",
}


def undeclared(routes):
    """Return the routes that do not say who may open them."""
    return [route.path for route in routes if route.access == UNDECLARED]


def unlisted(routes, *, rule, pages):
    """Return the routes with this rule that nobody has listed, and what is listed in vain."""
    paths = {route.path for route in routes if route.access.rule == rule}
    return [f"{path} is {rule} and not listed" for path in sorted(paths - pages)] + [
        f"{path} is listed and not {rule}" for path in sorted(pages - paths)
    ]


def without_roles(routes):
    """Return the routes whose permission no role holds, so that nobody could open them."""
    return [route.path for route in routes if route.access.rule not in {"public", "signed_in"} and not route.access.roles]


def test_every_route_declares_who_may_open_it():
    assert undeclared(all_routes()) == []


def test_every_page_without_a_policy_is_in_a_list():
    found = unlisted(all_routes(), rule="public", pages=PUBLIC_PAGES | PAGES_OF_ACCOUNTS) + unlisted(
        all_routes(), rule="signed_in", pages=PAGES_FOR_EVERY_PERSON
    )

    assert found == [], listed(found)


def test_every_permission_is_held_by_a_role():
    assert without_roles(all_routes()) == []


def page():
    """Return a new view that declares nothing yet."""

    def answer(request):
        return HttpResponse()

    return answer


def test_watcher_finds_a_planted_route_without_a_rule():
    assert undeclared(all_routes([path("offen/", public(page())), path("vergessen/", page())])) == ["/vergessen/"]


def test_watcher_finds_a_planted_permission_that_nobody_holds():
    routes = all_routes([path("zu/", needs(Permission("places.edit", frozenset()))(page())), path("offen/", public(page()))])

    assert without_roles(routes) == ["/zu/"]


@pytest.mark.parametrize(("declare", "rule"), [(public, "public"), (signed_in, "signed_in")])
def test_watcher_finds_a_planted_page_without_a_policy(declare, rule):
    routes = all_routes([path("offen/", declare(page()))])

    assert unlisted(routes, rule=rule, pages=set()) == [f"/offen/ is {rule} and not listed"]
    assert unlisted(routes, rule=rule, pages={"/offen/", "/alt/"}) == [f"/alt/ is listed and not {rule}"]
