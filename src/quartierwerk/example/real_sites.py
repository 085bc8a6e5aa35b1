"""Load the real part of the example programme: sites as public sources name them, on official outlines.

Facts stand in ``real_sites.toml``, outlines in ``boundaries/`` (made at set-up). Everything goes through the
deeds of ``places``, so that each fact leaves its trace.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from quartierwerk.example.municipality_names import meant_by
from quartierwerk.foundation.geo import geometry as geo
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.places import actions
from quartierwerk.places.core.facts import (
    ListedGrant,
    MunicipalityFacts,
    NewSite,
    ProgrammePeriod,
    SourceRef,
    StageStep,
    StatedFigure,
)
from quartierwerk.places.core.plausibility import SQUARE_METRES_PER_HECTARE
from quartierwerk.places.models import MapLayer, Municipality, Site

FOLDER = Path(__file__).parent
BOUNDARIES = FOLDER / "boundaries"
PROGRAMME = "Soziale Stadt"
LIST_YEAR = 2019
LIST_SOURCE = "list_2019"
CENTS_PER_THOUSAND = 100_000
_OUTLINE_SOURCE = SourceRef("Verwaltungsgebiete 1:250 000 (VG250), Stand 2017", "https://gdz.bkg.bund.de/")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

type Facts = Mapping[str, Any]
type Progress = Callable[[str], None]


def read_facts() -> dict[str, Any]:
    """Return what stands in the file of facts."""
    return tomllib.loads((FOLDER / "real_sites.toml").read_text(encoding="utf-8"))


def number_of_sites() -> int:
    """Return how many sites the file of facts has."""
    return len(read_facts()["sites"])


def load(*, actor: Actor, now: datetime, progress: Progress = lambda _what: None) -> list[Site]:
    """Enter municipalities, sites and map layers; ``progress`` hears the name of each site.

    Without the outlines the sites come in all the same, with open municipality keys and no place on the map.

    Raises:
        NotPermittedError: the actor does not keep the programme's places.
    """
    facts = read_facts()
    sources = {code: SourceRef(said["title"], said["url"]) for code, said in facts["sources"].items()}
    _keep_layers(facts["labels"], actor)
    municipalities = _found_municipalities(facts, actor)
    sites = []
    for told in facts["sites"]:
        progress(f"{told['municipality']} – {told['name']}")
        sites.append(_Loader(sources, actor, now).site(municipalities[told["municipality"]], told))
    return sites


class _Loader:
    """Enters one site after the other with the same sources, actor and clock."""

    def __init__(self, sources: Mapping[str, SourceRef], actor: Actor, now: datetime) -> None:
        self.sources = sources
        self.actor = actor
        self.now = now

    def site(self, municipality: Municipality, told: Facts) -> Site:
        """Enter the site with everything that is told of it."""
        new = NewSite(told["code"], told["name"], _named_since(told), _description(told, self.sources))
        site = actions.found_site(municipality=municipality, new=new, actor=self.actor, source=self.sources[_named_by(told)])
        for alias in told.get("aliases", ()):
            actions.add_alias(site=site, name=alias["name"], actor=self.actor, source=self.sources[alias["source"]])
        for entry in told.get("lists", ()):
            grant = ListedGrant(entry["year"], entry["thousand"] * CENTS_PER_THOUSAND, list_is_complete=not entry.get("partial", False))
            actions.record_list_entry(site=site, grant=grant, actor=self.actor, source=self.sources[entry["source"]])
        for figure in told.get("figures", ()):
            actions.record_figure(site=site, stated=_stated(figure), actor=self.actor, source=self.sources[figure["source"]])
        self._period(site, told)
        return site

    def _period(self, site: Site, told: Facts) -> None:
        begins, ends = _begins(told), told.get("ends", {})
        period = ProgrammePeriod(
            told.get("programme", PROGRAMME),
            begins.get("on"),
            begins.get("precision", "year"),
            ends.get("on"),
            ends.get("precision", "year"),
        )
        said_by = begins.get("source") or ends["source"]
        measure = actions.begin_overall_measure(site=site, period=period, actor=self.actor, source=self.sources[said_by])
        machine = rules.stage_machine(on=self.now.date())
        for stage in told.get("stages", ()):
            step = StageStep(stage["stage"], stage["since"], stage["precision"], stage.get("derived", ""))
            source = _derived(self.sources[stage["source"]], step.reason)
            actions.set_stage(overall_measure=measure, step=step, machine=machine, actor=self.actor, now=self.now, source=source)


def _named_by(told: Facts) -> str:
    """Return the source that shows the site's name first."""
    begins = _begins(told)
    return str(begins.get("source") or told["ends"]["source"])


