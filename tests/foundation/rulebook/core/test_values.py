"""Values, lists, stages and mappings answer what rooms ask them."""

from fractions import Fraction

import pytest

from quartierwerk.foundation.rulebook.core.tranches import TrancheProfile
from quartierwerk.foundation.rulebook.core.values import (
    Catalogue,
    CatalogueEntry,
    CatalogueMapping,
    Evidence,
    MappingPair,
    RuleValue,
    Source,
    StageMachine,
    Status,
    Unit,
    Wording,
    WrongUnitError,
)

READ = Source("read", "Gelesen", "https://example.org", Evidence.READ)
OWN = Source("own", "Eigen", "", Evidence.OWN)


def value(figure, unit):
    return RuleValue("a.key", figure, unit, Status.CONFIRMED, READ, "book")


def test_value_is_handed_out_in_the_form_of_its_unit():
    profile = TrancheProfile((Fraction(100),))

    assert value(10, Unit.YEARS).whole == 10
    assert value(10, Unit.YEARS).fraction == 10
    assert value(Fraction(2, 3), Unit.SHARE).fraction == Fraction(2, 3)
    assert value(profile, Unit.PERCENT_BY_YEAR).profile is profile


def test_value_refuses_a_form_its_unit_does_not_have():
    profile = value(TrancheProfile((Fraction(100),)), Unit.PERCENT_BY_YEAR)

    with pytest.raises(WrongUnitError, match=r"a\.key is a value in share"):
        _ = value(Fraction(2, 3), Unit.SHARE).whole
    with pytest.raises(WrongUnitError):
        _ = profile.fraction
    with pytest.raises(WrongUnitError):
        _ = value(10, Unit.YEARS).profile


def test_catalogue_finds_its_entries_in_both_languages():
    entry = CatalogueEntry("housing", "Wohnen", "Housing", Status.CONFIRMED, READ)
    fields = Catalogue("fields", "book", (entry,))

    assert fields.get("housing") is entry
    assert fields.get("sport") is None
    assert "housing" in fields
    assert "sport" not in fields
    assert dict(fields.labels) == {"housing": "Wohnen"}
    assert fields.labels_in("en-gb") == {"housing": "Housing"}
    assert fields.labels_in("de") == {"housing": "Wohnen"}


def test_wording_without_english_stays_german():
    assert Wording("Wohnen", "").in_language("en") == "Wohnen"


def test_machine_allows_only_declared_steps():
    machine = StageMachine(("a", "b"), {"a": frozenset({"b"}), "b": frozenset()}, "book")

    assert machine.allows("a", "b")
    assert not machine.allows("b", "a")
    assert not machine.allows("x", "a")


def test_mapping_reads_from_both_sides_and_stays_assumed_where_one_part_is():
    mapping = CatalogueMapping(
        "nine",
        "ten",
        (
            MappingPair("employment", ("economy",), Status.CONFIRMED, READ),
            MappingPair("social", ("education", "economy"), Status.ASSUMED, OWN),
        ),
        "book",
    )

    turned = mapping.turned_round()

    assert mapping.targets("social") == ("education", "economy")
    assert mapping.targets("sport") == ()
    assert (turned.from_catalogue, turned.to_catalogue) == ("ten", "nine")
    assert turned.pairs == (
        MappingPair("economy", ("employment", "social"), Status.ASSUMED, OWN),
        MappingPair("education", ("social",), Status.ASSUMED, OWN),
    )
