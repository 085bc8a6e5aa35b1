"""Reporting a problem, answering reports, and what is new."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quartierwerk.foundation.keeping import actions, forms, phrases, policy, queries
from quartierwerk.foundation.keeping.core.news import NEWS
from quartierwerk.foundation.keeping.core.problems import page_of
from quartierwerk.foundation.keeping.models import ProblemReport
from quartierwerk.foundation.people.access import ActorRequest, needs, signed_in
from quartierwerk.foundation.ui import figures
from quartierwerk.kernel.errors import DomainError

ROWS = 50


@signed_in
@require_http_methods(["GET", "POST"])
def problems(request: ActorRequest) -> HttpResponse:
    """Take a report, and show what the person reported before, with the answers."""
    host, here = request.get_host(), request.path
    came_from = page_of(request.headers.get("Referer", ""), host=host)
    form = forms.ProblemForm(request.POST or None, initial={"page": "" if came_from == here else came_from})
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.report_problem(actor=request.actor, text=given["text"], page=page_of(given["page"], host=host), now=timezone.now())
        except DomainError as problem:
            form.add_error("text", phrases.sentence(problem))
        else:
            messages.success(request, _("Danke. Ihre Meldung ist angekommen; die Antwort steht danach hier."))
            return redirect("keeping:problems")
    page = Paginator(queries.problems_of(request.actor.person_id), ROWS).get_page(request.GET.get("page"))
    return render(request, "keeping/problems.html", {"form": form, "page": page})


@needs(policy.OPERATE)
@require_safe
def reported(request: ActorRequest) -> HttpResponse:
    """Show everything that was reported, what waits first."""
    policy.may_operate(request.actor).require()
    page = Paginator(queries.problems_by_need(), ROWS).get_page(request.GET.get("page"))
    return render(request, "keeping/reported.html", {"page": page})


@needs(policy.OPERATE)
@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, number: int) -> HttpResponse:
    """Show a report and answer it."""
    policy.may_operate(request.actor).require()
    report = get_object_or_404(ProblemReport.objects.select_related("reported_by", "answered_by"), pk=number)
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.answer_problem(actor=request.actor, report=report, answer=form.cleaned_data["answer"], now=timezone.now())
        except DomainError as problem:
            form.add_error("answer", phrases.sentence(problem))
        else:
            messages.success(request, _("Die Meldung ist beantwortet."))
            return redirect("keeping:reported")
    return render(request, "keeping/answer.html", {"form": form, "report": report})


@signed_in
@require_safe
def news(request: ActorRequest) -> HttpResponse:
    """Show what people can do now that they could not do before."""
    rows = [(each.on, *(each.english if figures.is_english() else each.german), reverse(each.route) if each.route else "") for each in NEWS]
    return render(request, "keeping/news.html", {"rows": rows})
