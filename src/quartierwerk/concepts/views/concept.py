"""The concept at a glance, its chapters, its analysis and its check."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quartierwerk.concepts import actions, phrases, policy, queries
from quartierwerk.concepts.core.changes import AlreadyBegunError, ChangedMeanwhileError
from quartierwerk.concepts.forms import AnalysisForm, ChapterForm
from quartierwerk.concepts.models import ActionConcept
from quartierwerk.concepts.queries.content import FIELDS_LIST, content_of
from quartierwerk.concepts.queries.problems import findings_of
from quartierwerk.concepts.views.frame import find_concept, keep_input, page
from quartierwerk.foundation.people.access import ActorRequest, needs
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.kernel import structured_text
from quartierwerk.places import queries as places

CHAPTERS_LIST = "concept_chapters"
CONFLICT = 409


@needs(policy.READ_RELEASED_COPY)
def overview(request: ActorRequest, site: str) -> HttpResponse:
    """Show the concept: chapters, fields, sums, what is missing."""
    concept = queries.working_copy(site, request.actor)
    if concept is None:
        return _not_begun(request, site)
    today = timezone.localdate()
    content = content_of(concept, on=today)
    findings = findings_of(content, on=today)
    return page(
        request,
        "overview",
        concept,
        tab="concept",
        content=content,
        problem_count=len(findings),
        grave_count=sum(finding.grave for finding in findings),
        may_release=policy.may_release(request.actor, concept),
        may_resolve=policy.may_resolve(request.actor, concept),
    )


def _not_begun(request: ActorRequest, code: str) -> HttpResponse:
    site = get_object_or_404(places.visible_to(request.actor), code=code)
    if not policy.may_begin(request.actor, site) or ActionConcept.objects.filter(site=site).exists():
        raise Http404
    return page(request, "not_begun", ActionConcept(site=site), tab="concept")


@require_POST
@needs(policy.EDIT)
def begin(request: ActorRequest, site: str) -> HttpResponse:
    """Begin the concept of a site."""
    found = get_object_or_404(places.visible_to(request.actor), code=site)
    title = _("Integriertes Handlungskonzept %(name)s") % {"name": places.dossier(found, request.actor).name}
    try:
        actions.begin_concept(site=found, title=title, fields_list=FIELDS_LIST, actor=request.actor)
    except AlreadyBegunError as problem:
        messages.info(request, phrases.refusal(problem))
    return redirect("concepts:concept", site)


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def chapter(request: ActorRequest, site: str, chapter: str) -> HttpResponse:
    """Write a chapter; a text somebody else overtook stays in the form."""
    concept = find_concept(request, site)
    policy.may_edit(request.actor, concept).require()
    entry = rules.catalogue(CHAPTERS_LIST, on=timezone.localdate()).get(chapter)
    written = concept.chapters.filter(chapter_code=chapter).first()
    if entry is None and written is None:
        raise Http404
    label = entry.label if entry else rules.last_labels(CHAPTERS_LIST).get(chapter, chapter)
    initial = {"text": structured_text.typed(written.body) if written else "", "version": written.version if written else 0}
    form = ChapterForm(request.POST or None, initial=initial)
    status = 200
    if form.is_valid():
        try:
            actions.write_chapter(
                concept=concept,
                chapter_code=chapter,
                text=form.cleaned_data["text"],
                expected_version=form.cleaned_data["version"],
                actor=request.actor,
                now=timezone.now(),
            )
        except ChangedMeanwhileError as problem:
            status = CONFLICT
            form.add_error("text", phrases.refusal(problem))
            keep_input(form, request, version=problem.found)
        else:
            messages.success(request, _("Das Kapitel „%(title)s“ ist gespeichert.") % {"title": label})
            return redirect("concepts:concept", site)
    theirs = written if status == CONFLICT else None
    return page(request, "chapter", concept, tab="concept", form=form, entry=entry, label=label, theirs=theirs, status=status)


@require_http_methods(["GET", "POST"])
@needs(policy.EDIT)
def analysis(request: ActorRequest, site: str, field: str) -> HttpResponse:
    """Write strengths and weaknesses of one field."""
    concept = find_concept(request, site)
    policy.may_edit(request.actor, concept).require()
    entry = rules.catalogue(concept.fields_list, on=timezone.localdate()).get(field)
    written = concept.analyses.filter(field_code=field).values("strengths", "weaknesses", "argued_away").first()
    if entry is None and written is None:
        raise Http404
    label = entry.label if entry else rules.last_labels(concept.fields_list).get(field, field)
    form = AnalysisForm(request.POST or None, initial=dict(written or {}))
    if form.is_valid():
        actions.analyse_field(concept=concept, field_code=field, **form.cleaned_data, actor=request.actor)
        messages.success(request, _("Die Analyse zu „%(field)s“ ist gespeichert.") % {"field": label})
        return redirect("concepts:concept", site)
    return page(request, "analysis", concept, tab="concept", form=form, label=label, unlisted=entry is None)


@needs(policy.READ_RELEASED_COPY)
def problems(request: ActorRequest, site: str) -> HttpResponse:
    """List everything the check found, each with the way to mend it."""
    concept = find_concept(request, site)
    today = timezone.localdate()
    found = [phrases.problem(finding, site_code=site) for finding in findings_of(content_of(concept, on=today), on=today)]
    grave = [problem for problem in found if problem.grave]
    light = [problem for problem in found if not problem.grave]
    return page(request, "problems", concept, tab="concept", grave=grave, light=light)
