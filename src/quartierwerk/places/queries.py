"""Reading places: every list and dossier asks a fixed number of times, whatever its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, DateField, F, Func, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartierwerk.foundation.audit.versions import data_version
from quartierwerk.foundation.people.core.actor import PUBLIC, Actor
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Mandate, OrganisationName
from quartierwerk.foundation.people.queries import in_force
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject, Tab, Thread
from quartierwerk.foundation.statements import AnyOf, Rows, kept
from quartierwerk.places.core.facts import PHASES, Phase
from quartierwerk.places.core.plausibility import SiteFacts, Thresholds
from quartierwerk.places.core.stages import Reached
from quartierwerk.places.models import (
    FundingArea,
    Municipality,
    MunicipalityInhabitants,
    OverallMeasure,
    ProgrammeListEntry,
    Site,
    SiteContact,
    SiteFigure,
    SiteName,
    StageEntry,
)

UNKNOWN_STAGE = "unknown"
_RESPONSIBLE = (Role.AREA_OFFICER, Role.NEIGHBOURHOOD_MANAGER, Role.DEPARTMENT_CONTACT, Role.TREASURY, Role.AUDIT_OFFICE)


@dataclass(frozen=True, slots=True)
class Dossier:
    """What stands at the head of every page of a site's dossier."""

    code: str
    name: str
    municipality: str
    county: str
    is_example: bool
    stage: str
    stage_label: str
    stage_since: date | None
    stage_precision: str
    thread: Thread
    tabs: tuple[Tab, ...]
    crumbs: tuple[tuple[str, str], ...]

    @property
    def stage_mark(self) -> str:
        """Return how far the site is, as the sign of a state tag."""
        return {Phase.DELIVERING: "half", Phase.CONSOLIDATING: "half", Phase.ENDING: "full"}.get(
            PHASES.get(self.stage, Phase.UNKNOWN), "hollow"
        )


@dataclass(frozen=True, slots=True)
class InCharge:
    """A person who is responsible for a site by mandate, in force on a day."""

    name: str
    role: str
    organisation: str
    begins_on: date
    ends_on: date | None


def german_order(name: str) -> Lower:
    """Return what a column of names is sorted by in German: ä like a, ß like s, capitals like small letters.

    Source: DIN 5007-1. The database's own order may be that of character codes.
    """
    return Lower(Func(F(name), Value("ÄÖÜäöüß"), Value("AOUaous"), function="translate", output_field=CharField()))


def visible_to(_actor: Actor) -> QuerySet[Site]:
    """Return the sites the actor may know of: all of them, for sites are public.

    Outlines are not loaded; they are large and only maps need them.
    """
    return Site.objects.select_related("municipality").defer("municipality__outline")


def municipalities_visible_to(_actor: Actor) -> QuerySet[Municipality]:
    """Return the municipalities the actor may know of: all of them."""
    return Municipality.objects.defer("outline")


def with_current_facts(sites: QuerySet[Site], on: date) -> QuerySet[Site]:
    """Add to each site what holds on the day.

    ``current_name``; ``stage``, ``stage_since``, ``stage_precision``; ``first_year``, ``first_year_precision``,
    ``last_year`` (none while a period is open);
    ``list_year``, ``list_cents``.

    A stage is the newest entry of any overall measure. The list entry is that of the newest programme year whose
    list is known as a whole, so that sites can be compared; failing that, of the newest year.
    """
    stages = _stages(on)
    entries = ProgrammeListEntry.objects.filter(site=OuterRef("pk")).order_by("-list_is_complete", "-programme_year")
    # An open end comes first: as long as one period runs, the site is in the programme.
    periods = OverallMeasure.objects.filter(site=OuterRef("pk")).order_by(F("ends_on").desc(nulls_first=True))
    begins = OverallMeasure.objects.filter(site=OuterRef("pk"), begins_on__isnull=False).order_by("begins_on")
    return sites.annotate(
        current_name=_current_name(on),
        stage=Coalesce(Subquery(stages.values("stage")[:1]), Value("")),
        stage_since=Subquery(stages.values("since")[:1]),
        stage_precision=Subquery(stages.values("precision")[:1]),
        first_year=Subquery(begins.values("begins_on__year")[:1], output_field=IntegerField()),
        last_year=Subquery(periods.values("ends_on__year")[:1], output_field=IntegerField()),
        first_year_precision=Subquery(begins.values("begins_precision")[:1], output_field=CharField()),
        list_year=Subquery(entries.values("programme_year")[:1]),
        list_cents=Subquery(entries.values("grant_cents")[:1]),
    )


def overview(actor: Actor, on: date) -> QuerySet[Site]:
    """Return every site with its current facts, by municipality, name and code."""
    return with_current_facts(visible_to(actor), on).order_by(german_order("municipality__name"), german_order("current_name"), "code")


