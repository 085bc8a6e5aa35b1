"""What a rulebook holds, as frozen values.

A *rulebook* is one version of one topic, valid for a period. It holds *values* (a rate, a deadline),
*catalogues* (lists with stable codes), *stage machines* (which stage may follow which) and *mappings*
between catalogues. Everything in it names its *source*, how well that source is known (*evidence*), and
whether it is *confirmed* or only *assumed*.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from quartierwerk.foundation.rulebook.core.tranches import TrancheProfile
from quartierwerk.kernel.period import Period

type Figure = int | Fraction | TrancheProfile

NO_EXTRA: Mapping[str, str] = MappingProxyType({})


class Status(StrEnum):
    """Whether the programme's own sources say so, or we only suppose it."""

    CONFIRMED = "confirmed"
    ASSUMED = "assumed"


class Evidence(StrEnum):
    """How well a source is known; only ``READ`` may carry something confirmed."""

    READ = "read"
    TITLE_ONLY = "title_only"
    OTHER_STATE = "other_state"
    SISTER_PROGRAMME = "sister_programme"
    STATUTE_UNCHECKED = "statute_unchecked"
    COMMON_PRACTICE = "common_practice"
    OWN = "own"


class Unit(StrEnum):
    """What a value is counted in; it decides how the value is written in the file."""

    SHARE = "share"  # 0 to 1, written "2/3"
    FACTOR = "factor"  # above zero, written "3/2" or 2
    PERCENTAGE_POINTS = "percentage_points"
    PERCENT_BY_YEAR = "percent_by_year"  # a list that adds up to exactly 100
    YEARS = "years"
    MONTHS = "months"
    CALENDAR_YEAR = "calendar_year"
    INHABITANTS = "inhabitants"
    INHABITANTS_PER_HECTARE = "inhabitants_per_hectare"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read; ``url`` is empty when no address is known."""

    code: str
    title: str
    url: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Wording:
    """German words and their English twin."""

    de: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the English words for an English page, otherwise the German ones."""
        return self.en if language.startswith("en") and self.en else self.de


NO_WORDING = Wording("", "")


class WrongUnitError(TypeError):
    """A value was asked for in a form its unit does not have."""

    def __init__(self, key: str, unit: Unit) -> None:
        super().__init__(f"{key} is a value in {unit}")
        self.key = key
        self.unit = unit


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value of a rulebook; ``version`` is the code of the rulebook that says so."""

    key: str
    value: Figure
    unit: Unit
    status: Status
    source: Source
    version: str
    wording: Wording = NO_WORDING
    note: Wording = NO_WORDING

    @property
    def whole(self) -> int:
        """Return the value as a whole number.

        Raises:
            WrongUnitError: the value is not one.
        """
        if isinstance(self.value, int):
            return self.value
        raise WrongUnitError(self.key, self.unit)

    @property
    def fraction(self) -> Fraction:
        """Return the value as an exact number.

        Raises:
            WrongUnitError: the value is a profile.
        """
        if isinstance(self.value, int | Fraction):
            return Fraction(self.value)
        raise WrongUnitError(self.key, self.unit)

    @property
    def profile(self) -> TrancheProfile:
        """Return the value as percentages by year.

        Raises:
            WrongUnitError: the value is not a profile.
        """
        if isinstance(self.value, TrancheProfile):
            return self.value
        raise WrongUnitError(self.key, self.unit)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One entry of a list; its code never changes inside a version."""

    code: str
    label: str
    label_en: str
    status: Status
    source: Source
    extra: Mapping[str, str] = NO_EXTRA
    note: Wording = NO_WORDING

    def label_in(self, language: str) -> str:
        """Return the label for a page in this language."""
        return Wording(self.label, self.label_en).in_language(language)


