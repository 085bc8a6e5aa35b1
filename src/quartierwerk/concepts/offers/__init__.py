"""What the concept room offers to the slots: subjects, knots of the thread, tabs, desk items."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from quartierwerk.concepts import policy, queries
from quartierwerk.concepts.models import ActionConcept, ConceptRevision, Goal, Measure, PlannedCost
from quartierwerk.concepts.phrases import goal_anchor
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import DeskItem, DigestItem, Knot, KnotState, KnotValue, Subject, SubjectCard, Tab, Thread
from quartierwerk.foundation.statements import AnyOf, kept
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.content import german
from quartierwerk.places.models import Site

_STATE_OF_MEASURE = {
    Measure.State.DONE: KnotState.DONE,
    Measure.State.RUNNING: KnotState.UNDER_WAY,
    Measure.State.GRANTED: KnotState.UNDER_WAY,
}


def describe_concepts(codes: Sequence[str], actor: Actor) -> Mapping[str, SubjectCard]:
    """Return the cards of the working copies the actor may know of; a concept's code is its site's."""
    found = queries.working_copies_visible_to(actor).filter(site__code__in=codes)
    return {
        concept.site.code: SubjectCard(
            Subject("concept", concept.site.code),
            str(_("Handlungskonzept")),
            concept.title,
            reverse("concepts:concept", args=(concept.site.code,)),
        )
        for concept in found
    }


def describe_measures(codes: Sequence[str], actor: Actor) -> Mapping[str, SubjectCard]:
    """Return the cards of measures in working copies the actor may know of; their code is site/slug."""
    sites = {code.split("/", 1)[0] for code in codes}
    found = Measure.objects.filter(concept__in=queries.working_copies_visible_to(actor), concept__site__code__in=sites).select_related(
        "concept__site"
    )
    cards = {
        f"{measure.concept.site.code}/{measure.slug}": SubjectCard(
            Subject("measure", f"{measure.concept.site.code}/{measure.slug}"), str(_("Maßnahme")), str(measure), measure.get_absolute_url()
        )
        for measure in found
    }
    return {code: cards[code] for code in codes if code in cards}


def knots(subjects: Sequence[Subject], actor: Actor) -> Mapping[Subject, Thread]:
    """Return what the room knows of the threads of sites and measures, in a fixed number of queries."""
    today = timezone.localdate()
    sites = [subject.code for subject in subjects if subject.kind == "site"]
    measures = [subject.code for subject in subjects if subject.kind == "measure"]
    threads: dict[Subject, Thread] = {}
    if sites:
        threads |= _site_threads(sites, actor, today)
    if measures:
        threads |= _measure_threads(measures, actor, today)
    return threads


def _site_threads(codes: Sequence[str], actor: Actor, today: date) -> dict[Subject, Thread]:
    revisions = _resolved(actor.viewer, codes=tuple(codes), on=today)
    return {Subject("site", found.site_code): _resolved_knots(found) for found in revisions}


@kept
def _resolved(viewer: Actor, *, codes: Sequence[str], on: date) -> QuerySet[ConceptRevision, Any]:
    visible = queries.working_copies_visible_to(viewer).filter(pk=OuterRef("concept"))
    found = queries.revisions_in_force(on).filter(AnyOf("concept__site__code", codes))
    revisions: QuerySet[ConceptRevision, Any] = queries.with_council_step(found)
    return revisions.annotate(inside=Exists(visible), site_code=F("concept__site__code"))


def _resolved_knots(revision: Any) -> Thread:
    code, inside = revision.site_code, revision.inside
    public = registry.address_of("public", Subject("concept", code))
    goals = reverse("concepts:goals", args=(code,)) if inside else f"{public}#ziele"
    measures = reverse("concepts:measures", args=(code,)) if inside else f"{public}#massnahmen"
    analysis = reverse("concepts:concept", args=(code,)) if inside else public
    return {
        Knot.NEED: _named_need(f"{analysis}#analyse"),
        Knot.GOALS: KnotValue(
            ngettext("%(n)s Ziel", "%(n)s Ziele", revision.goal_count) % {"n": revision.goal_count},
            str(pgettext("concept", "Fassung %(n)s") % {"n": revision.number}),
            goals,
        ),
        Knot.MEASURES: KnotValue(
            ngettext("%(n)s Maßnahme", "%(n)s Maßnahmen", revision.measure_count) % {"n": revision.measure_count},
            str(figures.millions(revision.total_cents)) + " " + str(_("geplant")),
            measures,
            KnotState.UNDER_WAY,
        ),
        Knot.DECISIONS: _decision(revision.council, f"{public}#beschluss") if revision.council else KnotValue(""),
    }


def _named_need(address: str) -> KnotValue:
    """Return what the concept itself says of the need; measured it is not yet."""
    return KnotValue(str(_("Analyse")), str(_("Stärken und Schwächen")), address, KnotState.UNDER_WAY)


def breakable(body_name: str) -> str:
    """Let the longest of all bodies' names break where it is joined, also without a dictionary."""
    return body_name.replace("Stadtverordnetenversammlung", "Stadtverordneten\N{SOFT HYPHEN}versammlung")