def _named_since(told: Facts) -> date:
    begins: date | None = _begins(told).get("on")
    given: date = begins or told["named_since"]
    return given


def _begins(told: Facts) -> Facts:
    """Return the known begin; a site of which only the list is known was in the programme in that year."""
    if "begins" in told or "ends" in told:
        begins: Facts = told.get("begins", {})
        return begins
    return {"on": date(LIST_YEAR, 1, 1), "precision": "at_least", "source": LIST_SOURCE}


def _stated(figure: Facts) -> StatedFigure:
    if figure["kind"] == "area_ha":
        value = int(Decimal(str(figure["value"])) * SQUARE_METRES_PER_HECTARE)
        return StatedFigure("area_m2", value, figure.get("exactness", "exact"), figure.get("as_of"))
    return StatedFigure(figure["kind"], figure["value"], figure.get("exactness", "exact"), figure.get("as_of"))


def _description(told: Facts, sources: Mapping[str, SourceRef]) -> str:
    """Return the other facts as sentences, each with its source in brackets."""
    return " ".join(f"{fact['text']} (Quelle: {sources[fact['source']].title})" for fact in told.get("facts", ()))


def _derived(source: SourceRef, reason: str) -> SourceRef:
    return SourceRef(f"{source.title}; abgeleitet: {reason}", source.url) if reason else source


def _found_municipalities(facts: Facts, actor: Actor) -> dict[str, Municipality]:
    """Enter every municipality that a site names, in the order of their names; an unclear one has no key."""
    outlines = list(_features("municipalities"))
    attribution = _attribution("municipalities")
    found = {}
    for published in sorted({told["municipality"] for told in facts["sites"]}):
        meant = meant_by(published, outlines)
        new = _municipality(published, meant, attribution, facts["notes"])
        source = _OUTLINE_SOURCE if meant else SourceRef(facts["sources"][LIST_SOURCE]["title"], facts["sources"][LIST_SOURCE]["url"])
        found[published] = actions.found_municipality(facts=new, actor=actor, source=source)
    return found


def _municipality(published: str, meant: Facts | None, attribution: str, notes: Mapping[str, str]) -> MunicipalityFacts:
    code = code_of(published)
    if meant is None:
        return MunicipalityFacts(code, published, note=notes.get(code, ""))
    known = meant["properties"]
    outline = _sound(meant["geometry"])
    return MunicipalityFacts(
        code,
        known["name"],
        ags=known["ags"],
        county=known["county"],
        outline=outline,
        outline_attribution=attribution,
    )


def code_of(name: str) -> str:
    """Return the stable code of a place by its German name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_LETTERS)).strip("-")


def _sound(outline: geo.Geometry) -> geo.Geometry:
    """Return the outline without the crossing that thinning its line may have made."""
    return geo.repair(outline).geometry if geo.fault_of(outline) else outline


def _keep_layers(labels: Sequence[Facts], actor: Actor) -> None:
    for code in (MapLayer.Code.NEIGHBOURS, MapLayer.Code.STATE, MapLayer.Code.COUNTIES):
        features = list(_features(code))
        if features:
            collection = {"type": "FeatureCollection", "features": features}
            actions.keep_map_layer(code=code, attribution=_attribution(code), features=collection, actor=actor)
    words = [_word(label) for label in labels]
    collection = {"type": "FeatureCollection", "features": words}
    actions.keep_map_layer(code=MapLayer.Code.LABELS, attribution="", features=collection, actor=actor)


def _word(label: Facts) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": label["name"]}, "geometry": {"type": "Point", "coordinates": label["at"]}}


def _features(name: str) -> Iterator[dict[str, Any]]:
    path = BOUNDARIES / f"{name}.json"
    if path.exists():
        yield from json.loads(path.read_text(encoding="utf-8"))["features"]


def _attribution(name: str) -> str:
    path = BOUNDARIES / f"{name}.json"
    return str(json.loads(path.read_text(encoding="utf-8"))["attribution"]) if path.exists() else ""
