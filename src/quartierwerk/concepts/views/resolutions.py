"""Release, resolution and revisions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quartierwerk.concepts import actions, phrases, policy, queries
from quartierwerk.concepts.forms import ResolveForm, StepForm
from quartierwerk.concepts.queries.content import content_of
from quartierwerk.concepts.queries.problems import findings_of
from quartierwerk.concepts.tasks import print_revision
from quartierwerk.concepts.views.frame import find_concept, find_resolved, page
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.kernel.errors import DomainError


@require_POST
@needs(policy.RELEASE)
def release(request: ActorRequest, site: str) -> HttpResponse:
    """Show the working copy to the state, or hide it again; asking twice for the same changes nothing."""
    concept = find_concept(request, site)
    policy.may_release(request.actor, concept).require()
    is_wanted = request.POST.get("released") == "yes"
    if is_wanted and not concept.released_at:
        actions.release(concept=concept, actor=request.actor, now=timezone.now())
    elif not is_wanted and concept.released_at:
        actions.withdraw(concept=concept, actor=request.actor)
    if is_wanted:
        messages.success(request, _("Ministerium, Förderbank und Servicestelle sehen jetzt den Arbeitsstand."))
    else:
        messages.success(request, _("Den Arbeitsstand sieht wieder nur die Kommune."))
    return redirect("concepts:concept", site)


@needs(policy.READ_RELEASED_COPY)
def revisions(request: ActorRequest, site: str) -> HttpResponse:
    """List the resolved revisions with the steps of each."""
    concept = find_resolved(request, site)
    in_force = queries.revisions_in_force(timezone.localdate(), [site]).values_list("number", flat=True).first()
    return page(
        request,
        "revisions",
        concept,
        tab="revisions",
        revisions=queries.revisions_of(concept),
        number_in_force=in_force,
        may_resolve=policy.may_resolve(request.actor, concept),
    )


@needs(policy.READ_RELEASED_COPY)
def revision(request: ActorRequest, site: str, number: int) -> HttpResponse:
    """Read a resolved revision."""
    concept = find_resolved(request, site)
    kinds = policy.steps_recorded_by(request.actor, concept)
    found = get_object_or_404(concept.revisions.all(), number=number)
    return page(
        request,
        "revision",
        concept,
        tab="revisions",
        revision=found,
        content=found.content,
        steps=queries.steps_of(found),
        form=StepForm(kinds=kinds),
        may_record_step=bool(kinds),
    )


@require_http_methods(["GET", "POST"])
@needs(policy.RESOLVE)
def resolve(request: ActorRequest, site: str) -> HttpResponse:
    """Freeze the working copy as resolved by the council."""
    concept = find_concept(request, site)
    policy.may_resolve(request.actor, concept).require()
    today = timezone.localdate()
    content = content_of(concept, on=today)
    grave = [phrases.problem(finding, site_code=site) for finding in findings_of(content, on=today) if finding.grave]
    form = ResolveForm(request.POST or None, has_open_points=bool(grave))
    if form.is_valid():
        try:
            frozen = actions.resolve(
                concept=concept,
                decision=form.decision(),
                despite=form.cleaned_data.get("despite", ""),
                actor=request.actor,
                now=timezone.now(),
            )
        except DomainError as problem:
            form.add_error(None, phrases.refusal(problem))
        else:
            print_revision.defer(revision_id=frozen.pk)
            messages.success(request, _("Fassung %(number)s ist eingefroren und öffentlich.") % {"number": frozen.number})
            return redirect("concepts:revision", site, frozen.number)
    return page(request, "resolve", concept, tab="revisions", form=form, grave=grave, content=content)


@require_POST
@needs(policy.RECORD_STEP)
def step(request: ActorRequest, site: str, number: int) -> HttpResponse:
    """Add a dated step to a revision."""
    concept = find_resolved(request, site)
    found = get_object_or_404(concept.revisions.all(), number=number)
    found.concept = concept
    kinds = policy.steps_recorded_by(request.actor, concept)
    if not kinds:
        policy.may_resolve(request.actor, concept).require()
    form = StepForm(request.POST, kinds=kinds)
    if form.is_valid():
        try:
            actions.record_step(revision=found, decision=form.decision(), actor=request.actor, now=timezone.now())
        except DomainError as problem:
            form.add_error(None, phrases.refusal(problem))
        else:
            messages.success(request, _("Der Schritt ist vermerkt."))
            return redirect("concepts:revision", site, number)
    return page(
        request,
        "revision",
        concept,
        tab="revisions",
        revision=found,
        content=found.content,
        steps=queries.steps_of(found),
        form=form,
        may_record_step=True,
        status=422,
    )
