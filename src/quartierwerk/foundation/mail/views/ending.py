"""The public page that ends letters of a kind, for whoever has one of them in hand."""

import contextlib
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from quartierwerk.foundation.mail import phrases, unsubscribing
from quartierwerk.foundation.mail.actions import preferences
from quartierwerk.foundation.mail.core.refusals import NotWantedError
from quartierwerk.foundation.people.access import ActorRequest, public
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.people.models import Person


@public
@csrf_exempt  # mail programs press the button without having seen the page (RFC 8058); the token is the permission
@require_http_methods(["GET", "POST"])
def unsubscribe(request: ActorRequest, token: str) -> HttpResponse:
    """Ask, and end letters of this kind; looking at the page changes nothing, for scanners follow every link."""
    found = unsubscribing.read(token)
    if found is None:
        raise Http404
    number, kind = found
    person = get_object_or_404(Person, pk=number)
    if request.method == "POST":
        with contextlib.suppress(NotWantedError):  # the second press says the same as the first
            preferences.unsubscribe(person=person, kind=kind, now=timezone.now(), actor=replace(SYSTEM, request_id=request.request_id))
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=204)
        messages.success(request, _("Abbestellt. Solche Briefe kommen nicht mehr."))
        return redirect("mail:unsubscribe", token=token)
    # Whoever has the link learns the kind of the letter they hold, and nothing about the person.
    response = render(request, "mail/unsubscribe.html", {"kind": phrases.kind_label(kind)})
    response["Referrer-Policy"] = "no-referrer"
    return response
