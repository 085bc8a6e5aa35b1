"""What public pages show, made of published values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from quartierwerk.concepts import pictures
from quartierwerk.concepts.core.coverage import FieldCoverage, coverage
from quartierwerk.concepts.models import ConceptRevision, Measure, ResolutionStep
from quartierwerk.concepts.offers import breakable
from quartierwerk.concepts.phrases import goal_anchor
from quartierwerk.concepts.presentation import dashed, years
from quartierwerk.concepts.queries.programme import ProgrammeFigures
from quartierwerk.concepts.templatetags.concepts import measure_state
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.slots.values import Knot, KnotState, KnotValue, Thread
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.content import Verbatim, german
from quartierwerk.foundation.ui.listing import Cell, Column, Listing, addresses_of, link
from quartierwerk.foundation.ui.pictures import BarChart, MapPicture, ScheduleChart
from quartierwerk.foundation.ui.tags.components import aim_tag, balance_mini, marker
from quartierwerk.places import phrases as place_phrases
from quartierwerk.places import queries as places
from quartierwerk.places.models import ProgrammeListEntry, Site, SiteFigure, SiteName
from quartierwerk.portal import queries

FIELDS = "action_fields.programme_text"
MEASURE = "portal:measure"
SHOWN_MEASURES = 8
SHOWN_PARTNERS = 2


@dataclass(frozen=True, slots=True)
class FieldNote:
    """A field of action with what is planned in it; ``missing`` marks the gap."""

    label: str
    note: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in a public list, its state live."""

    code: str
    title: str
    address: str
    aim: str
    state: str
    period: str
    cost_cents: int


@dataclass(frozen=True, slots=True)
class SitePage:
    """A site's public page."""

    name: str
    aliases: tuple[SiteName, ...]
    figures: tuple[SiteFigure, ...]
    since: str
    stage: str
    list_entries: tuple[ProgrammeListEntry, ...]
    list_total_cents: int
    map: MapPicture | None
    fields: tuple[FieldNote, ...]
    measures: Listing
    measure_count: int
    needs: tuple[Mapping[str, Any], ...]
    guiding_goals: tuple[Mapping[str, Any], ...]
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure's public page."""

    state: str
    period: str
    chart: BarChart
    map: MapPicture | None
    goals: tuple[Mapping[str, Any], ...]
    thread: Thread


def site_address(code: str) -> str:
    """Return where a site is shown to the public."""
    return reverse("portal:site", args=(code,))


def fields_of_programme(found: ProgrammeFigures, *, on: date) -> tuple[FieldNote, ...]:
    """Return the nine fields with the number of concepts that plan in each."""
    notes = []
    for code, label in rules.catalogue(FIELDS, on=on).labels_in(get_language() or "de").items():
        sites, measures = found.fields.get(code, (0, 0))
        note = ngettext("%(n)s Maßnahme", "%(n)s Maßnahmen", measures) % {"n": measures} if sites else str(_("noch nichts geplant"))
        notes.append(FieldNote(label, note, missing=not sites))
    return tuple(notes)


def site_page(site: Site, revision: ConceptRevision | None, *, states: Mapping[str, str], on: date) -> SitePage:
    """Return what a site's public page shows; needs the site as ``portal.queries.site`` loads it."""
    facts: Any = site
    name = facts.current_name
    names = list(site.names.all())
    entries = tuple(site.list_entries.all())
    content = revision.content if revision else None
    latest = places.newest_figures(site.figures.all())
    return SitePage(
        name=name,
        aliases=tuple(n for n in names if n.name != name),
        figures=tuple(latest[kind] for kind in sorted(latest)),
        since=place_phrases.since(facts.first_year, facts.first_year_precision),
        stage=places.stage_labels(on).get(facts.stage, ""),
        list_entries=entries,
        list_total_cents=sum(entry.grant_cents for entry in entries),
        map=pictures.resolved_map(revision, site.code, link=addresses_of(MEASURE, site.code))
        if revision
        else pictures.site_map(site, on=on),
        fields=_fields(content) if content else (),
        measures=measure_listing(lines(site.code, content, states)[:SHOWN_MEASURES] if content else ()),
        measure_count=len(content["measure_order"]) if content else 0,
        needs=tuple(entry for entry in content["analysis"] if entry["weaknesses"]) if content else (),
        guiding_goals=tuple(goal for goal in content["goals"] if not goal["parent"]) if content else (),
        sources=_sources(site),
    )


def measure_address(site: str, slug: str) -> str:
    """Return where a measure is shown to the public."""
    return reverse(MEASURE, args=(site, slug))


def _fields(content: Mapping[str, Any]) -> tuple[FieldNote, ...]:
    """Name for each field who takes part in it, or what is missing."""
    return tuple(FieldNote(rules.in_page_language(field.label), _who(field), missing=field.is_gap) for field in coverage(content))


def _who(field: FieldCoverage) -> str:
    if not field.measures:
        return str(_("nichts geplant"))
    if not field.partners:
        return str(_("noch kein Partner"))
    rest = len(field.partners) - SHOWN_PARTNERS
    return ", ".join(field.partners[:SHOWN_PARTNERS]) + (str(_(" und %(n)s weitere") % {"n": rest}) if rest > 0 else "")


