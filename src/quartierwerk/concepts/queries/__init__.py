"""Reading concepts: what an actor may see, working copies, revisions in force."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, Func, IntegerField, JSONField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce, JSONObject

from quartierwerk.concepts import policy
from quartierwerk.concepts.core import resolution
from quartierwerk.concepts.core.completeness import FULL_SHEET_STATES
from quartierwerk.concepts.models import ActionConcept, ConceptRevision, Goal, Measure, PlannedCost, PlannedFinancing, ResolutionStep
from quartierwerk.foundation.people.core.actor import PROGRAMME, Actor, Permission
from quartierwerk.foundation.people.core.roles import ScopeKind
from quartierwerk.foundation.statements import Rows, kept

KEPT_CONTENTS = 32


def _within(actor: Actor, permission: Permission) -> Q:
    """Return the condition "the concept lies where the actor holds the permission"."""
    if actor.is_system or PROGRAMME.code in actor.codes(PROGRAMME.kind, permission.roles):
        return ~Q(pk__in=())  # everything; an empty condition would vanish beside another one
    return Q(site__code__in=actor.codes(ScopeKind.SITE, permission.roles)) | Q(
        site__municipality__code__in=actor.codes(ScopeKind.MUNICIPALITY, permission.roles)
    )


def working_copies_visible_to(actor: Actor) -> QuerySet[ActionConcept]:
    """Return the working copies the actor may know of, with site and municipality."""
    concepts = ActionConcept.objects.select_related("site__municipality").defer("site__municipality__outline")
    if not actor.is_signed_in and not actor.is_system:
        return concepts.none()
    always = _within(actor, policy.READ_WORKING_COPY)
    released = Q(released_at__isnull=False) & _within(actor, policy.READ_RELEASED_COPY)
    return concepts.filter(always | released)


def working_copy(site_code: str, actor: Actor) -> ActionConcept | None:
    """Return the site's working copy, or none where there is none the actor may know of."""
    return _working_copy(actor.viewer, code=site_code).first()


@kept
def _working_copy(viewer: Actor, *, code: str) -> QuerySet[ActionConcept]:
    return working_copies_visible_to(viewer).filter(site__code=code)


def measure_of_working_copy(site_code: str, slug: str, actor: Actor) -> Measure | None:
    """Return a measure of the site's working copy with concept, site and municipality, or none the actor may know of."""
    return _measure_of_working_copy(actor.viewer, code=site_code, slug=slug).first()


@kept
def _measure_of_working_copy(viewer: Actor, *, code: str, slug: str) -> QuerySet[Measure]:
    seen = working_copies_visible_to(viewer).filter(site__code=code)
    around = Measure.objects.select_related("concept__site__municipality").defer("concept__site__municipality__outline")
    return around.filter(concept__in=seen.values("pk"), slug=slug)


def concepts_known_to(actor: Actor) -> QuerySet[ActionConcept]:
    """Return the concepts whose revisions the actor may read here: resolved ones are public, else the working copy decides."""
    concepts = ActionConcept.objects.select_related("site__municipality").defer("site__municipality__outline")
    resolved = Exists(ConceptRevision.objects.filter(concept=OuterRef("pk")))
    return concepts.filter(Q(resolved) | Q(pk__in=working_copies_visible_to(actor).values("pk")))


def selected_measures(concept: ActionConcept, wanted: Mapping[str, Any]) -> Rows[Measure] | QuerySet[Measure]:
    """Return the measures as ``measures_of`` does, narrowed by the cleaned values of ``forms.MeasureFilter``."""
    if wanted.get("text"):  # words come only once; keeping a text for each of them would fill the memory
        return _narrowed(measures_of(concept), wanted)
    return _selected(tuple(sorted((name, value) for name, value in wanted.items() if value)), concept=concept.pk)


@kept
def _selected(wanted: tuple[tuple[str, Any], ...], *, concept: int) -> QuerySet[Measure]:
    return _narrowed(with_sums(Measure.objects.filter(concept=concept)), dict(wanted))


def _narrowed(measures: QuerySet[Measure], given: Mapping[str, Any]) -> QuerySet[Measure]:
    if text := given.get("text"):
        measures = measures.filter(Q(title__icontains=text) | Q(code__icontains=text))
    if field := given.get("field"):
        measures = measures.filter(Q(main_field=field) | Q(other_fields__contains=[field]))
    return measures.filter(**{name: given[name] for name in ("aim", "state") if given.get(name)})


