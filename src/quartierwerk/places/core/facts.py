"""What is said about a place, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Phase(StrEnum):
    """Groups of stages for pictures; ``UNKNOWN`` where no source names a stage."""

    PREPARING = "preparing"
    DELIVERING = "delivering"
    CONSOLIDATING = "consolidating"
    ENDING = "ending"
    UNKNOWN = "unknown"


PHASES: dict[str, Phase] = {
    "enquiry": Phase.PREPARING,
    "applied": Phase.PREPARING,
    "not_selected": Phase.ENDING,
    "selected": Phase.PREPARING,
    "admitted": Phase.PREPARING,
    "preparing": Phase.PREPARING,
    "in_delivery": Phase.DELIVERING,
    "consolidating": Phase.CONSOLIDATING,
    "closing": Phase.ENDING,
    "closed": Phase.ENDING,
    "aftercare": Phase.ENDING,
}


def phase_of(stage: str) -> Phase:
    """Return the group of the stage; a stage this list does not know, or none, is unknown."""
    return PHASES.get(stage, Phase.UNKNOWN)


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a fact was read: words, and an address where there is one."""

    title: str = ""
    url: str = ""


NO_SOURCE = SourceRef()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The decision behind a boundary, as the paper says it."""

    legal_basis: str
    valid_from: date
    resolved_on: date
    resolved_by: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class MunicipalityFacts:
    """A municipality to be entered; no ``ags`` where a published name fits two places.

    ``outline`` is a GeoJSON geometry in WGS 84.
    """

    code: str
    name: str
    ags: str | None = None
    county: str = ""
    state: str = "Hessen"
    note: str = ""
    is_example: bool = False
    outline: Mapping[str, Any] | None = None
    outline_attribution: str = ""


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site to be entered; ``named_since`` is the first day for which a source shows the name."""

    code: str
    name: str
    named_since: date
    description: str = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammePeriod:
    """A site's time in a programme; a date that no source names is open. Precisions: day, month, year, at_least."""

    programme: str
    begins_on: date | None = None
    begins_precision: str = "year"
    ends_on: date | None = None
    ends_precision: str = "year"


@dataclass(frozen=True, slots=True)
class StageStep:
    """A stage reached on a day; a step back needs a reason."""

    stage: str
    since: date
    precision: str = "day"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as a source states it: area in square metres, inhabitants or dwellings."""

    kind: str
    value: int
    exactness: str = "exact"
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Boundary:
    """A polygon in WGS 84 and the file it came from."""

    geometry: Mapping[str, Any]
    repaired: bool = False
    file_crs: str = ""
    file_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """Where people can ask."""

    title: str
    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class ListedGrant:
    """What a published list gives a site in a programme year; ``list_is_complete`` where the whole list is known."""

    programme_year: int
    grant_cents: int
    list_is_complete: bool = True
