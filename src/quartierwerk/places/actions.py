"""What can be done with places: found, name, describe, bound, measure and move through stages."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.geo import geometry as geo
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.rulebook.queries import StageMachine
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel.period import Period
from quartierwerk.places import policy, queries
from quartierwerk.places.core import boundaries, stages
from quartierwerk.places.core.facts import (
    NO_SOURCE,
    Boundary,
    ContactDetails,
    ListedGrant,
    MunicipalityFacts,
    NewSite,
    ProgrammePeriod,
    Resolution,
    SourceRef,
    StageStep,
    StatedFigure,
)
from quartierwerk.places.core.refusals import CodeTakenError, SaidAlreadyError
from quartierwerk.places.models import (
    FundingArea,
    MapLayer,
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


@deed("places:municipality:found")
def found_municipality(*, facts: MunicipalityFacts, actor: Actor, source: SourceRef = NO_SOURCE) -> Municipality:
    """Enter a municipality; its outline also gives the point at which maps show it.

    Raises:
        NotPermittedError: the actor does not keep the programme's places.
        CodeTakenError: the code or the AGS is in use.
    """
    policy.may_keep_programme(actor).require()
    taken = Q(code=facts.code) | Q(ags__isnull=False, ags=facts.ags)
    if Municipality.objects.filter(taken).exists():
        raise CodeTakenError(facts.code)
    longitude, latitude = geo.inner_point(facts.outline) if facts.outline else (None, None)
    municipality = Municipality.objects.create(
        code=facts.code,
        ags=facts.ags,
        name=facts.name,
        county=facts.county,
        state=facts.state,
        note=facts.note,
        is_example=facts.is_example,
        longitude=longitude,
        latitude=latitude,
        outline=facts.outline,
        outline_attribution=facts.outline_attribution,
        **_said_by(source),
    )
    record(Subject("municipality", facts.code), facts={"name": facts.name, "ags": facts.ags})
    return municipality


@deed("places:municipality:count")
def record_inhabitants(
    *, municipality: Municipality, as_of: date, inhabitants: int, actor: Actor, source: SourceRef = NO_SOURCE
) -> MunicipalityInhabitants:
    """Note how many people lived in the municipality on a day.

    Raises:
        NotPermittedError: the actor does not keep the programme's places.
        SaidAlreadyError: there is a count for that day.
    """
    policy.may_keep_municipality(actor, municipality).require()
    if municipality.inhabitant_counts.filter(as_of=as_of).exists():
        raise SaidAlreadyError("inhabitants", as_of.isoformat())
    count = municipality.inhabitant_counts.create(as_of=as_of, inhabitants=inhabitants, **_said_by(source))
    record(Subject("municipality", municipality.code), facts={"as_of": as_of.isoformat(), "inhabitants": inhabitants})
    return count


@deed("places:site:found")
def found_site(*, municipality: Municipality, new: NewSite, actor: Actor, source: SourceRef = NO_SOURCE) -> Site:
    """Enter a site under a code that never changes, with its first official name.

    Raises:
        NotPermittedError: the actor does not keep the programme's places.
        CodeTakenError: the code is in use.
    """
    policy.may_keep_programme(actor).require()
    if Site.objects.filter(code=new.code).exists():
        raise CodeTakenError(new.code)
    site = Site.objects.create(code=new.code, municipality=municipality, description=new.description, is_example=new.is_example)
    site.names.create(name=new.name, kind=SiteName.Kind.OFFICIAL, begins_on=new.named_since, **_said_by(source))
    record(_subject(site), facts={"name": new.name, "municipality": municipality.code})
    return site


@deed("places:site:rename")
def rename(*, site: Site, name: str, begins_on: date, actor: Actor, source: SourceRef = NO_SOURCE) -> SiteName:
    """Give the site a new official name from a day on; the name before it ends the day before.

    Raises:
        NotPermittedError: the actor is not responsible for the site.
        SaidAlreadyError: the name does not begin after the present one.
    """
    policy.may_edit_site(actor, site).require()
    present = queries.official_names(site).first()
    if present is not None and present.begins_on is not None and present.begins_on >= begins_on:
        raise SaidAlreadyError("name", present.name)
    if present is not None:
        present.ends_on = date.fromordinal(begins_on.toordinal() - 1)
        present.save()
    new = site.names.create(name=name, kind=SiteName.Kind.OFFICIAL, begins_on=begins_on, **_said_by(source))
    record(_subject(site), facts={"name": [present.name if present else None, name], "begins_on": begins_on.isoformat()})
    return new


@deed("places:site:alias")
def add_alias(*, site: Site, name: str, actor: Actor, begins_on: date | None = None, source: SourceRef = NO_SOURCE) -> SiteName:
    """Note another name under which sources speak of the site.

    Raises:
        NotPermittedError: the actor is not responsible for the site.
        SaidAlreadyError: the alias stands there.
    """
    policy.may_edit_site(actor, site).require()
    if site.names.filter(name=name, kind=SiteName.Kind.ALIAS).exists():
        raise SaidAlreadyError("name", name)
    alias = site.names.create(name=name, kind=SiteName.Kind.ALIAS, begins_on=begins_on, **_said_by(source))
    record(_subject(site), facts={"alias": name})
    return alias


@deed("places:site:describe")
def describe(*, site: Site, description: str, actor: Actor) -> Site:
    """Set the site's short description.

    Raises:
        NotPermittedError: the actor is not responsible for the site.
    """
    policy.may_edit_site(actor, site).require()
    before, site.description = site.description, description
    site.save(update_fields=["description"])
    record(_subject(site), facts={"description": [before, description]})
    return site


@deed("places:measure:begin")
def begin_overall_measure(*, site: Site, period: ProgrammePeriod, actor: Actor, source: SourceRef = NO_SOURCE) -> OverallMeasure:
    """Enter the site's period in a programme; dates that no source names stay open.

    Raises:
        NotPermittedError: the actor does not keep the programme's places.
        BackwardPeriodError: the period ends before it begins.
        SaidAlreadyError: the period stands there.
    """
    policy.may_keep_programme(actor).require()
    if period.begins_on and period.ends_on:
        Period(period.begins_on, period.ends_on)
    if site.overall_measures.filter(programme=period.programme, begins_on=period.begins_on).exists():
        raise SaidAlreadyError("programme", period.programme)
    measure = site.overall_measures.create(
        programme=period.programme,
        begins_on=period.begins_on,
        begins_precision=period.begins_precision,
        ends_on=period.ends_on,
        ends_precision=period.ends_precision,
        **_said_by(source),
    )
    facts = {"programme": period.programme, "begins_on": _written(period.begins_on), "ends_on": _written(period.ends_on)}
    record(_subject(site), facts=facts)
    return measure


@deed("places:stage:set")
def set_stage(
    *, overall_measure: OverallMeasure, step: StageStep, machine: StageMachine, actor: Actor, now: datetime, source: SourceRef = NO_SOURCE
) -> StageEntry:
    """Note that the overall measure reached a stage; ``machine`` is the one in force.

    Raises:
        NotPermittedError: the actor does not set stages.
        UnknownStageError, StageNotAllowedError, StageTooEarlyError, StageInFutureError, BackwardWithoutReasonError:
            see ``core.stages.check_entry``.
    """
    site = overall_measure.site
    policy.may_set_stage(actor, site).require()
    # Two clicks at once must not both follow the same last stage.
    OverallMeasure.objects.select_for_update().get(pk=overall_measure.pk)
    last = queries.last_stage(overall_measure)
    entry = stages.Reached(step.stage, step.since)
    stages.check_entry(machine, last=last, entry=entry, today=timezone.localdate(now), reason=step.reason)
    entered = overall_measure.stages.create(
        stage=step.stage,
        since=step.since,
        precision=step.precision,
        rulebook=machine.version,
        recorded_at=now,
        recorded_by_id=actor.person_id,
        **_said_by(source),
    )
    facts = {"stage": [last.stage if last else None, step.stage], "since": step.since.isoformat(), "rulebook": machine.version}
    record(_subject(site), reason=step.reason, facts=facts)
    return entered


@deed("places:figure:record")
def record_figure(*, site: Site, stated: StatedFigure, actor: Actor, source: SourceRef = NO_SOURCE) -> SiteFigure:
    """Note a figure as a source states it.

    Raises:
        NotPermittedError: the actor is not responsible for the site.
        SaidAlreadyError: the same figure of the same source stands there.
    """
    policy.may_edit_site(actor, site).require()
    said = {"kind": stated.kind, "value": stated.value, "as_of": stated.as_of, **_said_by(source)}
    if site.figures.filter(**said).exists():
        raise SaidAlreadyError(stated.kind, str(stated.value))
    figure = site.figures.create(exactness=stated.exactness, **said)
    record(_subject(site), facts={"kind": str(stated.kind), "value": stated.value, "as_of": _written(stated.as_of)})
    return figure


@deed("places:area:designate")
def designate_area(
    *, site: Site, boundary: Boundary, resolution: Resolution, actor: Actor, now: datetime, source: SourceRef = NO_SOURCE
) -> FundingArea:
    """Enter the next version of the boundary with the resolution behind it; the versions before stay as they are.

    Raises:
        NotPermittedError: the actor may not designate the area.
        InvalidGeometryError, SwappedAxesError, OutsideGermanyError: the polygon is not sound or not here.
        AreaWithoutExtentError, BeforeResolutionError, ResolutionInFutureError, VersionTooEarlyError:
            see ``core.boundaries.check_version``.
    """
    policy.may_designate_area(actor, site).require()
    # Two uploads at once must not become the same version.
    Site.objects.select_for_update().get(pk=site.pk)
    _check_polygon(boundary.geometry)
    last = site.funding_areas.defer("geometry").order_by("-version").first()
    area_m2 = geo.area_m2(boundary.geometry)
    boundaries.check_version(
        area_m2=area_m2,
        valid_from=resolution.valid_from,
        resolved_on=resolution.resolved_on,
        last_valid_from=last.valid_from if last else None,
        today=timezone.localdate(now),
    )
    area = site.funding_areas.create(
        version=last.version + 1 if last else 1,
        geometry=dict(boundary.geometry),
        computed_area_m2=area_m2,
        legal_basis=resolution.legal_basis,
        valid_from=resolution.valid_from,
        resolved_on=resolution.resolved_on,
        resolved_by=resolution.resolved_by,
        reference=resolution.reference,
        repaired=boundary.repaired,
        file_crs=boundary.file_crs,
        file_sha256=boundary.file_sha256,
        **_said_by(source),
    )
    facts = {"version": area.version, "area_m2": [last.computed_area_m2 if last else None, area_m2], "repaired": boundary.repaired}
    record(_subject(site), facts={**facts, "resolved_on": resolution.resolved_on.isoformat(), "file": boundary.file_sha256})
    return area


@deed("places:contact:add")
def add_contact(*, site: Site, details: ContactDetails, actor: Actor) -> SiteContact:
    """Publish where people can ask.

    Raises:
        NotPermittedError: the actor is not responsible for the site.
    """
    policy.may_edit_site(actor, site).require()
    contact = site.contacts.create(**asdict(details), position=_next_position(site))
    record(_subject(site), facts={"contact": details.title})
    return contact


@deed("places:contact:edit")
def edit_contact(*, contact: SiteContact, details: ContactDetails, actor: Actor) -> None:
    """Let a contact say what is given now; it keeps its place in the order.

    Raises:
        NotPermittedError: the actor is not responsible for the site.
    """
    policy.may_edit_site(actor, contact.site).require()
    given = asdict(details)
    for name, value in given.items():
        setattr(contact, name, value)
    contact.save(update_fields=[*given])
    record(_subject(contact.site), facts={"contact": details.title})


@deed("places:contact:remove")
def remove_contact(*, contact: SiteContact, actor: Actor) -> None:
    """Take a contact off the site.

    Raises:
        NotPermittedError: the actor is not responsible for the site.
    """
    site = contact.site
    policy.may_edit_site(actor, site).require()
    title = contact.title
    contact.delete()
    record(_subject(site), facts={"contact": [title, None]})


@deed("places:list_entry:record")
def record_list_entry(*, site: Site, grant: ListedGrant, actor: Actor, source: SourceRef = NO_SOURCE) -> ProgrammeListEntry:
    """Note what a published programme list gives the site.

    Raises:
        NotPermittedError: the actor does not keep the programme's lists.
        SaidAlreadyError: the year's list names the site already.
    """
    policy.may_keep_programme(actor).require()
    if site.list_entries.filter(programme_year=grant.programme_year).exists():
        raise SaidAlreadyError("programme_year", str(grant.programme_year))
    entry = site.list_entries.create(
        programme_year=grant.programme_year,
        grant_cents=grant.grant_cents,
        list_is_complete=grant.list_is_complete,
        **_said_by(source),
    )
    record(_subject(site), facts={"programme_year": grant.programme_year, "grant_cents": grant.grant_cents})
    return entry


@deed("places:map:keep")
def keep_map_layer(*, code: str, attribution: str, features: Mapping[str, Any], actor: Actor) -> MapLayer:
    """Put a layer, a GeoJSON feature collection, under the maps in place of the one before.

    Raises:
        NotPermittedError: the actor does not keep the programme's places.
    """
    policy.may_keep_programme(actor).require()
    content = json.dumps(features, sort_keys=True).encode()
    values = {"attribution": attribution, "features": dict(features), "content_sha256": hashlib.sha256(content).hexdigest()}
    layer, _made = MapLayer.objects.update_or_create(code=code, defaults=values)
    record(Subject("map_layer", code), facts={"features": len(features.get("features", ())), "attribution": attribution})
    return layer


def _next_position(site: Site) -> int:
    highest: int | None = site.contacts.aggregate(highest=Max("position"))["highest"]
    return 0 if highest is None else highest + 1


def _subject(site: Site) -> Subject:
    return Subject("site", site.code)


def _said_by(source: SourceRef) -> dict[str, str]:
    return {"source": source.title, "source_url": source.url}


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _check_polygon(geometry: geo.Geometry) -> None:
    problem = geo.fault_of(geometry) or geo.doubts_on_place(geometry)
    if problem is not None:
        raise problem