def selection(wanted: Mapping[str, Any], *, on: date) -> Rows[Site] | QuerySet[Site]:
    """Return the overview, narrowed by the cleaned values of ``forms.SiteFilter``; the same for everybody, for sites are public."""
    if wanted.get("q"):  # words come only once; keeping a text for each of them would fill the memory
        return filtered(overview(PUBLIC, on), wanted)
    return _selection(tuple(sorted((name, value) for name, value in wanted.items() if value)), on=on)


@kept
def _selection(wanted: tuple[tuple[str, Any], ...], *, on: date) -> QuerySet[Site]:
    return filtered(overview(PUBLIC, on), dict(wanted))


def sites_by_code(codes: Sequence[str], _actor: Actor) -> dict[str, Site]:
    """Return the sites with these codes that the actor may know of, each with ``current_name``."""
    return {site.code: site for site in _named(codes=tuple(codes), on=timezone.localdate())}


@kept
def _named(*, codes: Sequence[str], on: date) -> QuerySet[Site]:
    return visible_to(PUBLIC).filter(AnyOf("code", codes)).annotate(current_name=_current_name(on))


def found_by(sites: QuerySet[Site], words: str) -> QuerySet[Site]:
    """Narrow the sites to those whose name, alias, municipality, county or AGS contains every word."""
    for word in words.split():
        sites = sites.filter(
            Q(pk__in=Subquery(SiteName.objects.filter(name__icontains=word).values("site")))
            | Q(municipality__name__icontains=word)
            | Q(municipality__county__icontains=word)
            | Q(municipality__ags=word)
        )
    return sites


def filtered(sites: QuerySet[Site], wanted: Mapping[str, Any]) -> QuerySet[Site]:
    """Narrow an overview by the cleaned values of ``forms.SiteFilter``; an empty value narrows nothing.

    ``q`` are words, ``stage`` a code or ``unknown``, ``county`` a name, ``year`` a programme year whose list
    names the site. ``sort`` is ``place`` (the usual order) or ``grant`` (most money first).
    """
    if words := wanted.get("q"):
        sites = found_by(sites, words)
    if stage := wanted.get("stage"):
        sites = sites.filter(Q(stage="" if stage == UNKNOWN_STAGE else stage))
    if county := wanted.get("county"):
        sites = sites.filter(municipality__county=county)
    if year := wanted.get("year"):
        sites = sites.filter(pk__in=ProgrammeListEntry.objects.filter(programme_year=year).values("site"))
    if wanted.get("sort") == "grant":
        sites = sites.order_by(F("list_cents").desc(nulls_last=True), german_order("municipality__name"), "code")
    return sites


def official_names(site: Site) -> QuerySet[SiteName]:
    """Return the official names of the site, the newest first."""
    return site.names.filter(kind=SiteName.Kind.OFFICIAL).order_by("-begins_on", "-pk")


def official_name(site: Site, on: date) -> str:
    """Return what the site is officially called on the day; a name that is over is better than none."""
    name: str = _official_name(code=site.code, on=on)[0]
    return name


@kept
def _official_name(*, code: str, on: date) -> QuerySet[Site, Any]:
    return Site.objects.filter(code=code).annotate(current_name=_current_name(on)).values_list("current_name", flat=True)


def last_stage(overall_measure: OverallMeasure) -> Reached | None:
    """Return the stage the overall measure is in, or nothing."""
    entry = overall_measure.stages.order_by("-since", "-pk").first()
    return Reached(entry.stage, entry.since) if entry else None


def current_area(site: Site, on: date) -> FundingArea | None:
    """Return the version of the boundary in force on the day, or nothing."""
    return site.funding_areas.filter(valid_from__lte=on).order_by("-valid_from").first()


def areas_in_force(on: date) -> QuerySet[FundingArea]:
    """Return the boundary in force on the day of every site that has one, by code."""
    newest = FundingArea.objects.filter(site=OuterRef("site"), valid_from__lte=on).order_by("-valid_from").values("pk")[:1]
    areas = FundingArea.objects.filter(pk=Subquery(newest)).select_related("site__municipality").defer("site__municipality__outline")
    return areas.annotate(site_name=Subquery(_names(on, outer="site").values("name")[:1])).order_by("site__code")


def newest_figures(figures: Iterable[SiteFigure]) -> dict[str, SiteFigure]:
    """Return the newest figure of each kind; without a day it counts as the oldest."""
    ordered = sorted(figures, key=lambda figure: (figure.as_of or date.min, figure.pk))
    return {figure.kind: figure for figure in ordered}