@dataclass(frozen=True)
class Catalogue:
    """A list in its order, as one version of a rulebook has it."""

    code: str
    version: str
    entries: tuple[CatalogueEntry, ...]
    wording: Wording = NO_WORDING
    note: Wording = NO_WORDING

    @cached_property
    def _by_code(self) -> Mapping[str, CatalogueEntry]:
        return MappingProxyType({entry.code: entry for entry in self.entries})

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """German label by code, in the list's order."""
        return MappingProxyType({entry.code: entry.label for entry in self.entries})

    def labels_in(self, language: str) -> dict[str, str]:
        """Return the labels by code for a page in this language, in the list's order."""
        return {entry.code: entry.label_in(language) for entry in self.entries}

    def get(self, code: str) -> CatalogueEntry | None:
        """Return the entry with this code, if the list has it."""
        return self._by_code.get(code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code


@dataclass(frozen=True, slots=True)
class Transition:
    """Which stages may follow one stage, and who says so."""

    leaves: str
    reaches: tuple[str, ...]
    status: Status
    source: Source


@dataclass(frozen=True)
class StageMachine:
    """Stages in their usual order and which may follow which; a last stage has no successor."""

    stages: tuple[str, ...]
    transitions: Mapping[str, frozenset[str]]
    version: str
    code: str = ""
    starts: frozenset[str] = frozenset()
    wording: Wording = NO_WORDING
    sourced_transitions: tuple[Transition, ...] = ()

    def allows(self, leaving: str, reaching: str) -> bool:
        """Tell whether the second stage may follow the first."""
        return reaching in self.transitions.get(leaving, frozenset())


@dataclass(frozen=True, slots=True)
class MappingPair:
    """What one code of a list corresponds to in another list; nothing is an answer too."""

    code: str
    targets: tuple[str, ...]
    status: Status
    source: Source


@dataclass(frozen=True, slots=True)
class CatalogueMapping:
    """Which codes of one list correspond to which of another."""

    from_catalogue: str
    to_catalogue: str
    pairs: tuple[MappingPair, ...]
    version: str
    note: Wording = NO_WORDING

    def targets(self, code: str) -> tuple[str, ...]:
        """Return the corresponding codes; empty when there are none."""
        return next((pair.targets for pair in self.pairs if pair.code == code), ())

    def turned_round(self) -> "CatalogueMapping":
        """Return the same mapping read from the other list; a pair is assumed when one of its parts is."""
        reached = {target: None for pair in self.pairs for target in pair.targets}
        pairs = tuple(_reversed_pair(target, self.pairs) for target in reached)
        return CatalogueMapping(self.to_catalogue, self.from_catalogue, pairs, self.version, self.note)


def _reversed_pair(target: str, pairs: tuple[MappingPair, ...]) -> MappingPair:
    """Gather every code that leads to the target."""
    leading = tuple(pair for pair in pairs if target in pair.targets)
    weakest = next((pair for pair in leading if pair.status is Status.ASSUMED), leading[0])
    return MappingPair(target, tuple(pair.code for pair in leading), weakest.status, weakest.source)


@dataclass(frozen=True)
class Rulebook:
    """One version of one topic's rules."""

    code: str
    topic: str
    wording: Wording
    topic_wording: Wording
    period: Period
    sources: tuple[Source, ...]
    note: Wording = NO_WORDING
    values: tuple[RuleValue, ...] = ()
    catalogues: tuple[Catalogue, ...] = ()
    machines: tuple[StageMachine, ...] = ()
    mappings: tuple[CatalogueMapping, ...] = ()
    order: int = field(default=100)

    @property
    def valid_from(self) -> date:
        """First day on which the version applies."""
        return self.period.begins_on

    @property
    def valid_until(self) -> date | None:
        """Last day on which it applies; none while it is in force."""
        return self.period.ends_on

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Return the status of everything the version says, one each."""
        return (
            *(value.status for value in self.values),
            *(entry.status for catalogue in self.catalogues for entry in catalogue.entries),
            *(transition.status for machine in self.machines for transition in machine.sourced_transitions),
            *(pair.status for mapping in self.mappings for pair in mapping.pairs),
        )
