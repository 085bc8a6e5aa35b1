"""The goal tree."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quartierwerk.concepts import actions, phrases, policy, queries
from quartierwerk.concepts.forms import GoalForm
from quartierwerk.concepts.models import ActionConcept, Goal, Measure
from quartierwerk.concepts.views.frame import find_concept, page
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.kernel.errors import DomainError


@needs(policy.READ_RELEASED_COPY)
def tree(request: ActorRequest, site: str) -> HttpResponse:
    """Show guiding goals with their sub-goals and the measures that serve them."""
    concept = find_concept(request, site)
    in_order = Prefetch("measures", Measure.objects.order_by("position", "code", "pk"))
    goals = list(queries.goals_of(concept).prefetch_related(in_order))
    guiding = [(goal, [part for part in goals if part.parent_id == goal.pk]) for goal in goals if goal.parent_id is None]
    return page(request, "goals", concept, tab="goals", guiding=guiding)


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def add(request: ActorRequest, site: str) -> HttpResponse:
    """Add a goal."""
    concept = find_concept(request, site)
    policy.may_edit(request.actor, concept).require()
    return _save(request, concept, None)


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def edit(request: ActorRequest, site: str, code: str) -> HttpResponse:
    """Change a goal, or remove it when nothing hangs on it."""
    concept = find_concept(request, site)
    policy.may_edit(request.actor, concept).require()
    goal = get_object_or_404(concept.goals.select_related("parent"), code=code)
    goal.concept = concept
    if "remove" in request.POST:
        return _remove(request, goal)
    return _save(request, concept, goal)


def _save(request: ActorRequest, concept: ActionConcept, goal: Goal | None) -> HttpResponse:
    names = ("code", "title", "parent", "success_shown_by")
    others = concept.goals.exclude(pk=goal.pk) if goal else concept.goals.all()
    guiding = others.filter(parent__isnull=True).order_by("position", "code")
    form = GoalForm(request.POST or None, initial={name: getattr(goal, name) for name in names} if goal else {}, guiding=guiding)
    if form.is_valid():
        try:
            saved = actions.save_goal(concept=concept, goal=goal, wanted=form.goal(), actor=request.actor)
        except DomainError as problem:
            form.add_error(None, phrases.refusal(problem))
        else:
            messages.success(request, _("Das Ziel %(goal)s ist gespeichert.") % {"goal": saved})
            return redirect("concepts:goals", concept.site.code)
    return page(request, "goal", concept, tab="goals", form=form, goal=goal)


def _remove(request: ActorRequest, goal: Goal) -> HttpResponse:
    try:
        actions.remove_goal(goal=goal, actor=request.actor)
    except DomainError as problem:
        messages.error(request, phrases.refusal(problem))
        return redirect("concepts:goal", goal.concept.site.code, goal.code)
    messages.success(request, _("Das Ziel ist entfernt."))
    return redirect("concepts:goals", goal.concept.site.code)
