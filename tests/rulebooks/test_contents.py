"""The shipped rules: what the programme's sources say, word for word where it matters, and nothing dressed up."""

from datetime import date
from itertools import chain

import pytest

from quartierwerk.foundation.rulebook import queries as rules

TODAY = date(2026, 11, 22)


def everything_sourced():
    for book in rules.all_versions():
        machines = chain.from_iterable(machine.sourced_transitions for machine in book.machines)
        pairs = chain.from_iterable(mapping.pairs for mapping in book.mappings)
        entries = chain.from_iterable(catalogue.entries for catalogue in book.catalogues)
        for rule in chain(book.values, entries, machines, pairs):
            yield book.code, rule


def test_everything_shipped_names_its_source():
    assert [code for code, rule in everything_sourced() if not rule.source.title] == []


def test_confirmed_means_read_in_the_source():
    assert {rule.source.evidence for _, rule in everything_sourced() if rule.status == "confirmed"} == {"read"}


def test_every_confirmed_source_but_the_programme_text_has_an_address():
    without = {(code, rule.source.code) for code, rule in everything_sourced() if rule.status == "confirmed" and not rule.source.url}

    assert without == {("programme_text", "text")}


def test_everything_has_german_and_english_words():
    missing = [
        (book.code, words)
        for book in rules.all_versions()
        for words in chain(
            [book.wording, book.topic_wording],
            (value.wording for value in book.values),
            (catalogue.wording for catalogue in book.catalogues),
            (machine.wording for machine in book.machines),
        )
        if not (words.de and words.en)
    ]

    assert missing == []


def test_programme_text_has_its_nine_fields_in_its_order():
    assert list(rules.catalogue("action_fields.programme_text", on=TODAY).labels.items()) == [
        ("housing", "Wohnen"),
        ("employment", "Beschäftigung"),
        ("qualification", "Qualifizierung"),
        ("school_youth", "Schule und Jugendhilfe"),
        ("social_affairs", "Soziales"),
        ("culture", "Kultur"),
        ("economy", "Wirtschaft"),
        ("health", "Gesundheit"),
        ("integration", "Integration"),
    ]


def test_hessen_has_ten_confirmed_fields():
    fields = rules.catalogue("action_fields.hessen_10", on=TODAY)

    assert [entry.status for entry in fields.entries] == ["confirmed"] * 10


def test_mapping_of_fields_reaches_every_field_of_the_programme_text():
    mapping = rules.mapping("action_fields.programme_text", "action_fields.hessen_10", on=TODAY)

    assert [pair.code for pair in mapping.pairs] == list(rules.catalogue("action_fields.programme_text", on=TODAY).labels)


def test_concept_has_twelve_chapters_and_says_which_are_required():
    chapters = rules.catalogue("concept_chapters", on=TODAY)

    assert len(chapters.entries) == 12
    assert {entry.code: entry.extra["required"] for entry in chapters.entries if entry.extra["required"] == "no"} == {
        "introduction": "no",
        "funding_mix": "no",
        "monitoring": "no",
        "updating": "no",
    }


def test_cost_groups_of_the_funding_database_are_confirmed_and_their_letters_assumed():
    groups = rules.catalogue("cost_groups", on=TODAY)
    letters = rules.mapping("cost_groups", "cost_letters", on=TODAY)

    assert sum(entry.source.code == "funding_database" for entry in groups.entries) == 18
    assert [pair.code for pair in letters.pairs] == [entry.code for entry in groups.entries]
    assert all(len(pair.targets) == 1 and pair.status == "assumed" for pair in letters.pairs)


def test_financing_sources_have_the_codes_amounts_are_stored_under():
    assert tuple(rules.catalogue("financing_sources", on=TODAY).labels) == (
        "federal",
        "state",
        "municipality",
        "third_party",
        "eu",
        "other_federal",
        "other_state",
        "measure_income",
    )


def test_federal_status_has_four_confirmed_values():
    status = rules.catalogue("funding_status", on=TODAY)

    assert [(entry.label, entry.status) for entry in status.entries] == [
        ("laufend", "confirmed"),
        ("ruhend", "confirmed"),
        ("ausfinanziert", "confirmed"),
        ("abgerechnet", "confirmed"),
    ]


@pytest.mark.parametrize("name", ["site_stages", "cost_letters"])
def test_lists_of_our_own_are_all_assumed(name):
    assert {entry.status for entry in rules.catalogue(name, on=TODAY).entries} == {"assumed"}


def test_duration_of_an_overall_measure_is_a_setting():
    assert rules.value("funding.duration_years_max", on=TODAY).whole == 10
    assert rules.value("deadline.redevelopment_years_max", on=TODAY).whole == 15
    assert rules.value("deadline.redevelopment_years_max", on=TODAY).status == "assumed"


def test_own_plausibility_settings_are_never_confirmed():
    assert {value.status for value in rules.version("plausibility_1").values} == {"assumed"}
