"""The two ways a page of the outbox leads to a deed: a button, and a form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from quartierwerk.foundation.mail import phrases
from quartierwerk.foundation.people.access import ActorRequest
from quartierwerk.kernel.errors import DomainError, NotPermittedError


def pressed(request: ActorRequest, *, do: Callable[[], object], done: str, back: str) -> HttpResponse:
    """Do the deed and go back; a refusal stands on the page one comes back to."""
    try:
        do()
    except NotPermittedError:
        raise
    except DomainError as problem:
        messages.error(request, phrases.sentence(problem))
    else:
        messages.success(request, done)
    return redirect(back)


def form_page(  # noqa: PLR0913 -- the words of a page
    request: ActorRequest,
    form: forms.Form,
    *,
    do: Callable[[dict[str, Any]], str | None],
    done: str,
    back: str,
    title: str,
    label: str,
    lead: str = "",
) -> HttpResponse:
    """Show the form, or do the deed with what it holds and go on where it says, or back; a refusal stands above the form."""
    if form.is_valid():
        try:
            onward = do(form.cleaned_data)
        except NotPermittedError:
            raise
        except DomainError as problem:
            form.add_error(None, phrases.sentence(problem))
        else:
            messages.success(request, done)
            return redirect(onward or back)
    return render(request, "mail/form.html", {"form": form, "title": title, "label": label, "lead": lead, "back": back})
