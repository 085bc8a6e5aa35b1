"""Loads the invented municipality through the deeds and the import people use.

Its files stand in ``example/musterstadt``. Everything carries the mark ``is_example``.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from quartierwerk.concepts import actions as concepts
from quartierwerk.concepts.core.resolution import Decision
from quartierwerk.concepts.imports import plan_import
from quartierwerk.concepts.imports.columns import Lists
from quartierwerk.concepts.models import ActionConcept, ConceptRevision, ResolutionStep
from quartierwerk.concepts.queries.importing import existing_of, words_of
from quartierwerk.example import invented_letters, sign_ins
from quartierwerk.foundation.people import queries as people
from quartierwerk.foundation.people.actions import mandates, organisations, persons
from quartierwerk.foundation.people.actions.mandates import Grant
from quartierwerk.foundation.people.core.actor import SYSTEM, Actor, Scope
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Mandate, Organisation, Person
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.kernel.period import Period
from quartierwerk.places import actions as places
from quartierwerk.places.core.facts import (
    Boundary,
    ContactDetails,
    MunicipalityFacts,
    NewSite,
    ProgrammePeriod,
    Resolution,
    SourceRef,
    StageStep,
    StatedFigure,
)
from quartierwerk.places.models import Municipality, Site

FILES = Path(__file__).parent / "musterstadt"
# Bodies and calls have no room of their own yet, so no deed can know their scopes.
_SCOPES_TO_COME = frozenset({ScopeKind.BODY, ScopeKind.CALL})


STEPS = 6


def load(now: datetime) -> Iterator[str]:
    """Load everything, telling after each step what stands now."""
    facts = tomllib.loads((FILES / "municipality.toml").read_text())
    municipality = _municipality(facts["municipality"])
    yield f"Gemeinde {municipality.name}"
    sites = {entry["code"]: _site(municipality, entry, now) for entry in facts["sites"]}
    yield f"{len(sites)} Standorte"
    known = _organisations(facts["organisations"])
    yield f"{len(known)} Organisationen"
    hashed = make_password(sign_ins.password())  # once for all: hashing is meant to be slow
    for entry in facts["people"]:
        _person(entry, known, hashed=hashed)
    yield f"{len(facts['people'])} Personen"
    deep = next(entry for entry in facts["sites"] if entry.get("deep"))
    concept = _concept(sites[deep["code"]], deep, now)
    yield concept.title
    yield f"{invented_letters.load(now)} Briefe"


def _json(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FILES / name).read_text())
    return found


def _geometry(name: str) -> dict[str, Any]:
    document = _json(name)
    if document["type"] == "FeatureCollection":
        document = document["features"][0]
    geometry: dict[str, Any] = document.get("geometry", document)
    return geometry


def _source(entry: Mapping[str, Any]) -> SourceRef:
    return SourceRef(entry.get("source", "Erfunden für das Beispiel"))


def _municipality(entry: Mapping[str, Any]) -> Municipality:
    facts = MunicipalityFacts(
        code=entry["code"],
        name=entry["name"],
        county=entry["county"],
        state=entry["state"],
        note=entry["note"],
        is_example=True,
        outline=_geometry(entry["outline_file"]),
        outline_attribution=entry["outline_attribution"],
    )
    municipality = places.found_municipality(facts=facts, actor=SYSTEM, source=_source(entry))
    for count in entry["inhabitants"]:
        places.record_inhabitants(municipality=municipality, **count, actor=SYSTEM, source=_source(entry))
    return municipality


def _site(municipality: Municipality, entry: Mapping[str, Any], now: datetime) -> Site:
    official = [name for name in entry["names"] if name["kind"] == "official"]
    new = NewSite(entry["code"], official[0]["name"], official[0]["begins_on"], entry["description"], is_example=True)
    site = places.found_site(municipality=municipality, new=new, actor=SYSTEM, source=_source(official[0]))
    for name in official[1:]:
        places.rename(site=site, name=name["name"], begins_on=name["begins_on"], actor=SYSTEM, source=_source(name))
    for name in entry["names"]:
        if name["kind"] == "alias":
            places.add_alias(site=site, name=name["name"], begins_on=name["begins_on"], actor=SYSTEM, source=_source(name))
    for period in entry["overall_measures"]:
        _overall_measure(site, period, now)
    _facts_of(site, entry, now)
    return site


def _facts_of(site: Site, entry: Mapping[str, Any], now: datetime) -> None:
    for figure in entry.get("figures", ()):
        stated = StatedFigure(figure["kind"], figure["value"], figure.get("exactness", "exact"), figure.get("as_of"))
        places.record_figure(site=site, stated=stated, actor=SYSTEM, source=_source(figure))
    for area in entry.get("areas", ()):
        resolution = Resolution(
            area["legal_basis"], area["valid_from"], area["resolved_on"], area["resolved_by"], area.get("reference", "")
        )
        boundary = Boundary(_geometry(area["file"]))
        places.designate_area(site=site, boundary=boundary, resolution=resolution, actor=SYSTEM, now=now, source=_source(area))
    for contact in entry.get("contacts", ()):
        places.add_contact(site=site, details=ContactDetails(**contact), actor=SYSTEM)
    if plan := entry.get("plan_file"):
        places.keep_map_layer(code=f"plan-{site.code}", attribution="Erfundener Lageplan", features=_json(plan), actor=SYSTEM)


def _overall_measure(site: Site, entry: Mapping[str, Any], now: datetime) -> None:
    names = ("programme", "begins_on", "begins_precision", "ends_on", "ends_precision")
    period = ProgrammePeriod(**{name: entry[name] for name in names if name in entry})
    measure = places.begin_overall_measure(site=site, period=period, actor=SYSTEM, source=_source(entry))
    for step in entry.get("stages", ()):
        places.set_stage(
            overall_measure=measure,
            step=StageStep(step["stage"], step["since"], step.get("precision", "day")),
            machine=rules.stage_machine(on=now.date()),
            actor=SYSTEM,
            now=now,
            source=_source(entry),
        )


def _organisations(entries: list[Mapping[str, Any]]) -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for entry in entries:
        first, *later = entry["names"]
        organisation = organisations.record_organisation(
            code=entry["code"],
            kind=entry["kind"],
            name=first["name"],
            begins_on=first["begins_on"],
            parent=found.get(entry.get("parent", "")),
            actor=SYSTEM,
        )
        organisation.is_example = True
        organisation.save(update_fields=["is_example"])
        for name in later:
            organisations.rename(organisation=organisation, name=name["name"], begins_on=name["begins_on"], actor=SYSTEM)
        for task in entry.get("responsibilities", ()):
            period = Period(task["begins_on"], task.get("ends_on"))
            organisations.give_responsibility(organisation=organisation, task=task["task"], period=period, actor=SYSTEM)
        found[entry["code"]] = organisation
    return found


def _person(entry: Mapping[str, Any], known: Mapping[str, Organisation], *, hashed: str) -> None:
    person = persons.record_person(name=entry["name"], email=entry.get("email", ""), phone=entry.get("phone", ""), actor=SYSTEM)
    person.is_example = True
    if entry.get("email", "").endswith(f"@{sign_ins.DOMAIN}"):
        person.password = hashed
    person.save()
    for held in entry.get("mandates", ()):
        _mandate(person, held, known.get(held.get("organisation", "")))


def _mandate(person: Person, held: Mapping[str, Any], organisation: Organisation | None) -> None:
    scope = Scope(ScopeKind(held["scope_kind"]), held["scope_code"])
    period = Period(held["begins_on"], held.get("ends_on"))
    if scope.kind in _SCOPES_TO_COME:
        Mandate.objects.create(
            person=person,
            organisation=organisation,
            role=held["role"],
            scope_kind=scope.kind,
            scope_code=scope.code,
            begins_on=period.begins_on,
            ends_on=period.ends_on,
        )
        return
    mandates.give(person=person, grant=Grant(Role(held["role"]), scope, period, organisation), actor=SYSTEM)


def _acting(role: Role, now: datetime) -> Actor:
    """Return the example person in this role as actor: the concept is their work, and the trail says so."""
    return people.actor_for(Person.objects.get(email=sign_ins.address(role)), on=now.date())


def _concept(site: Site, entry: Mapping[str, Any], now: datetime) -> ActionConcept:
    officer, ministry = _acting(Role.AREA_OFFICER, now), _acting(Role.PROGRAMME_MINISTRY, now)
    concept = concepts.begin_concept(site=site, title=entry["concept_title"], fields_list=entry["fields_list"], actor=officer)
    revisions = tomllib.loads((FILES / "resolutions.toml").read_text())["revisions"]
    texts = tomllib.loads((FILES / "chapters.toml").read_text())["chapters"]
    analysis = tomllib.loads((FILES / "analysis.toml").read_text())["fields"]
    for revision in revisions:
        first = revision["number"] == 1
        _import(concept, officer, revision["goals_file"], revision["measures_file"])
        _write_texts(concept, texts, analysis, officer, now, first=first)
        _place_measures(concept, officer, entry["places_file"])
        _resolve(concept, revision, officer, ministry, now)
    concepts.release(concept=concept, actor=officer, now=now)
    _import(concept, officer, "measures_working.csv")
    return concept


def _import(concept: ActionConcept, actor: Actor, *names: str) -> None:
    for name in names:
        content = (FILES / name).read_bytes()
        existing = existing_of(concept)
        lists = Lists(*words_of(concept, on=date.today()))  # noqa: DTZ011 -- any day on which the rulebooks hold
        plan = plan_import(content, file_name=name, existing=existing, lists=lists)
        concepts.take_over(
            concept=concept,
            takeover=plan.takeover(existing, file_name=name, file_hash=hashlib.sha256(content).hexdigest()),
            leave_out_refused=False,
            actor=actor,
        )


def _write_texts(
    concept: ActionConcept, texts: Mapping[str, Any], analysis: Mapping[str, Any], actor: Actor, now: datetime, *, first: bool
) -> None:
    for code, chapter in texts.items():
        text = chapter.get("text_1", chapter["text"]) if first else chapter["text"]
        concepts.write_chapter(concept=concept, chapter_code=code, text=text, expected_version=None, actor=actor, now=now)
    for code, field in analysis.items():
        concepts.analyse_field(
            concept=concept, field_code=code, **{key: field.get(key, "") for key in ("strengths", "weaknesses", "argued_away")}, actor=actor
        )


def _place_measures(concept: ActionConcept, actor: Actor, name: str) -> None:
    measures = {measure.code: measure for measure in concept.measures.all()}
    for feature in _json(name)["features"]:
        measure = measures.get(feature["properties"]["measure"])
        if measure is None or measure.geometry == feature["geometry"]:
            continue
        measure.concept = concept
        if reason := feature["properties"].get("outside_reason"):
            measure.outside_reason = reason
            measure.save(update_fields=["outside_reason"])
        concepts.place_measure(measure=measure, geometry=feature["geometry"], actor=actor)


def _resolve(concept: ActionConcept, entry: Mapping[str, Any], officer: Actor, ministry: Actor, now: datetime) -> ConceptRevision:
    steps = entry["steps"]
    council = next(step for step in steps if step["kind"] == ResolutionStep.Kind.COUNCIL)
    revision = concepts.resolve(concept=concept, decision=Decision(**council), despite="", actor=officer, now=now)
    for step in steps:
        if step is not council:
            actor = ministry if step["kind"] == ResolutionStep.Kind.RECOGNISED else officer
            concepts.record_step(revision=revision, decision=Decision(**step), actor=actor, now=now)
    return revision
