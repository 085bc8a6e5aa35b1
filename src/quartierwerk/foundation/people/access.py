"""Declares who may open a page; a test walks every route and refuses one without a declaration.

A declaration is the outer gate (does this person hold such a role at all?). The page then asks the
room's policy about the very thing, and the deed asks again.
"""

import functools
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, reverse

from quartierwerk.foundation.people import unsent
from quartierwerk.foundation.people.core.actor import Actor, Permission
from quartierwerk.kernel.errors import NotPermittedError


class ActorRequest(HttpRequest):
    """A request that knows who acts."""

    actor: Actor
    request_id: str


@dataclass(frozen=True, slots=True)
class Access:
    """A route's declared rule: ``public``, ``signed_in``, or a permission's code with its roles."""

    rule: str
    roles: tuple[str, ...] = ()


PUBLIC = Access("public")
SIGNED_IN = Access("signed_in")

type View[**Given] = Callable[Concatenate[ActorRequest, Given], HttpResponseBase]


def public[**Given](view: View[Given]) -> View[Given]:
    """Let everybody open the page."""
    view.access = PUBLIC  # type: ignore[attr-defined]  # a mark on the function
    return view


def signed_in[**Given](view: View[Given]) -> View[Given]:
    """Let every signed-in person open the page."""

    @functools.wraps(view)
    def guarded(request: ActorRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        if not request.actor.is_signed_in:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    guarded.access = SIGNED_IN  # type: ignore[attr-defined]  # a mark on the function
    return guarded


def needs[**Given](permission: Permission) -> Callable[[View[Given]], View[Given]]:
    """Let people open the page who hold the permission in some scope."""

    def decorate(view: View[Given]) -> View[Given]:
        @functools.wraps(view)
        def guarded(request: ActorRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
            if not request.actor.is_signed_in:
                return _to_sign_in(request)
            if not request.actor.holds_somewhere(permission):
                raise NotPermittedError("role_missing")
            return view(request, *args, **kwargs)

        guarded.access = Access(permission.code, tuple(sorted(permission.roles)))  # type: ignore[attr-defined]  # a mark on the function
        return guarded

    return decorate


def _to_sign_in(request: ActorRequest) -> HttpResponseBase:
    """Lead to the sign-in, and from there back; a form that came too late waits there for its person."""
    kept = request.method == "POST" and unsent.keep(request)
    return redirect_to_login(reverse("people:resume") if kept else request.get_full_path())


def declare(
    routes: Sequence[URLPattern | URLResolver], access: Access, *, only: Collection[str] | None = None
) -> Sequence[URLPattern | URLResolver]:
    """Declare the rule of routes that a library brings along, all or those with the given names, and hold them to it.

    A route that has a rule keeps it. ``signed_in`` is enforced here, for the library may not ask.
    """
    for route in routes:
        if isinstance(route, URLResolver):
            declare(route.url_patterns, access, only=only)
        elif getattr(route.callback, "access", None) is None and (only is None or route.name in only):
            callback: Any = login_required(route.callback) if access is SIGNED_IN else route.callback
            callback.access = access
            route.callback = callback
    return routes
