"""Ways in that are not the sign-in: the first account, and the example programme's change of view."""

from dataclasses import replace

from django.conf import settings
from django.contrib import auth, messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quartierwerk.foundation.people import first_access as link
from quartierwerk.foundation.people import forms, phrases
from quartierwerk.foundation.people.access import ActorRequest, public
from quartierwerk.foundation.people.actions import first_account
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.people.models import Person
from quartierwerk.kernel.errors import DomainError


@public
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def first_access(request: ActorRequest, token: str) -> HttpResponse:
    """Let the holder of the one-time link make the first account."""
    if not link.is_open(token):
        raise Http404
    form = forms.FirstAccountForm(request.POST or None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "email", "password")}
        actor = replace(SYSTEM, request_id=request.request_id)
        try:
            first_account.create_first_account(token=token, **given, today=timezone.localdate(), actor=actor)
        except DomainError as problem:
            form.add_error(None, phrases.sentence(problem))
        else:
            messages.success(request, _("Das Konto steht. Melden Sie sich jetzt an."))
            return redirect(settings.LOGIN_URL)
    response = render(request, "people/first_access.html", {"form": form})
    response["Cache-Control"] = "no-store"
    return response


@public
def closed(_request: ActorRequest) -> HttpResponse:
    """Offer nothing where the sign-in library would let people change their own address, past the deed."""
    raise Http404


@public
@require_safe
def forgotten(request: ActorRequest) -> HttpResponse:
    """Say who helps somebody without their password; there is no mail yet that could carry a link."""
    return render(request, "people/forgotten.html")


@public
@require_POST
def look_through(request: ActorRequest) -> HttpResponse:
    """Show the example programme through the eyes of an invented person, or of the public."""
    if not settings.EXAMPLE_PROGRAMME or settings.PRODUCTION:
        raise Http404
    code = request.POST.get("person", "")
    if code:
        person = get_object_or_404(Person, code=code, is_example=True, is_active=True)
        auth.logout(request)  # nothing of the earlier session is carried over
        auth.login(request, person)  # the one way in that the settings name; a session of another is nobody's
    else:
        auth.logout(request)
    return HttpResponseRedirect(_next(request, settings.LOGIN_REDIRECT_URL if code else settings.LOGOUT_REDIRECT_URL))


def _next(request: ActorRequest, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    # Only an address: a bare word would be taken for the name of a page, or for a place beside this one.
    return wanted if ours and wanted.startswith("/") else resolve_url(otherwise)