def measure_listing(shown: Iterable[MeasureLine]) -> Listing:
    """Return measures of a resolved concept as a table."""
    return Listing(
        label=_("Maßnahmen"),
        caption=_("Maßnahmen mit Ziel, Stand und Kosten"),
        columns=(
            Column(_("Maßnahme")),
            Column(pgettext("aim", "Ziel"), repeated=False),
            Column(pgettext("measure", "Stand"), repeated=False),
            Column(_("Zeitraum")),
            Column(_("Kosten, €"), figures=True),
        ),
        rows=tuple(
            (
                link(line.address, Verbatim(f"{line.code} {line.title}")),
                aim_tag(aim=line.aim),
                measure_state(state=line.state),
                Cell(line.period, "qw-zahl"),
                dashed(line.cost_cents),
            )
            for line in shown
        ),
    )


def site_listing(sites: Iterable[Any], *, count: int, on: date) -> Listing:
    """Return sites as a table: stage, money of the newest list, both aims where a concept is in force."""
    shown = list(sites)
    stage_word, invented = place_phrases.stage_words(on), marker(text=_("erfunden"))
    found = {revision.site_code: revision for revision in queries.balances([site.code for site in shown], on)}
    address = addresses_of("portal:site")
    return Listing(
        label=_("Standorte"),
        caption=ngettext("%(n)s Standort", "%(n)s Standorte", count) % {"n": count},
        caption_shown=True,
        columns=(
            Column(_("Standort")),
            Column(_("Gemeinde"), repeated=False),
            Column(_("Stufe"), repeated=False),
            Column(_("Bund und Land, €"), figures=True),
            Column(_("Beide Ziele")),
        ),
        rows=tuple(
            (
                link(address(site.code), site.current_name, invented if site.is_example else ""),
                site.municipality.name,
                stage_word(site.stage),
                dashed(site.list_cents),
                _balance(found.get(site.code)),
            )
            for site in shown
        ),
    )


def _balance(revision: Any) -> str:
    if revision is None:
        return format_html('<span class="qw-klein">{}</span>', _("noch kein Konzept"))
    return balance_mini(upgrading=revision.upgrading_cents, cooperation=revision.cooperation_cents, both=revision.both_cents)


def lines(site: str, content: Mapping[str, Any], states: Mapping[str, str]) -> tuple[MeasureLine, ...]:
    """Return a content's measures in their order, each with its live state."""
    found_lines, address = [], addresses_of(MEASURE, site)
    for slug in content["measure_order"]:
        found = content["measures"][slug]
        starts_on, ends_on = (date.fromisoformat(day) if day else None for day in (found["starts_on"], found["ends_on"]))
        found_lines.append(
            MeasureLine(
                found["code"],
                found["title"],
                address(slug),
                found["aim"],
                states.get(slug, found["state"]),
                years(starts_on, ends_on),
                found["cost_cents"],
            )
        )
    return tuple(found_lines)


def _sources(site: Site) -> tuple[tuple[str, str], ...]:
    facts = [*site.names.all(), *site.figures.all(), *site.list_entries.all(), *site.overall_measures.all()]
    return tuple(dict.fromkeys((fact.source, fact.source_url) for fact in facts if fact.source))


def measure_page(revision: ConceptRevision, *, state: str | None) -> MeasurePage:
    """Return what a measure's public page shows; needs the revision as ``concepts.measure_in_force`` loads it."""
    found: Any = revision
    measure = found.one
    goals = tuple(goal for goal in found.goal_list if goal["code"] in measure["goals"])
    return MeasurePage(
        state=str(Measure.State(state or measure["state"]).value),
        period=years(*(date.fromisoformat(day) if day else None for day in (measure["starts_on"], measure["ends_on"]))),
        chart=pictures.measure_chart(measure),
        map=pictures.spot_map(found.boundary_facts, measure, site=found.site_facts["code"]),
        goals=goals,
        thread=_measure_thread(revision, measure, goals, found.site_facts["code"]),
    )


def _measure_thread(revision: ConceptRevision, measure: Mapping[str, Any], goals: Sequence[Mapping[str, Any]], site: str) -> Thread:
    concept = reverse("portal:concept", args=(site,))
    thread: dict[Knot, KnotValue] = {
        Knot.MEASURES: KnotValue(
            measure["code"], str(pgettext("concept", "Fassung %(n)s") % {"n": revision.number}), measure_address(site, measure["slug"])
        ),
    }
    thread[Knot.NEED] = KnotValue(
        rules.in_page_language(measure["main_field_label"]), str(_("Stärken und Schwächen")), f"{concept}#analyse", KnotState.UNDER_WAY
    )
    if goals:
        more = _(" und %(n)s weitere") % {"n": len(goals) - 1} if len(goals) > 1 else ""
        place = f"{concept}#{goal_anchor(goals[0]['code'])}"
        thread[Knot.GOALS] = KnotValue(goals[0]["code"], format_html("{}{}", german(goals[0]["title"]), more), place)
    council = [step for step in revision.steps.all() if step.kind == ResolutionStep.Kind.COUNCIL]
    if council:
        thread[Knot.DECISIONS] = KnotValue(figures.day(council[0].decided_on), breakable(council[0].body_name), f"{concept}#beschluss")
    if measure["cost_cents"]:
        thread[Knot.EUROS] = KnotValue(figures.euros(measure["cost_cents"]), str(_("geplant")), "#geld", KnotState.UNDER_WAY)
    return thread


def financing_chart(content: Mapping[str, Any]) -> BarChart:
    """Return cost and financing of the whole concept by year."""
    return pictures.concept_chart(content)


def schedule(content: Mapping[str, Any], *, today: date) -> ScheduleChart | None:
    """Return when the measures run, grouped by field."""
    return pictures.schedule(content, today=today, link=addresses_of(MEASURE, content["site"]["code"]))
