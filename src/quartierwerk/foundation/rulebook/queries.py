"""The rules in force on a day; rooms call this module ``rules``."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from quartierwerk.foundation.rulebook.core.funding import GrantRates, RateBounds
from quartierwerk.foundation.rulebook.core.shelf import NoRuleOnDayError, UnknownRuleError
from quartierwerk.foundation.rulebook.core.tranches import TrancheProfile
from quartierwerk.foundation.rulebook.core.values import (
    Catalogue,
    CatalogueEntry,
    CatalogueMapping,
    Rulebook,
    RuleValue,
    StageMachine,
    Status,
)
from quartierwerk.foundation.rulebook.loader import shelf
from quartierwerk.foundation.ui.content import german
from quartierwerk.foundation.ui.figures import is_english

__all__ = [
    "Catalogue",
    "CatalogueEntry",
    "CatalogueMapping",
    "NoRuleOnDayError",
    "RuleValue",
    "Rulebook",
    "StageMachine",
    "Status",
    "UnknownRuleError",
    "all_versions",
    "catalogue",
    "grant_rates",
    "in_force",
    "in_page_language",
    "last_labels",
    "mapping",
    "rate_bounds",
    "stage_machine",
    "tranche_profile",
    "value",
    "version",
]

SITE_STAGES = "site_stages"
FUNDING_STATUS = "funding_status"


def all_versions() -> tuple[Rulebook, ...]:
    """Return every version of every rulebook, by topic and then by age."""
    return shelf().rulebooks


def in_force(on: date) -> tuple[Rulebook, ...]:
    """Return the versions in force on the day, at most one of each topic."""
    return shelf().in_force(on)


def version(code: str) -> Rulebook:
    """Return the version with this code.

    Raises:
        UnknownRuleError: there is none.
    """
    return shelf().version(code)


def value(key: str, on: date) -> RuleValue:
    """Return the value in force on the day.

    Raises:
        UnknownRuleError: no version has such a key.
        NoRuleOnDayError: no version with it is in force on the day.
    """
    return shelf().value(key, on)


def catalogue(name: str, on: date) -> Catalogue:
    """Return the list in force on the day; raises like ``value``."""
    return shelf().catalogue(name, on)


def last_labels(name: str) -> dict[str, str]:
    """Return every code any version of the list has had, with the label it had last."""
    lists = (listed for book in shelf().rulebooks for listed in book.catalogues if listed.code == name)
    return {entry.code: entry.label for listed in lists for entry in listed.entries}


def stage_machine(on: date, name: str = SITE_STAGES) -> StageMachine:
    """Return the stages of an overall measure, or another machine by name, in force on the day; raises like ``value``."""
    return shelf().stage_machine(name, on)


def mapping(from_catalogue: str, to_catalogue: str, on: date) -> CatalogueMapping:
    """Return which codes of one list correspond to which of another, in either direction; raises like ``value``."""
    return shelf().mapping(from_catalogue, to_catalogue, on)


def tranche_profile(on: date) -> TrancheProfile:
    """Return the percentages in which a programme year's commitment becomes cash; raises like ``value``."""
    return value("tranches.profile", on).profile


def grant_rates(on: date) -> GrantRates:
    """Return the shares federation and state pay as a rule; raises like ``value``."""
    return GrantRates(value("funding.share_federal", on).fraction, value("funding.share_state", on).fraction)


def rate_bounds(on: date) -> RateBounds:
    """Return the highest funding rate and the smallest own share; raises like ``value``."""
    return RateBounds(value("funding.rate_max", on).fraction, value("funding.own_share_min", on).fraction)


@cache
def _english_labels() -> Mapping[str, str]:
    """Return the English twin of every label of every list; where versions differ, the newest says so."""
    catalogues = (listed for book in sorted(all_versions(), key=lambda book: book.valid_from) for listed in book.catalogues)
    return MappingProxyType({entry.label: entry.label_en for listed in catalogues for entry in listed.entries if entry.label_en})


def in_page_language(label: str) -> str:
    """Return a list's German label in the language of the page; one that no list translates comes marked as German.

    Resolved contents keep the German label only, so the label itself is what it is looked up by.
    """
    if not is_english():
        return label
    return _english_labels().get(label) or german(label)
