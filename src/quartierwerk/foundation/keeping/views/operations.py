"""The page of whoever runs the programme: what runs, what waits, what failed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quartierwerk.foundation.keeping import actions, forms, phrases, policy, queries
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.kernel.errors import DomainError, NotPermittedError

ROWS = 50


@needs(policy.OPERATE)
@require_safe
def operations(request: ActorRequest) -> HttpResponse:
    """Show what runs, what waits and what failed, and when everything was last kept and checked."""
    policy.may_operate(request.actor).require()
    now = timezone.now()
    page = Paginator(queries.troubled(now), ROWS).get_page(request.GET.get("page"))
    last = queries.last_entries()
    context = {
        "running": queries.running(now),
        "storage": queries.storage(),
        "queues": queries.queues(),
        "page": page,
        "troubled": queries.as_jobs(page),
        "backup": last.get(queries.BACKUP),
        "restored": last.get(queries.RESTORE),
        "check": last.get(queries.CHECK),
    }
    return render(request, "keeping/operations.html", context)


@needs(policy.OPERATE)
@require_POST
def ask_for_check(request: ActorRequest) -> HttpResponse:
    """Let the worker check the whole record."""
    try:
        actions.ask_for_check(actor=request.actor)
    except DomainError as problem:
        messages.error(request, phrases.sentence(problem))
    else:
        messages.success(request, _("Die Prüfung ist bestellt. Das Ergebnis steht danach hier."))
    return redirect("keeping:operations")


@needs(policy.OPERATE)
@require_http_methods(["GET", "POST"])
def repeat(request: ActorRequest, number: int) -> HttpResponse:
    """Ask why a failed job is to be done once more, and let it."""
    policy.may_operate(request.actor).require()
    job = queries.find_job(number)
    if job is None:
        raise Http404
    form, status = forms.ReasonForm(request.POST or None), 200
    if form.is_valid():
        try:
            actions.repeat(actor=request.actor, number=number, reason=form.cleaned_data["reason"])
        except DomainError as problem:
            form.add_error(None, phrases.sentence(problem))
            status = 403 if isinstance(problem, NotPermittedError) else 200
        else:
            messages.success(request, _("Die Aufgabe wird wiederholt."))
            return redirect("keeping:operations")
    return render(request, "keeping/repeat.html", {"form": form, "job": job}, status=status)
