"""When published figures on a site do not fit together: doubts, never refusals.

Thresholds are settings of the rulebook and handed in. A missing figure raises no doubt.

Source: lessons of the published Hessian lists (one area is off by a factor of eight); invariants I-29
(duration) and I-31 (population of the area at most that of the municipality).
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

SQUARE_METRES_PER_HECTARE = 10_000


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when on a figure stands out.

    ``area_factor`` is the highest ratio of two areas, ``density_max`` inhabitants per hectare,
    ``share_max`` the highest share of the municipality's inhabitants, ``years_max`` whole years.
    """

    area_factor: Fraction
    density_max: int
    share_max: Fraction
    years_max: int


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What is known of a site; ``None`` where nothing is.

    Shapes and units: areas in whole square metres, inhabitants in people.
    """

    stated_m2: int | None = None
    drawn_m2: int | None = None
    inhabitants: int | None = None
    municipality_inhabitants: int | None = None
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class AreasApart:
    """The stated and the drawn area differ by more than the factor."""

    stated_m2: int
    drawn_m2: int
    factor: Fraction


@dataclass(frozen=True, slots=True)
class MoreThanMunicipality:
    """More people live in the area than its share of the municipality may be."""

    inhabitants: int
    municipality_inhabitants: int
    share_max: Fraction


@dataclass(frozen=True, slots=True)
class TooDense:
    """More people per hectare than is to be believed."""

    inhabitants: int
    area_m2: int
    density_max: int


@dataclass(frozen=True, slots=True)
class RunsLong:
    """The overall measure runs longer than the guideline's period."""

    years: int
    years_max: int


type Doubt = AreasApart | MoreThanMunicipality | TooDense | RunsLong


def doubts_on(facts: SiteFacts, *, thresholds: Thresholds, today: date) -> tuple[Doubt, ...]:
    """Return everything about the site that stands out."""
    found = (_areas(facts, thresholds), _share(facts, thresholds), _density(facts, thresholds), _duration(facts, thresholds, today))
    return tuple(doubt for doubt in found if doubt is not None)


def _areas(facts: SiteFacts, thresholds: Thresholds) -> AreasApart | None:
    if not facts.stated_m2 or not facts.drawn_m2:
        return None
    larger, smaller = max(facts.stated_m2, facts.drawn_m2), min(facts.stated_m2, facts.drawn_m2)
    factor = Fraction(larger, smaller)
    return AreasApart(facts.stated_m2, facts.drawn_m2, factor) if factor > thresholds.area_factor else None


def _share(facts: SiteFacts, thresholds: Thresholds) -> MoreThanMunicipality | None:
    if not facts.inhabitants or not facts.municipality_inhabitants:
        return None
    if facts.inhabitants <= facts.municipality_inhabitants * thresholds.share_max:
        return None
    return MoreThanMunicipality(facts.inhabitants, facts.municipality_inhabitants, thresholds.share_max)


def _density(facts: SiteFacts, thresholds: Thresholds) -> TooDense | None:
    area = facts.drawn_m2 or facts.stated_m2
    if not area or not facts.inhabitants:
        return None
    if facts.inhabitants * SQUARE_METRES_PER_HECTARE <= thresholds.density_max * area:
        return None
    return TooDense(facts.inhabitants, area, thresholds.density_max)


def _duration(facts: SiteFacts, thresholds: Thresholds, today: date) -> RunsLong | None:
    if facts.begins_on is None:
        return None
    until = facts.ends_on or today
    years = until.year - facts.begins_on.year - ((until.month, until.day) < (facts.begins_on.month, facts.begins_on.day))
    return RunsLong(years, thresholds.years_max) if years > thresholds.years_max else None
