"""Maps of the programme and of one area: finished coordinates for ``ui``.

Paths of the layers under the programme map are projected once per process and layer content.
"""

import functools
import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from quartierwerk.foundation.audit.versions import data_version
from quartierwerk.foundation.geo import geometry as geo
from quartierwerk.foundation.geo.projection import Projection, common_bounds
from quartierwerk.foundation.geo.projection import scale_bar as fitting_bar
from quartierwerk.foundation.people.core.actor import PUBLIC
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.pictures import LegendItem, MapArea, MapLabel, MapLine, MapMark, MapPicture, PictureTable, ScaleBar
from quartierwerk.places import queries
from quartierwerk.places.core import lettering
from quartierwerk.places.core.facts import Phase, phase_of
from quartierwerk.places.models import MapLayer, Municipality, OverallMeasure, ProgrammeListEntry, Site, SiteName, StageEntry

WIDTH, HEIGHT, MARGIN = 530, 690, 16
AREA_WIDTH, AREA_HEIGHT, AREA_MARGIN = 760, 520, 48
LARGEST_DOT, SMALLEST_DOT, DOT_WITHOUT_MONEY = 13.0, 4.0, 4.0
SPREAD = 12.0
LONGEST_BAR = 180
METRES_PER_KILOMETRE = 1000
KEPT_MAPS = 4  # for the public and for staff, each in two languages
_numbers = itertools.count()
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_CLASSES = {
    Phase.PREPARING: "ist-vor",
    Phase.DELIVERING: "ist-um",
    Phase.CONSOLIDATING: "ist-stetig",
    Phase.ENDING: "ist-ende",
    Phase.UNKNOWN: "ist-offen",
}

type Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A site as the map shows it."""

    code: str
    municipality: str
    name: str
    stage: str
    year: int | None
    cents: int
    point: tuple[float, float] | None

    @property
    def title(self) -> str:
        return f"{self.municipality} – {self.name}"

    @property
    def phase(self) -> Phase:
        return phase_of(self.stage)


def phase_label(phase: Phase) -> str:
    """Return the word for a phase."""
    words = {
        Phase.PREPARING: _("aufgenommen oder in Vorbereitung"),
        Phase.DELIVERING: _("in Umsetzung"),
        Phase.CONSOLIDATING: _("in Verstetigung"),
        Phase.ENDING: _("im Abschluss oder abgeschlossen"),
        Phase.UNKNOWN: _("Stufe nicht bekannt"),
    }
    return words[phase]


def programme_map(*, on: date, link: Link | None = None, sites: Iterable[Site] | None = None) -> MapPicture:
    """Return the state with a dot for every site: its area is the money of the newest list, its shape the phase.

    Dots lead to ``link``, or to the staff pages. ``sites``, from ``queries.overview``, narrows the map; two
    queries beside theirs. The map of all sites is the same for everybody, so it is drawn once for each state of the data.
    A site whose municipality has no point is named in the note and stands in the table.
    """
    if sites is not None:
        return _drawn(sites, _ground(), on=on, link=link or _staff_page)
    version = data_version(Municipality, Site, SiteName, OverallMeasure, StageEntry, ProgrammeListEntry)
    return _whole(_Drawing(version, _ground_contents(), on, get_language() or "", link or _staff_page))


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Everything the map of all sites depends on."""

    version: tuple[int, ...]
    ground: tuple[tuple[str, str], ...]
    on: date
    language: str
    link: Link


_kept: dict[_Drawing, MapPicture] = {}


def _whole(drawing: _Drawing) -> MapPicture:
    """Return the map of all sites, kept from before where nothing has changed."""
    found = _kept.get(drawing)
    if found is None:
        if len(_kept) >= KEPT_MAPS:
            _kept.clear()
        drawn = _drawn(queries.overview(PUBLIC, drawing.on), _drawn_ground(drawing.ground), on=drawing.on, link=drawing.link)
        found = _kept[drawing] = replace(drawn, kept_as=f"programme-{next(_numbers)}")
    return found


