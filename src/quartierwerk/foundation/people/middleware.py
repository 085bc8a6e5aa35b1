"""Resolves once per request who acts."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from quartierwerk.foundation.people import queries
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.models import Person


class ActorMiddleware:
    """Puts ``request.actor`` in place; it is read on first use only, and carries the number the request has by then.

    What a signed-in person sees is kept nowhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]  # ActorRequest promises it to views
        response = self.get_response(request)
        # After somebody has signed out, nobody finds their pages in the browser or in a cache on the way.
        if "Cache-Control" not in response and SESSION_KEY in request.session:
            response["Cache-Control"] = "private, no-store"
        return response


def _actor(request: HttpRequest) -> Actor:
    request_id = request.request_id  # type: ignore[attr-defined]  # ActorRequest promises it to views
    if isinstance(request.user, Person):
        return queries.actor_for(request.user, on=timezone.localdate(), request_id=request_id)
    return Actor(request_id=request_id)