def in_charge_of(site: Site, on: date) -> list[InCharge]:
    """Return who is responsible for the site or its municipality on the day, by role and name."""
    return [InCharge(*row) for row in _in_charge(site=site.code, municipality=site.municipality.code, on=on)]


@kept
def _in_charge(*, site: str, municipality: str, on: date) -> QuerySet[Mandate, Any]:
    organisation = (
        OrganisationName.objects.filter(in_force(on), organisation=OuterRef("organisation")).order_by("-begins_on").values("name")
    )
    within = Q(scope_kind=ScopeKind.SITE, scope_code=site) | Q(scope_kind=ScopeKind.MUNICIPALITY, scope_code=municipality)
    mandates = Mandate.objects.filter(in_force(on), within, role__in=_RESPONSIBLE).annotate(
        organisation_name=Coalesce(Subquery(organisation[:1]), Value(""))
    )
    return mandates.order_by("role", "person__name", "pk").values_list("person__name", "role", "organisation_name", "begins_on", "ends_on")


def newest_list_entries(codes: Sequence[str]) -> Rows[tuple[str, int, int]]:
    """Return for each of these sites that stands in a published list: its code, the newest programme year and the cents."""
    return _newest_entries(codes=tuple(codes))


@kept
def _newest_entries(*, codes: Sequence[str]) -> QuerySet[ProgrammeListEntry, Any]:
    entries = ProgrammeListEntry.objects.filter(AnyOf("site__code", codes)).order_by("site", "-programme_year").distinct("site")
    return entries.values_list("site__code", "programme_year", "grant_cents")


def thresholds(on: date) -> Thresholds:
    """Return from when on figures stand out, as the rulebook of the day says."""
    return Thresholds(
        area_factor=rules.value("plausibility.area_factor", on=on).fraction,
        density_max=rules.value("plausibility.inhabitants_per_hectare_max", on=on).whole,
        share_max=rules.value("plausibility.site_share_of_municipality_max", on=on).fraction,
        years_max=rules.value("funding.duration_years_max", on=on).whole,
    )


def site_facts(site: Any, measure: OverallMeasure | None) -> SiteFacts:
    """Gather what the plausibility rules compare; needs the site as ``whole_site`` loads it."""
    figures = newest_figures(site.figures.all())
    area, people = figures.get(SiteFigure.Kind.AREA_M2), figures.get(SiteFigure.Kind.INHABITANTS)
    return SiteFacts(
        stated_m2=area.value if area else None,
        drawn_m2=site.drawn_m2,
        inhabitants=people.value if people else None,
        municipality_inhabitants=site.municipality_inhabitants,
        begins_on=measure.begins_on if measure else None,
        ends_on=measure.ends_on if measure else None,
    )


def site_with_facts(code: str, on: date) -> Site | None:
    """Return the site with the facts of ``with_current_facts``, or nothing."""
    return _with_facts(code=code, on=on).first()


@kept
def _with_facts(*, code: str, on: date) -> QuerySet[Site]:
    return with_current_facts(visible_to(PUBLIC), on).filter(code=code)


def whole_site(code: str, on: date) -> Site | None:
    """Return the site with everything its profile shows, or nothing; five queries.

    Beside the facts of ``with_current_facts``: ``drawn_m2``, ``area_version`` and ``area_from`` of the boundary in
    force, ``municipality_inhabitants`` and ``municipality_counted_on``; ``list_values`` and ``contact_values`` are
    the published list entries and the contacts as plain mappings.
    """
    return _whole_site(code=code, on=on).first()


@kept
def _whole_site(*, code: str, on: date) -> QuerySet[Site]:
    areas = FundingArea.objects.filter(site=OuterRef("pk"), valid_from__lte=on).order_by("-valid_from")
    counts = MunicipalityInhabitants.objects.filter(municipality=OuterRef("municipality"), as_of__lte=on).order_by("-as_of")
    found = with_current_facts(visible_to(PUBLIC).filter(code=code), on).annotate(
        drawn_m2=Subquery(areas.values("computed_area_m2")[:1]),
        area_version=Subquery(areas.values("version")[:1]),
        area_from=Subquery(areas.values("valid_from")[:1]),
        municipality_inhabitants=Subquery(counts.values("inhabitants")[:1]),
        municipality_counted_on=Subquery(counts.values("as_of")[:1]),
        list_values=ArraySubquery(_list_values()),
        contact_values=ArraySubquery(_contact_values()),
    )
    return found.prefetch_related(
        Prefetch("names", SiteName.objects.order_by("kind", "-begins_on", "pk")),
        Prefetch("figures", SiteFigure.objects.order_by("kind", F("as_of").desc(nulls_last=True), "-pk")),
        Prefetch("overall_measures", OverallMeasure.objects.order_by(F("begins_on").desc(nulls_last=True), "pk")),
        Prefetch("overall_measures__stages", StageEntry.objects.order_by("-since", "-pk")),
    )