def _drawn(sites: Iterable[Site], ground: "_Ground | None", *, on: date, link: Link) -> MapPicture:
    shown = [_shown(site) for site in sites]
    projection = ground.projection if ground else _projection_round(shown)
    labels = queries.stage_labels(on)
    marks = _marks(shown, projection, link, labels)
    missing = [site.title for site in shown if site.point is None]
    year = max((site.year for site in shown if site.year), default=None)
    return MapPicture(
        title=ngettext("%(n)s Standort", "%(n)s Standorte", len(shown)) % {"n": figures.figure(len(shown))},
        description=_description(shown, year),
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        lines=ground.lines if ground else (),
        areas=ground.areas if ground else (),
        labels=_lettered(ground.labels, marks) if ground else (),
        marks=marks,
        legend=_legend(shown),
        attribution=ground.attribution if ground else "",
        note=_("Nicht auf der Karte, weil die Gemeinde nicht eindeutig ist: %(sites)s.") % {"sites": ", ".join(missing)} if missing else "",
        table=_table(shown, labels),
    )


def area_map(geometry: geo.Geometry, *, title: str, description: str, before: geo.Geometry | None = None) -> MapPicture:
    """Return one boundary with scale and north; the version before it is drawn as a thin line."""
    both = [geometry] if before is None else [geometry, before]
    projection = Projection.fit(common_bounds(both), AREA_WIDTH, AREA_HEIGHT, margin=AREA_MARGIN)
    bar = fitting_bar(projection, longest=LONGEST_BAR)
    path = projection.path(geometry)
    legend = [LegendItem(_("Grenze"), "line", "k-grenze")]
    if before is not None:
        legend.append(LegendItem(_("Fassung davor"), "line", "k-kreis"))
    return MapPicture(
        title=title,
        description=description,
        view_box=f"0 0 {AREA_WIDTH} {AREA_HEIGHT}",
        areas=(MapArea("k-boden", f"M0 0H{AREA_WIDTH}V{AREA_HEIGHT}H0Z"), MapArea("k-drin", path)),
        lines=(*([MapLine("k-kreis", projection.path(before))] if before is not None else []), MapLine("k-grenze", path)),
        legend=tuple(legend),
        scale_bar=ScaleBar(24, AREA_HEIGHT - 20, bar.units, _length(bar.metres)),
        north=(AREA_WIDTH - 34, 44),
    )


def _staff_page(code: str) -> str:
    return reverse("places:site", args=(code,))


class _Ground:
    """What lies under the dots, projected."""

    def __init__(self, layers: dict[str, MapLayer]) -> None:
        shapes = {code: [feature["geometry"] for feature in layer.features["features"]] for code, layer in layers.items()}
        self.projection = Projection.fit(common_bounds(shapes["state"]), WIDTH, HEIGHT, margin=MARGIN)
        self.areas = tuple(MapArea("k-land", self.projection.path(shape)) for shape in shapes["state"])
        self.lines = tuple(
            MapLine(css, "".join(self.projection.path(shape) for shape in shapes[code]))
            for code, css in (("neighbours", "k-nachbar"), ("counties", "k-kreis"))
            if code in shapes
        )
        self.labels = tuple(self._label(feature) for feature in layers["labels"].features["features"]) if "labels" in layers else ()
        self.attribution = " · ".join(sorted({layer.attribution for layer in layers.values() if layer.attribution}))

    def _label(self, feature: Mapping[str, Any]) -> MapLabel:
        longitude, latitude = feature["geometry"]["coordinates"]
        x, y = self.projection.point(float(longitude), float(latitude))
        return MapLabel(x, y, feature["properties"]["name"])


def _ground() -> _Ground | None:
    return _drawn_ground(_ground_contents())


def _ground_contents() -> tuple[tuple[str, str], ...]:
    return tuple(MapLayer.objects.filter(code__in=MapLayer.Code.values).order_by("code").values_list("code", "content_sha256"))


@functools.lru_cache(maxsize=4)
def _drawn_ground(contents: tuple[tuple[str, str], ...]) -> _Ground | None:
    """Project the layers once for each content; without the state's outline there is nothing to fit."""
    codes = [code for code, _sha256 in contents]
    if MapLayer.Code.STATE not in codes:
        return None
    return _Ground({layer.code: layer for layer in MapLayer.objects.filter(code__in=codes)})


