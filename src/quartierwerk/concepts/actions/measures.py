"""Deeds on measures: the sheet, the money, the place, the photographs."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from quartierwerk.concepts import policy
from quartierwerk.concepts.actions.locks import hold, hold_measure
from quartierwerk.concepts.actions.numbering import renumber_measures
from quartierwerk.concepts.core.changes import AlreadyShownError, CodeTakenError, GoneMeanwhileError, check_version, differences
from quartierwerk.concepts.core.measure_sheet import Money, PhotoDetails, Sheet, check_money, check_sheet
from quartierwerk.concepts.models import ActionConcept, Measure, MeasureIndicator, MeasureParty, MeasurePhoto, PlannedCost, PlannedFinancing
from quartierwerk.concepts.queries import resolved_slugs
from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.files.models import StoredFile
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.people.models import OrganisationName

_OWN_COLUMNS = (
    "code", "title", "description", "main_field", "aim", "investive", "cost_group", "starts_on", "ends_on", "priority", "state",
    "place_note", "outside_reason", "participation_done", "follow_up_cost_cents", "follow_up_cost_note",
)  # fmt: skip
_PAGES = ("neu",)  # addresses beside the measures


@deed("concepts:measure:save")
def save_measure(*, concept: ActionConcept, measure: Measure | None, sheet: Sheet, expected_version: int | None, actor: Actor) -> Measure:
    """Add a measure, or change its sheet; the slug of a measure never changes.

    Raises:
        CodeTakenError: another measure of the concept has this number.
        BackwardScheduleError: it ends before it begins.
        ChangedMeanwhileError, GoneMeanwhileError: somebody else saved it, or took it out, after the form was opened.
    """
    policy.may_edit(actor, concept).require()
    check_sheet(sheet)
    if measure is None:
        hold(concept)
    else:
        hold_measure(measure)
        measure = Measure.objects.select_related("concept__site").get(pk=measure.pk)
        check_version(expected=expected_version, found=measure.version)
    others = concept.measures.exclude(pk=measure.pk) if measure else concept.measures.all()
    if others.filter(code=sheet.code).exists():
        raise CodeTakenError(sheet.code)
    saved, changed = write_sheet(concept, measure, sheet, taken=() if measure else resolved_slugs(concept))
    renumber_measures(concept)
    record(saved.subject, facts=changed)
    return saved


def write_sheet(
    concept: ActionConcept, measure: Measure | None, sheet: Sheet, *, taken: Collection[str]
) -> tuple[Measure, dict[str, list[Any]]]:
    """Write a checked sheet and return the measure with its changes; part of a deed.

    ``taken`` are slugs of resolved revisions: a new measure gets none of them.
    """
    saved = measure or Measure(concept=concept, slug=free_slug(concept, sheet.code, taken=taken), version=0)
    old = {column: _plain(getattr(saved, column)) for column in _OWN_COLUMNS} if measure else {}
    for column in _OWN_COLUMNS:
        setattr(saved, column, getattr(sheet, column))
    changed = differences(old, {column: _plain(getattr(sheet, column)) for column in _OWN_COLUMNS})
    if tuple(saved.other_fields) != sheet.other_fields:
        changed["other_fields"] = [list(saved.other_fields), list(sheet.other_fields)]
    saved.other_fields = list(sheet.other_fields)
    saved.version += 1
    saved.save()
    saved.goals.set(concept.goals.filter(code__in=sheet.goals))
    _write_parties(saved, sheet)
    _write_indicators(saved, sheet)
    return saved, changed


def free_slug(concept: ActionConcept, code: str, *, taken: Collection[str] = ()) -> str:
    """Return an address for a new measure that no other measure of the concept has, nor one of those taken.

    A slug stays with its measure for ever: the public finds resolved measures and their photographs by it.
    """
    base = slugify(code)[:34].strip("-_") or "massnahme"
    others = set(concept.measures.filter(Q(slug=base) | Q(slug__startswith=f"{base}-")).values_list("slug", flat=True))
    others |= {*taken, *_PAGES}
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(others) + 3))) if slug not in others)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _write_parties(measure: Measure, sheet: Sheet) -> None:
    wanted = dict.fromkeys(sheet.parties)
    for party in measure.parties.all():
        if (party.part, party.name) in wanted:
            del wanted[party.part, party.name]
        else:
            party.delete()
    names = {name for _, name in wanted}
    known = dict(OrganisationName.objects.filter(name__in=names).values_list("name", "organisation_id")) if names else {}
    for part, name in wanted:
        MeasureParty.objects.create(measure=measure, part=part, name=name, organisation_id=known.get(name))


def _write_indicators(measure: Measure, sheet: Sheet) -> None:
    measure.indicators.exclude(name__in=[indicator.name for indicator in sheet.indicators]).delete()
    for indicator in sheet.indicators:
        MeasureIndicator.objects.update_or_create(
            measure=measure,
            name=indicator.name,
            defaults={
                "unit": indicator.unit,
                "baseline": indicator.baseline,
                "target": indicator.target,
                "target_year": indicator.target_year,
            },
        )


@deed("concepts:measure:plan_money")
def plan_money(*, measure: Measure, money: Money, expected_version: int | None, actor: Actor) -> None:
    """Replace the planned cost and financing of a measure.

    Raises:
        NegativeAmountError: an amount is below zero.
        ChangedMeanwhileError, GoneMeanwhileError: somebody else saved the measure, or took it out, after the form was opened.
    """
    policy.may_edit(actor, measure.concept).require()
    check_money(money)
    hold_measure(measure)
    measure.refresh_from_db(fields=("version",))
    check_version(expected=expected_version, found=measure.version)
    changed = write_money(measure, money)
    measure.version += 1
    measure.save(update_fields=["version"])
    record(measure.subject, facts=changed)


def write_money(measure: Measure, money: Money) -> dict[str, list[Any]]:
    """Write planned amounts, zeros left out, and return what changed; part of a deed."""
    costs = {year: cents for year, cents in money.costs.items() if cents}
    financing = {key: cents for key, cents in money.financing.items() if cents}
    old_costs = {cost.budget_year: cost for cost in measure.planned_costs.all()}
    old_parts = {(part.source_code, part.budget_year): part for part in measure.planned_financing.all()}
    changed = {f"cost_{year}": pair for year, pair in _cents(old_costs, costs).items()}
    changed |= {f"{source}_{year}": pair for (source, year), pair in _cents(old_parts, financing).items()}
    measure.planned_costs.exclude(budget_year__in=costs).delete()
    for year, cents in costs.items():
        PlannedCost.objects.update_or_create(measure=measure, budget_year=year, defaults={"amount_cents": cents})
    for key, part in old_parts.items():
        if key not in financing:
            part.delete()
    for (source, year), cents in financing.items():
        PlannedFinancing.objects.update_or_create(measure=measure, source_code=source, budget_year=year, defaults={"amount_cents": cents})
    return changed


def _cents[Key](old: Mapping[Key, Any], new: Mapping[Key, int]) -> dict[Key, list[int]]:
    before = {key: row.amount_cents for key, row in old.items()}
    keys = dict.fromkeys((*before, *new))
    return {key: [before.get(key, 0), new.get(key, 0)] for key in keys if before.get(key, 0) != new.get(key, 0)}


@deed("concepts:measure:place")
def place_measure(*, measure: Measure, geometry: dict[str, Any] | None, actor: Actor) -> None:
    """Say where the measure is: a point, line or area in WGS 84, or nowhere yet.

    Raises:
        GoneMeanwhileError: somebody else took it out meanwhile.
    """
    policy.may_edit(actor, measure.concept).require()
    hold_measure(measure)
    measure.refresh_from_db(fields=("geometry", "version"))
    kinds = [measure.geometry["type"] if measure.geometry else None, geometry["type"] if geometry else None]
    measure.geometry = geometry
    measure.version += 1
    measure.save(update_fields=["geometry", "version"])
    record(measure.subject, facts={"geometry": kinds})


@deed("concepts:measure:remove")
def remove_measure(*, measure: Measure, reason: str, actor: Actor) -> None:
    """Take a measure out of the working copy; resolved revisions keep it.

    Raises:
        GoneMeanwhileError: somebody else took it out before.
    """
    policy.may_edit(actor, measure.concept).require()
    hold_measure(measure)
    record(measure.subject, reason=reason, facts={"title": [measure.title, None]})
    measure.delete()


@deed("concepts:photo:add")
def add_photo(*, measure: Measure, file: StoredFile, details: PhotoDetails, actor: Actor) -> MeasurePhoto:
    """Show a photograph with the measure; description, credit and consent are asked for.

    Raises:
        AlreadyShownError: the measure shows this file already.
        GoneMeanwhileError: somebody else took the measure out meanwhile.
    """
    policy.may_edit(actor, measure.concept).require()
    hold_measure(measure)
    photo, added = MeasurePhoto.objects.get_or_create(measure=measure, file=file, defaults=asdict(details))
    if not added:
        raise AlreadyShownError
    record(measure.subject, facts={"photo": details.alt_text})
    return photo


@deed("concepts:photo:remove")
def remove_photo(*, photo: MeasurePhoto, reason: str, actor: Actor) -> None:
    """Stop showing a photograph.

    Raises:
        GoneMeanwhileError: somebody else took it away before.
    """
    policy.may_edit(actor, photo.measure.concept).require()
    hold_measure(photo.measure)
    if not MeasurePhoto.objects.filter(pk=photo.pk).exists():
        raise GoneMeanwhileError
    record(photo.measure.subject, reason=reason, facts={"photo": [photo.alt_text, None]})
    photo.delete()