def _decision(council: Mapping[str, str], address: str) -> KnotValue:
    return KnotValue(figures.day(date.fromisoformat(council["on"])), breakable(council["body"]), address)


def _measure_threads(codes: Sequence[str], actor: Actor, today: date) -> dict[Subject, Thread]:
    sites = tuple({code.split("/", 1)[0] for code in codes})
    resolved = {revision.site_code: revision for revision in _resolved(actor.viewer, codes=sites, on=today)}
    threads = {}
    for measure in _measures(actor.viewer, sites=sites, slugs=tuple({code.split("/", 1)[1] for code in codes})):
        code = f"{measure.concept.site.code}/{measure.slug}"
        if code in codes:
            threads[Subject("measure", code)] = _knots_of_measure(measure, resolved.get(measure.concept.site.code))
    return threads


@kept
def _measures(viewer: Actor, *, sites: Sequence[str], slugs: Sequence[str]) -> QuerySet[Measure, Any]:
    """Return the measures of these slugs in working copies of these sites, with the first goal and the cost."""
    found = Measure.objects.filter(AnyOf("concept__site__code", sites), AnyOf("slug", slugs))
    seen = found.filter(concept__in=queries.working_copies_visible_to(viewer).values("pk"))
    goals = Goal.objects.filter(measures=OuterRef("pk")).order_by("position", "pk")
    costs = PlannedCost.objects.filter(measure=OuterRef("pk")).order_by().values("measure").annotate(total=Sum("amount_cents"))
    return seen.select_related("concept__site").annotate(
        first_goal=Subquery(goals.values(told=JSONObject(code="code", title="title"))[:1]),
        goal_count=Count("goals"),
        cost_cents=Coalesce(Subquery(costs.values("total")), 0, output_field=BigIntegerField()),
    )


def _knots_of_measure(measure: Any, revision: Any) -> Thread:
    site = measure.concept.site.code
    goal, cost = measure.first_goal, measure.cost_cents
    thread: dict[Knot, KnotValue] = {
        Knot.NEED: _named_need(reverse("concepts:concept", args=(site,)) + "#analyse"),
        Knot.MEASURES: KnotValue(
            measure.code,
            str(measure.get_state_display()),
            measure.get_absolute_url(),
            _STATE_OF_MEASURE.get(Measure.State(measure.state), KnotState.TO_COME),
        ),
    }
    if goal:
        more = _(" und %(n)s weitere") % {"n": measure.goal_count - 1} if measure.goal_count > 1 else ""
        thread[Knot.GOALS] = KnotValue(
            goal["code"],
            format_html("{}{}", german(goal["title"]), more),
            f"{reverse('concepts:goals', args=(site,))}#{goal_anchor(goal['code'])}",
        )
    else:
        thread[Knot.GOALS] = KnotValue(
            str(_("fehlt")),
            str(_("dient noch keinem Ziel")),
            reverse("concepts:edit_measure", args=(site, measure.slug)),
            KnotState.MISSING,
        )
    if cost:
        thread[Knot.EUROS] = KnotValue(
            str(figures.euros(cost)),
            str(_("geplant")),
            reverse("concepts:measure", args=(site, measure.slug)) + "#geld",
            KnotState.UNDER_WAY,
        )
    if revision and revision.council:
        thread[Knot.DECISIONS] = _decision(revision.council, reverse("concepts:revision", args=(site, revision.number)))
    return thread


def site_tabs(code: str, actor: Actor) -> Sequence[Tab]:
    """Return the concept's tabs in a site's dossier for those who may see the working copy."""
    counts = _numbers(actor.viewer, code=code).first()
    if counts is None:
        return _tabs_without_working_copy(code, actor)
    goals, measures, revisions = counts
    return (
        Tab("concept", str(_("Handlungskonzept")), reverse("concepts:concept", args=(code,)), order=30),
        Tab("goals", str(_("Ziele")), reverse("concepts:goals", args=(code,)), goals, 31),
        Tab("measures", str(_("Maßnahmen")), reverse("concepts:measures", args=(code,)), measures, 32),
        Tab("revisions", str(pgettext("concept", "Fassungen")), reverse("concepts:revisions", args=(code,)), revisions, 33),
    )


