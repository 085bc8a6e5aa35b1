"""The German headings of an import: each leads to one value, whatever the language of the pages."""

import pytest
from django.utils import translation

from quartierwerk.concepts.core.import_values import FINANCING
from quartierwerk.concepts.imports.columns import Lists, goal_columns, measure_columns
from quartierwerk.concepts.models import Measure
from quartierwerk.foundation.tables.core.values import fold
from quartierwerk.foundation.tables.mapping import Kind, Per

LISTS = Lists(
    fields={"housing": "Wohnen", "culture": "Kultur"},
    cost_groups={"open_space": "Freiflächen"},
    sources={"federal": "Bund", "municipality": "Kommune", "eu": "Europäische Union", "lottery": "Lotterie"},
)


def named(columns):
    return {column.header: column for column in columns}


@pytest.mark.parametrize("columns", [goal_columns(), measure_columns(LISTS)], ids=["goals", "measures"])
def test_no_heading_and_no_other_word_for_it_means_two_things(columns):
    meant = {}
    for column in columns:
        for word in {fold(word) for word in (column.header, *column.aliases)}:
            meant.setdefault(word, set()).add(column.key)

    assert {word: keys for word, keys in meant.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("columns", [goal_columns(), measure_columns(LISTS)], ids=["goals", "measures"])
def test_the_number_alone_is_required(columns):
    assert [column.header for column in columns if column.required] == ["Nummer"]
    assert len({column.key for column in columns}) == len(columns)


def test_money_stands_once_a_year_and_indicators_one_beside_the_other():
    columns = measure_columns(LISTS)

    assert [column.header for column in columns if column.per is Per.YEAR] == ["Kosten", "Bund", "Kommune", "EU", "Lotterie"]
    assert [column.header for column in columns if column.per is Per.NUMBER] == [
        "Indikator", "Einheit", "Ausgangswert", "Zielwert", "bis Jahr",
    ]  # fmt: skip
    assert all(column.kind is Kind.MONEY for column in columns if column.per is Per.YEAR)


def test_a_source_the_rulebook_adds_later_is_headed_by_its_label():
    columns = named(measure_columns(LISTS))

    assert columns["Lotterie"].key == f"{FINANCING}lottery"
    assert "Europäische Union" in columns["EU"].aliases
    assert {"Gemeinde", "Eigenanteil"} <= set(columns["Kommune"].aliases)


@pytest.mark.parametrize(
    ("header", "typed", "code"),
    [
        ("Hauptfeld", "wohnen", "housing"),
        ("Kostengruppe", "FREIFLÄCHEN", "open_space"),
        ("Ziel des Programms", "Aufwertung", "upgrading"),
        ("Ziel des Programms", "nachhaltige Kooperation", "cooperation"),
        ("Ziel des Programms", "beides", "both"),
        ("Investiv", "nicht investiv", "no"),
        ("Investiv", "baulich", "yes"),
        ("Priorität", "1", "I"),
        ("Priorität", "später", "III"),
        ("Stand", "läuft", "running"),
    ],
)
def test_the_words_of_a_list_lead_to_their_codes(header, typed, code):
    assert named(measure_columns(LISTS))[header].choices.find(typed) == code


@pytest.mark.parametrize("language", ["de", "en"])
def test_headings_and_words_are_german_in_every_language_of_the_pages(language):
    with translation.override(language):
        columns = named(measure_columns(LISTS))

    assert list(columns["Stand"].choices.labels.values()) == ["Idee", "geplant", "beantragt", "bewilligt", "läuft", "fertig", "aufgegeben"]
    assert set(columns["Stand"].choices.labels) == set(Measure.State.values)
    assert list(columns["Ziel des Programms"].choices.labels.values()) == ["Aufwertung", "Kooperation", "beides"]


def test_lists_nobody_filled_leave_their_columns_without_words():
    columns = named(measure_columns(Lists()))

    assert columns["Hauptfeld"].choices.labels == {}
    assert [header for header, column in columns.items() if column.per is Per.YEAR] == ["Kosten"]
