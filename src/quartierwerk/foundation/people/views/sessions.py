"""A session that lasts longer on request, and what was typed while one ended."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from quartierwerk.foundation.people import unsent
from quartierwerk.foundation.people.access import ActorRequest, signed_in


@signed_in
@require_POST
def stay(request: ActorRequest) -> HttpResponse:
    """Let the session last its full time again."""
    request.session.modified = True
    response = HttpResponse(status=204)
    response["Session-Seconds"] = str(request.session.get_expiry_age())
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def resume(request: ActorRequest) -> HttpResponse:
    """Offer to send what was typed before the session ended, or drop it."""
    found = unsent.of(request)
    if request.method == "POST":
        unsent.forget(request)
        return redirect(settings.LOGIN_REDIRECT_URL)
    if found is None:
        raise Http404
    return render(request, "people/unsent.html", {"unsent": found, "shown": [value for _name, value in found.fields if value.strip()]})
