"""What places offer to the slots: subjects, scopes, knots of the thread, tabs, navigation, search documents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from quartierwerk.foundation.people.core.actor import PROGRAMME, PUBLIC, Actor
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import (
    Deadline,
    DeadlineSource,
    Knot,
    KnotState,
    KnotValue,
    NavigationLink,
    SearchDocument,
    SearchSource,
    Subject,
    SubjectCard,
    Tab,
    Thread,
)
from quartierwerk.foundation.ui import figures
from quartierwerk.places import queries
from quartierwerk.places.models import DatePrecision, Municipality, OverallMeasure, Site


def describe_sites(codes: Sequence[str], actor: Actor) -> Mapping[str, SubjectCard]:
    """Return the cards of the sites."""
    return {code: _site_card(site) for code, site in queries.sites_by_code(codes, actor).items()}


def describe_municipalities(codes: Sequence[str], actor: Actor) -> Mapping[str, SubjectCard]:
    """Return the cards of the municipalities; each leads to the list of its sites."""
    found = queries.municipalities_visible_to(actor).filter(code__in=codes)
    return {place.code: _municipality_card(place.code, place.name) for place in found}


def scopes_of_sites(codes: Sequence[str]) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return the scopes in which the sites lie."""
    sites = queries.sites_by_code(codes, PUBLIC)
    return {code: frozenset((str(scope.kind), scope.code) for scope in site.scopes) for code, site in sites.items()}


def scopes_of_municipalities(codes: Sequence[str]) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return the scopes in which the municipalities lie."""
    known = Municipality.objects.filter(code__in=codes).values_list("code", flat=True)
    return {code: frozenset({(str(PROGRAMME.kind), PROGRAMME.code), ("municipality", code)}) for code in known}


def scope_choices(actor: Actor) -> Sequence[SubjectCard]:
    """Return what a mandate may be bound to: every municipality, every site."""
    places = queries.municipalities_visible_to(actor).order_by(queries.german_order("name"), "code")
    sites = queries.overview(actor, timezone.localdate())
    return [*(_municipality_card(place.code, place.name) for place in places), *(_site_card(site) for site in sites)]


def knots(subjects: Sequence[Subject], actor: Actor) -> Mapping[Subject, Thread]:
    """Return the knot *Euro* of sites from the newest published programme list; one query."""
    codes = [subject.code for subject in subjects if subject.kind == "site"]
    if not codes:
        return {}
    newest = queries.newest_list_entries(codes)
    return {Subject("site", code): {Knot.EUROS: _euros(code, year, cents, public=not actor.is_signed_in)} for code, year, cents in newest}


def site_tabs(code: str, _actor: Actor) -> Sequence[Tab]:
    """Return the tabs of places in a site's dossier."""
    return (
        Tab("profile", _("Steckbrief"), reverse("places:site", args=(code,)), order=10),
        Tab("area", _("Gebiet"), reverse("places:area", args=(code,)), order=20),
    )


def navigation(actor: Actor) -> Sequence[NavigationLink]:
    """Return the links of the staff navigation; the programme's list is for everybody who is signed in."""
    if not actor.is_signed_in:
        return ()
    return (NavigationLink(_("Alle Standorte"), reverse("places:sites"), _("Programm"), order=20),)


def _searched_groups(subject: Subject | None) -> Iterable[str]:
    """Return the sites a changed subject belongs to: itself, or those of a municipality; all for none given."""
    sites = Site.objects.all()
    if subject is not None and subject.kind == "municipality":
        sites = sites.filter(municipality__code=subject.code)
    elif subject is not None:
        sites = sites.filter(code=subject.code if subject.kind == "site" else "")
    return list(sites.order_by("code").values_list("code", flat=True))


def _searched_documents(group: str) -> Iterable[SearchDocument]:
    """Return the text of a site: its names, its municipality, its description."""
    for site in queries.overview(PUBLIC, timezone.localdate()).filter(code=group).prefetch_related("names"):
        found: Any = site
        told = [name.name for name in site.names.all()] + [site.municipality.name, site.municipality.county, site.description]
        card = _site_card(site)
        text = "\n".join(filter(None, told))
        yield SearchDocument(card.subject, group, card.title, text, card.address, site.municipality.name, found.first_year)


SEARCH = SearchSource(
    label=lambda: str(_("Standorte")),
    groups=_searched_groups,
    documents=_searched_documents,
    visible=lambda _actor: None,  # sites are public
)


def _period_ends(group: str) -> Iterator[Deadline]:
    """Return the day on which the site's newest programme period ends, where a source names the day."""
    periods = OverallMeasure.objects.filter(site__code=group, ends_precision=DatePrecision.DAY, ends_on__isnull=False)
    newest = periods.select_related("site").order_by("-ends_on", "-pk").first()
    if newest is not None and newest.ends_on is not None:
        card = describe_sites([group], PUBLIC)[group]
        yield Deadline(card.subject, f"{card.title} ({newest.programme})", newest.ends_on, card.address)


PERIOD_ENDS = DeadlineSource(
    label=lambda: str(_("Ende des Förderzeitraums")),
    groups=_searched_groups,
    deadlines=_period_ends,
    visible=lambda _actor: None,  # programme periods are public
)


def _site_card(site: Site) -> SubjectCard:
    name = getattr(site, "current_name", site.code)
    return SubjectCard(
        Subject("site", site.code), _("Standort"), f"{site.municipality.name} – {name}", reverse("places:site", args=(site.code,))
    )


def _municipality_card(code: str, name: str) -> SubjectCard:
    return SubjectCard(Subject("municipality", code), _("Gemeinde"), name, f"{reverse('places:sites')}?{urlencode({'q': name})}")


def _euros(code: str, year: int, cents: int, *, public: bool) -> KnotValue:
    note = _("Bund und Land, Programmjahr %(year)s") % {"year": year}
    # A thread leads nobody to a door that is closed for them.
    page = registry.address_of("public", Subject("site", code)) if public else reverse("places:site", args=(code,))
    address = f"{page}#{'geld' if public else 'programmliste'}" if page else ""
    return KnotValue(str(figures.euros(cents)), note, address, KnotState.UNDER_WAY)