@kept
def _numbers(viewer: Actor, *, code: str) -> QuerySet[ActionConcept, Any]:
    concept = queries.working_copies_visible_to(viewer).filter(site__code=code)
    return concept.values_list(_number_of(Goal), _number_of(Measure), _number_of(ConceptRevision))


def _number_of(model: type[Model]) -> Coalesce:
    """Return how many rows of a model the concept has; counted apart, for joined together they would multiply."""
    rows = model._default_manager.filter(concept=OuterRef("pk")).order_by().values("concept")  # noqa: SLF001 -- Django's documented model interface
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _tabs_without_working_copy(code: str, actor: Actor) -> Sequence[Tab]:
    """Return the way to begin a concept, or to what of a hidden one is resolved."""
    if not actor.holds_somewhere(policy.READ_RELEASED_COPY):
        return ()
    sites = (
        Site.objects.select_related("municipality")
        .defer("municipality__outline")
        .annotate(begun=Count("concept", distinct=True), resolved=Count("concept__revisions", distinct=True))
    )
    site: Any = sites.filter(code=code).first()
    if site is None:
        return ()
    if site.resolved:
        return (Tab("revisions", str(pgettext("concept", "Fassungen")), reverse("concepts:revisions", args=(code,)), site.resolved, 33),)
    begins = not site.begun and policy.may_begin(actor, site)
    return (Tab("concept", str(_("Handlungskonzept")), reverse("concepts:concept", args=(code,)), order=30),) if begins else ()


def desk_items(actor: Actor) -> Sequence[DeskItem]:
    """Return what waits for the actor: measures whose money does not add up, revisions to be recognised."""
    waiting = []
    if actor.holds_somewhere(policy.EDIT):
        for concept in queries.unbalanced_concepts(actor):
            title, address = _unbalanced(concept.unbalanced), reverse("concepts:problems", args=(concept.site.code,))
            waiting.append(DeskItem(title, address, concept.title, urgent=True))
    if actor.holds_somewhere(policy.RECOGNISE):
        for revision in queries.unrecognised_revisions(actor, on=timezone.localdate()):
            address = reverse("concepts:revision", args=(revision.concept.site.code, revision.number))
            waiting.append(DeskItem(_unrecognised(revision.number), address, revision.title))
    return waiting


def digest_items(actors: Sequence[Actor], on: date) -> Mapping[int, Sequence[DigestItem]]:
    """Return what the letter of the day tells these people: what stands on their desks of this room."""
    found = {actor.person_id: _told(actor, on) for actor in actors if actor.person_id is not None}
    return {number: items for number, items in found.items() if items}


def _told(actor: Actor, on: date) -> Sequence[DigestItem]:
    told = []
    if actor.holds_somewhere(policy.EDIT):
        for concept in queries.unbalanced_concepts(actor):
            code = concept.site.code
            address = reverse("concepts:problems", args=(code,))
            told.append(
                DigestItem(Subject("concept", code), _("Handlungskonzept"), _unbalanced(concept.unbalanced), address, concept.title)
            )
    if actor.holds_somewhere(policy.RECOGNISE):
        for revision in queries.unrecognised_revisions(actor, on=on):
            code = revision.concept.site.code
            address = reverse("concepts:revision", args=(code, revision.number))
            told.append(
                DigestItem(
                    Subject("site", code), _("Handlungskonzept"), _unrecognised(revision.number), address, revision.title, is_duty=True
                )
            )
    return told


def _unbalanced(number: int) -> str:
    return ngettext("%(n)s Maßnahme ohne volle Finanzierung", "%(n)s Maßnahmen ohne volle Finanzierung", number) % {"n": number}


def _unrecognised(number: int) -> str:
    return _("Fassung %(n)s wartet auf die Anerkennung") % {"n": number}


def scopes_of_concepts(codes: Sequence[str]) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return the scopes each concept or measure lies in, by its code (site, or site/slug)."""
    sites = {code: code.split("/", 1)[0] for code in codes}
    provider = registry.subject_scopes.get("site")
    around = provider(sorted(set(sites.values()))) if provider else {}
    return {code: around[site] for code, site in sites.items() if site in around}