def newest_measure(site: Site) -> OverallMeasure | None:
    """Return the overall measure that began last, or nothing."""
    return site.overall_measures.order_by(F("begins_on").desc(nulls_last=True), "pk").first()


def stage_labels(on: date) -> dict[str, str]:
    """Return the words for the stages in the language of the page."""
    return rules.catalogue("site_stages", on=on).labels_in(get_language() or "de")


def list_years() -> list[int]:
    """Return the programme years of which a list is in the books, the newest first."""
    return list(ProgrammeListEntry.objects.order_by("-programme_year").values_list("programme_year", flat=True).distinct())


def counties() -> list[str]:
    """Return the counties with a site, by name."""
    return list(
        Municipality.objects.filter(sites__isnull=False).exclude(county="").order_by("county").values_list("county", flat=True).distinct()
    )


def filter_choices() -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return counties and programme years to filter by, gathered once for each state of the data."""
    return _filter_choices(data_version(Municipality, Site, ProgrammeListEntry))


@lru_cache(maxsize=2)
def _filter_choices(_version: tuple[int, ...]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return tuple(counties()), tuple(list_years())


def dossier(site: Site, actor: Actor, *, about: Subject | None = None) -> Dossier:
    """Return the head of the site's dossier: name, stage, tabs, and the thread of what the page is about, otherwise of the site.

    Needs ``municipality`` loaded.
    """
    today = timezone.localdate()
    name, stage, since, precision = _head_facts(site, today)
    tabs = sorted((tab for provider in registry.site_tabs for tab in provider(site.code, actor)), key=lambda tab: (tab.order, tab.title))
    return Dossier(
        code=site.code,
        name=name,
        municipality=site.municipality.name,
        county=site.municipality.county,
        is_example=site.is_example,
        stage=stage,
        stage_label=stage_labels(today).get(stage, stage),
        stage_since=since,
        stage_precision=precision,
        thread=registry.thread_of(about or Subject("site", site.code), actor),
        tabs=tuple(tabs),
        crumbs=(
            (_("Alle Standorte"), reverse("places:sites")),
            (f"{site.municipality.name} – {name}", reverse("places:site", args=(site.code,))),
        ),
    )


def dossier_name(site: Site) -> str:
    """Return the site's official name today."""
    return _head_facts(site, timezone.localdate())[0]


def _head_facts(site: Site, on: date) -> tuple[str, str, date | None, str]:
    if hasattr(site, "current_name") and hasattr(site, "stage"):
        return site.current_name, site.stage, site.stage_since, site.stage_precision or ""  # type: ignore[attr-defined]  # annotated in the query
    name, stage, since, precision = _head(code=site.code, on=on)[0]
    return name, stage or "", since, precision or ""


@kept
def _head(*, code: str, on: date) -> QuerySet[Site, Any]:
    stages = _stages(on)
    named = Site.objects.filter(code=code).annotate(
        current_name=_current_name(on),
        stage=Subquery(stages.values("stage")[:1]),
        since=Subquery(stages.values("since")[:1], output_field=DateField()),
        precision=Subquery(stages.values("precision")[:1]),
    )
    return named.values_list("current_name", "stage", "since", "precision")


def _list_values() -> QuerySet[Any, Any]:
    values = JSONObject(**{name: name for name in ("programme_year", "grant_cents", "list_is_complete", "source", "source_url")})
    return ProgrammeListEntry.objects.filter(site=OuterRef("pk")).order_by("-programme_year").values(told=values)


def _contact_values() -> QuerySet[Any, Any]:
    names = ("title", "name", "address", "phone", "email", "hours", "position")
    return (
        SiteContact.objects.filter(site=OuterRef("pk")).order_by("position", "pk").values(told=JSONObject(**{name: name for name in names}))
    )


def _current_name(on: date) -> Coalesce:
    return Coalesce(Subquery(_names(on).values("name")[:1]), F("code"), output_field=CharField())


def _names(on: date, *, outer: str = "pk") -> QuerySet[SiteName]:
    """Return the official names of the outer site, that of the day first; one that is over is better than none."""
    holds = Case(When(in_force(on), then=Value(0)), default=Value(1), output_field=IntegerField())
    return SiteName.objects.filter(site=OuterRef(outer), kind=SiteName.Kind.OFFICIAL).order_by(holds, "-begins_on")


def _stages(on: date) -> QuerySet[StageEntry]:
    return StageEntry.objects.filter(overall_measure__site=OuterRef("pk"), since__lte=on).order_by("-since", "-pk")
