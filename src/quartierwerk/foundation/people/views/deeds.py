"""The one way a form of this room leads to a deed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from quartierwerk.foundation.people import phrases
from quartierwerk.foundation.people.access import ActorRequest
from quartierwerk.kernel.errors import DomainError, NotPermittedError


def form_page(  # noqa: PLR0913 -- the words of a page
    request: ActorRequest,
    form: forms.Form,
    *,
    do: Callable[[dict[str, Any]], object],
    done: str,
    back: str,
    title: str,
    label: str,
    lead: str = "",
) -> HttpResponse:
    """Show the form, or do the deed with what it holds and go back; a refusal stands above the form."""
    status = 200
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except DomainError as problem:
            form.add_error(None, phrases.sentence(problem))
            status = 403 if isinstance(problem, NotPermittedError) else 200
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "title": title, "label": label, "lead": lead, "back": back}
    return render(request, "people/form.html", context, status=status)