def measures_of(concept: ActionConcept) -> QuerySet[Measure]:
    """Return the measures of a working copy with planned cost and financing in cents, ordered by code."""
    return with_sums(concept.measures.all())


def with_sums(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Add ``cost_cents`` and ``financing_cents`` to measures, in their order."""
    costs = PlannedCost.objects.filter(measure=OuterRef("pk")).values("measure").annotate(total=Sum("amount_cents"))
    financing = PlannedFinancing.objects.filter(measure=OuterRef("pk")).values("measure").annotate(total=Sum("amount_cents"))
    nothing = Value(0, output_field=IntegerField())
    return (
        measures.annotate(
            cost_cents=Coalesce(Subquery(costs.values("total")), nothing),
            financing_cents=Coalesce(Subquery(financing.values("total")), nothing),
        )
        .select_related("concept__site")
        .order_by("position", "code", "id")
    )


def goals_of(concept: ActionConcept) -> QuerySet[Goal]:
    """Return the goals in the order of the tree, each with the number of its measures."""
    return concept.goals.select_related("parent").annotate(measure_count=Count("measures")).order_by("position", "code", "id")


def revisions_of(concept: ActionConcept) -> QuerySet[ConceptRevision]:
    """Return the revisions, newest first, without their content."""
    return concept.revisions.defer("content").prefetch_related("steps").order_by("-number")


def steps_of(revision: ConceptRevision) -> QuerySet[ResolutionStep]:
    """Return the revision's steps in the order of their days."""
    return revision.steps.order_by("decided_on", "id")


def _council_steps(on: date) -> QuerySet[ResolutionStep]:
    return ResolutionStep.objects.filter(kind=resolution.COUNCIL, decided_on__lte=on)


def revisions_in_force(on: date, site_codes: Sequence[str] | None = None) -> QuerySet[ConceptRevision]:
    """Return, without content, the revision in force on a day for every site (or the named ones).

    The rule is ``core.resolution.in_force``: the latest the council had resolved by then.
    """
    council = _council_steps(on).filter(revision__concept=OuterRef("concept")).order_by("-decided_on", "-revision__number")
    found = ConceptRevision.objects.filter(pk=Subquery(council.values("revision")[:1])).defer("content")
    return found if site_codes is None else found.filter(concept__site__code__in=site_codes)


def with_council_step(revisions: QuerySet[ConceptRevision]) -> QuerySet[Any]:
    """Add ``council``, the day (``on``, ISO) and the name (``body``) of the council's latest step, or none."""
    steps = ResolutionStep.objects.filter(revision=OuterRef("pk"), kind=resolution.COUNCIL).order_by("-decided_on", "-pk")
    return revisions.annotate(council=Subquery(steps.values(told=JSONObject(on="decided_on", body="body_name"))[:1]))


def revision_in_force(site_code: str, on: date) -> ConceptRevision | None:
    """Return the revision of a site in force on a day with its whole content, or none.

    The content is that of ``revision_content``.
    """
    revision = _in_force(code=site_code, on=on).first()
    if revision is not None:
        revision.content = revision_content(revision.pk)
    return revision


@kept
def _in_force(*, code: str, on: date) -> QuerySet[ConceptRevision]:
    return revisions_in_force(on).filter(concept__site__code=code).prefetch_related("steps")


def resolved_revision(site_code: str, number: int) -> ConceptRevision | None:
    """Return the revision of a site with this number that the council resolved, with its content, or none."""
    return ConceptRevision.objects.filter(concept__site__code=site_code, number=number, steps__kind=resolution.COUNCIL).distinct().first()


@lru_cache(maxsize=KEPT_CONTENTS)
def revision_content(revision_id: int) -> Any:
    """Return the whole content of a revision; it never changes, so it is shared and must not be altered."""
    return ConceptRevision.objects.values_list("content", flat=True).get(pk=revision_id)


def resolved_slugs(concept: ActionConcept) -> frozenset[str]:
    """Return the slug of every measure that any resolved revision of the concept holds."""
    orders = concept.revisions.annotate(slugs=KeyTransform("measure_order", "content")).values_list("slugs", flat=True)
    return frozenset(slug for order in orders for slug in order)


def measure_in_force(site_code: str, slug: str, on: date) -> ConceptRevision | None:
    """Return the revision in force with one measure, its goals and the site in attributes, without loading the rest.

    Attributes: ``one`` (the measure or none), ``goals``, ``site``, ``concept_facts``.
    """
    return _with_measure(slug=slug, code=site_code, on=on).first()


@kept
def _with_measure(*, slug: str, code: str, on: date) -> QuerySet[ConceptRevision, Any]:
    return (
        revisions_in_force(on)
        .filter(concept__site__code=code)
        .annotate(
            one=Func("content", Value("measures"), Value(slug), function="jsonb_extract_path", output_field=JSONField()),
            goal_list=KeyTransform("goals", "content"),
            site_facts=KeyTransform("site", "content"),
            boundary_facts=KeyTransform("boundary", "content"),
        )
        .prefetch_related("steps")
    )


def live_states(site_code: str) -> dict[str, str]:
    """Return the present state of each measure by slug: the one thing the public sees live."""
    return dict(_states(code=site_code))


@kept
def _states(*, code: str) -> QuerySet[Measure, Any]:
    return Measure.objects.filter(concept__site__code=code).values_list("slug", "state")


def newest_revision(concept: ActionConcept) -> resolution.Newest | None:
    """Return number and hash of the newest revision, if there is one."""
    newest = concept.revisions.order_by("-number").values_list("number", "content_hash").first()
    return resolution.Newest(*newest) if newest else None


def sums(measures: Iterable[Any]) -> dict[str, int]:
    """Return count, cost and financing over a list of measures, and cost by aim; dropped ones count in no sum."""
    rows = ((measure.aim, measure.state, measure.cost_cents, measure.financing_cents) for measure in measures)
    total = {"count": 0, "cost": 0, "financing": 0, "upgrading": 0, "cooperation": 0, "both": 0}
    for aim, state, cost, financing in rows:
        total["count"] += 1
        if state != Measure.State.DROPPED:
            total["cost"] += cost
            total["financing"] += financing
            total[aim] += cost
    return total


def unbalanced_concepts(actor: Actor) -> QuerySet[Any]:
    """Return the concepts the actor may edit that have planned measures whose costs and financing differ.

    The rule is C-13 of ``core.completeness``: equal in each budget year, and therefore in total. Attribute
    ``unbalanced``: how many.
    """
    odd = Measure.objects.filter(_unequal_cost() | _paid_without_cost(), state__in=FULL_SHEET_STATES)
    mine = ActionConcept.objects.filter(_within(actor, policy.EDIT)).select_related("site")
    return mine.filter(measures__in=odd).annotate(unbalanced=Count("measures")).order_by("site__code")


def _unequal_cost() -> Exists:
    """Return the condition "in a year with costs of the measure, the sources pay another sum"."""
    paid = PlannedFinancing.objects.filter(measure=OuterRef("measure"), budget_year=OuterRef("budget_year")).order_by()
    sums_paid = paid.values("budget_year").annotate(total=Sum("amount_cents")).values("total")
    nothing = Value(0, output_field=IntegerField())
    costs = PlannedCost.objects.filter(measure=OuterRef("pk")).annotate(paid=Coalesce(Subquery(sums_paid), nothing))
    return Exists(costs.exclude(amount_cents=F("paid")))


def _paid_without_cost() -> Exists:
    """Return the condition "a source pays in a year in which the measure costs nothing"."""
    costs = PlannedCost.objects.filter(measure=OuterRef("measure"), budget_year=OuterRef("budget_year"))
    return Exists(PlannedFinancing.objects.filter(~Exists(costs), measure=OuterRef("pk"), amount_cents__gt=0))


def unrecognised_revisions(actor: Actor, *, on: date) -> Rows[ConceptRevision]:
    """Return the revisions in force on a day that the state has not recognised yet, where the actor may do so."""
    return _unrecognised(actor.viewer, on=on)


@kept
def _unrecognised(viewer: Actor, *, on: date) -> QuerySet[ConceptRevision]:
    recognised = ResolutionStep.objects.filter(kind=ResolutionStep.Kind.RECOGNISED, revision=OuterRef("pk"))
    return (
        revisions_in_force(on)
        .filter(concept__in=ActionConcept.objects.filter(_within(viewer, policy.RECOGNISE)))
        .exclude(Exists(recognised))
        .select_related("concept__site")
        .order_by("concept__site__code")
    )
