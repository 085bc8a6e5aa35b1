"""Ways in that are not the sign-in: the first account, and the example programme's change of view."""

from dataclasses import replace

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import auth, messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from quartierwerk.foundation.people import first_access as link
from quartierwerk.foundation.people import forms, phrases, tasks
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
@require_http_methods(["GET", "POST"])
def forgotten(request: ActorRequest) -> HttpResponse:
    """Let somebody ask for a link; the answer is the same whether the address belongs to an account or not."""
    form = forms.ForgottenForm(request.POST or None)
    if not form.is_valid():
        return render(request, "people/forgotten.html", {"form": form})
    address = form.cleaned_data["email"].lower()
    if not ratelimit.consume(request, action="reset_password", key=address):
        form.add_error(None, _("Für diese Adresse oder von diesem Anschluss kamen zu viele Anfragen. Bitte warten Sie eine Stunde."))
        return render(request, "people/forgotten.html", {"form": form}, status=429)
    # Who has this address is looked up by the worker: here it would show in the time the answer takes.
    tasks.send_asked_link.defer(address=address)
    return redirect("account_reset_password_done")


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
