"""What rooms ask: by name and day, on the shipped rulebooks."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.kernel.money import Euro

TODAY = date(2026, 11, 22)
GUIDELINE_DAY = date(2023, 11, 16)
EVE = date(2023, 11, 15)


def test_value_carries_its_version_status_and_source():
    rate = rules.value("funding.rate_max", on=TODAY)

    assert (rate.fraction, rate.unit, rate.status, rate.version) == (Fraction(9, 10), "share", "confirmed", "rilise_2023")
    assert rate.source.url.startswith("https://")


def test_guideline_changes_on_its_day():
    assert rules.value("funding.rate_max", on=EVE).version == "rilise_2017"
    assert rules.value("funding.rate_max", on=EVE).status == "assumed"
    assert rules.value("funding.rate_max", on=GUIDELINE_DAY).version == "rilise_2023"
    assert {"rilise_2017"} == {book.code for book in rules.in_force(EVE)} - {book.code for book in rules.in_force(GUIDELINE_DAY)}


def test_value_of_a_time_nobody_read_about_is_refused():
    with pytest.raises(rules.NoRuleOnDayError):
        rules.value("funding.rate_max", on=date(2012, 8, 15))


@pytest.mark.parametrize("on", [date(1999, 1, 1), date(2008, 6, 1), TODAY])
@pytest.mark.parametrize("name", ["concept_chapters", "cost_groups", "site_stages", "financing_sources", "action_fields.programme_text"])
def test_lists_concepts_are_built_from_hold_in_all_years_of_the_programme(name, on):
    assert rules.catalogue(name, on=on).entries


def test_every_topic_has_one_version_in_force():
    topics = [book.topic for book in rules.in_force(TODAY)]

    assert len(topics) == len(set(topics))
    assert set(topics) == {book.topic for book in rules.all_versions()}


def test_version_is_found_by_its_code():
    assert rules.version("rilise_2017").valid_until == EVE


def test_stage_machine_leads_from_enquiry_to_aftercare():
    machine = rules.stage_machine(on=TODAY)

    reached, frontier = set(machine.starts), set(machine.starts)
    while frontier:
        frontier = {after for stage in frontier for after in machine.transitions[stage]} - reached
        reached |= frontier

    assert reached == set(machine.stages)
    assert [stage for stage in machine.stages if not machine.transitions[stage]] == ["aftercare"]
    assert not machine.allows("applied", "in_delivery")


def test_i_28_federal_status_goes_back_and_forth_only_before_all_is_financed():
    """I-28."""
    machine = rules.stage_machine(on=TODAY, name=rules.FUNDING_STATUS)

    assert machine.allows("running", "dormant")
    assert machine.allows("dormant", "running")
    assert machine.allows("dormant", "fully_financed")
    assert machine.transitions["fully_financed"] == {"settled"}
    assert machine.transitions["settled"] == frozenset()


def test_mapping_reads_in_both_directions():
    there = rules.mapping("action_fields.programme_text", "action_fields.hessen_10", on=TODAY)
    back = rules.mapping("action_fields.hessen_10", "action_fields.programme_text", on=TODAY)

    assert there.targets("economy") == ("local_economy", "local_supply")
    assert back.targets("local_economy") == ("employment", "qualification", "economy")
    assert {pair.status for pair in there.pairs} == {"assumed"}


def test_rates_bounds_and_profile_come_as_values_the_core_works_with():
    assert rules.grant_rates(on=TODAY).together == rules.value("funding.rate_normal", on=TODAY).fraction
    assert rules.rate_bounds(on=TODAY).own_share_min == Fraction(1, 10)
    assert rules.tranche_profile(on=TODAY).percentages == (5, 25, 30, 25, 15)


def test_shares_of_the_normal_case_fit_the_bounds():
    from quartierwerk.foundation.rulebook.core.funding import check_own_share, check_rate, share_cost

    shares = share_cost(Euro.of(900_000), rates=rules.grant_rates(on=TODAY))

    assert (shares.federal, shares.state, shares.municipality) == (Euro.of(300_000), Euro.of(300_000), Euro.of(300_000))
    check_rate(rules.grant_rates(on=TODAY).together, bounds=rules.rate_bounds(on=TODAY))
    check_own_share(shares, bounds=rules.rate_bounds(on=TODAY))


def test_a_code_keeps_the_last_label_a_list_had_for_it(monkeypatch):
    old = SimpleNamespace(code="chapters", entries=[SimpleNamespace(code="a", label="Alt"), SimpleNamespace(code="b", label="Früher")])
    new = SimpleNamespace(code="chapters", entries=[SimpleNamespace(code="a", label="Neu")])
    other = SimpleNamespace(code="others", entries=[SimpleNamespace(code="c", label="Fremd")])
    books = [SimpleNamespace(catalogues=[old]), SimpleNamespace(catalogues=[new, other])]
    monkeypatch.setattr(rules, "shelf", lambda: SimpleNamespace(rulebooks=books))

    assert rules.last_labels("chapters") == {"a": "Neu", "b": "Früher"}