def _shown(site: Any) -> _Shown:
    """Return what the map needs of a site that carries the facts of ``queries.with_current_facts``."""
    place = site.municipality
    point = None if place.longitude is None or place.latitude is None else (place.longitude, place.latitude)
    return _Shown(site.code, place.name, site.current_name, site.stage, site.list_year, site.list_cents or 0, point)


def _projection_round(sites: Sequence[_Shown]) -> Projection:
    """Return a projection round the sites themselves, for a programme without a map under it."""
    known = [{"type": "Point", "coordinates": site.point} for site in sites if site.point is not None]
    bounds = common_bounds(known) if known else geo.GERMANY
    return Projection.fit(bounds, WIDTH, HEIGHT, margin=4 * MARGIN)


def _marks(sites: Sequence[_Shown], projection: Projection, link: Link, labels: Mapping[str, str]) -> tuple[MapMark, ...]:
    largest = max((site.cents for site in sites), default=0)
    nth_of: dict[str, int] = {}
    marks = []
    for site in sites:
        if site.point is None:
            continue
        nth = nth_of.get(site.municipality, 0)
        nth_of[site.municipality] = nth + 1
        x, y = projection.point(*site.point)
        # Sites of one municipality spread like the seeds of a sunflower: the same place in every picture, none on another.
        away, angle = SPREAD * math.sqrt(nth), nth * _GOLDEN_ANGLE
        place = x + away * math.cos(angle), y + away * math.sin(angle)
        marks.append(MapMark(*place, _radius(site.cents, largest), _label(site, labels), link(site.code), _CLASSES[site.phase]))
    # Small dots lie above large ones, so that each can be hit.
    return tuple(sorted(marks, key=lambda mark: -mark.radius))


def _lettered(labels: Sequence[MapLabel], marks: Sequence[MapMark]) -> tuple[MapLabel, ...]:
    """Return the names of the regions where no dot lies on them."""
    names = [lettering.Name(label.x, label.y, label.text) for label in labels]
    dots = [lettering.Dot(mark.x, mark.y, mark.radius) for mark in marks]
    places = lettering.place_names(names, dots, width=WIDTH)
    return tuple(replace(label, x=x, y=y) for label, (x, y) in zip(labels, places, strict=True))


def _radius(cents: int, largest: int) -> float:
    if cents <= 0 or largest <= 0:
        return DOT_WITHOUT_MONEY
    return max(SMALLEST_DOT, LARGEST_DOT * math.sqrt(cents / largest))


def _label(site: _Shown, labels: Mapping[str, str]) -> str:
    parts = [site.title, labels.get(site.stage, phase_label(Phase.UNKNOWN))]
    if site.cents:
        parts.append(f"{figures.euros(site.cents)} ({site.year})")
    return ", ".join(parts)


def _description(sites: Sequence[_Shown], year: int | None) -> str:
    municipalities = len({site.municipality for site in sites})
    sentence = _("%(sites)s Standorte in %(municipalities)s Gemeinden.") % {
        "sites": figures.figure(len(sites)),
        "municipalities": figures.figure(municipalities),
    }
    if year is None:
        return sentence
    money = _("Je größer der Punkt, desto mehr Geld von Bund und Land im letzten bekannten Programmjahr (bis %(year)s).") % {"year": year}
    return f"{sentence} {money}"


def _legend(sites: Sequence[_Shown]) -> tuple[LegendItem, ...]:
    present = {site.phase for site in sites}
    return tuple(LegendItem(phase_label(phase), "circle", f"k-p {_CLASSES[phase]}") for phase in Phase if phase in present)


def _table(sites: Sequence[_Shown], labels: Mapping[str, str]) -> PictureTable:
    rows = tuple(
        (
            site.municipality,
            site.name,
            labels.get(site.stage, _("nicht bekannt")),
            str(site.year or figures.DASH),
            str(figures.thousands(site.cents)) if site.cents else figures.DASH,
        )
        for site in sites
    )
    headers = (_("Gemeinde"), _("Standort"), _("Stufe"), _("Programmjahr"), _("Bund und Land, Tsd. €"))
    return PictureTable(headers, rows, frozenset({3, 4}))


def _length(metres: int) -> str:
    if metres >= METRES_PER_KILOMETRE:
        return f"{figures.figure(metres // METRES_PER_KILOMETRE)}{figures.NBSP}km"
    return f"{metres}{figures.NBSP}m"
