"""Signs of life for machines that watch: alive, ready, and figures. They name no person, no place and no reason."""

from collections.abc import Mapping
from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quartierwerk.foundation.keeping import metrics as counted
from quartierwerk.foundation.keeping import policy, queries
from quartierwerk.foundation.people.access import ActorRequest, View, needs, public

NOT_READY, NOT_KNOWN = 503, 401


@public
@never_cache
@require_safe
def alive(request: ActorRequest) -> HttpResponse:
    """Say that this process answers; nothing else is asked, so whoever starts processes anew looks here."""
    return _said(request, {"alive": True}, status=200)


@public
@never_cache
@require_safe
def ready(request: ActorRequest) -> HttpResponse:
    """Say whether everything is there that is needed; ``?ohne=worker`` leaves a check out, for whoever shares out requests."""
    found = queries.readiness(timezone.now()).found(without=request.GET.getlist("ohne"))
    return _said(request, found, status=200 if found["ready"] else NOT_READY)


def _said(request: ActorRequest, found: Mapping[str, bool], *, status: int) -> HttpResponse:
    if request.accepts("text/plain"):
        lines = "".join(f"{name}: {'yes' if holds else 'no'}\n" for name, holds in found.items())
        return HttpResponse(lines, status=status, content_type="text/plain; charset=utf-8")
    return JsonResponse(dict(found), status=status)


def _token_or_operator(view: View[[]]) -> View[[]]:
    """Let a monitoring in that knows the token; anybody else must run the programme."""
    for_people = needs(policy.OPERATE)(view)

    @wraps(for_people)
    def guarded(request: ActorRequest, /) -> HttpResponseBase:
        given = request.headers.get("Authorization", "")
        if not given:
            return for_people(request)
        if settings.METRICS_TOKEN and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
            return view(request)
        return HttpResponse("not known\n", status=NOT_KNOWN, content_type="text/plain", headers={"WWW-Authenticate": "Bearer"})

    return guarded


@_token_or_operator
@never_cache
@require_safe
def metrics(request: ActorRequest) -> HttpResponse:
    """Hand out what was counted, and what is to be read now."""
    return HttpResponse(counted.written(queries.figures(timezone.now())), content_type=counted.CONTENT_TYPE)
