"""Rules in words, row by row."""

from datetime import date

import pytest
from django.utils import translation

from quartierwerk.foundation.rulebook import listing
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.rulebook.core.values import Evidence, Source, Status

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


def row(label, source):
    return listing.Row(label, "", "", Status.ASSUMED, Source(source, source, "", Evidence.OWN))


def test_rows_that_follow_one_another_share_their_source():
    rows = listing.share_sources([row("a", "law"), row("b", "law"), row("c", "own"), row("d", "law")])

    assert [(each.label, each.source_span) for each in rows] == [("a", 2), ("b", 0), ("c", 1), ("d", 1)]


def test_section_holds_one_row_for_everything_a_version_says():
    for book in rules.in_force(TODAY):
        drawn = listing.section(book)

        unmapped = sum(row.content == "keine Entsprechung" for row in drawn.rows)
        assert len(drawn.rows) - unmapped == len(book.statuses)


def test_section_of_the_assumed_shares_sources_only_among_what_is_shown():
    drawn = listing.section(rules.version("rilise_2023"), only_assumed=True)

    for group in drawn.groups:
        assert sum(row.source_span for row in group.rows) == len(group.rows)
        assert {row.status for row in group.rows} == {Status.ASSUMED}


def test_versions_without_anything_assumed_are_left_out():
    only_confirmed = [book.code for book in rules.in_force(TODAY) if "assumed" not in book.statuses]

    shown = {section.rulebook.code for section in listing.sections(rules.in_force(TODAY), only_assumed=True)}

    assert only_confirmed == ["hessen_fields_today", "neighbourhood_fund_1"]
    assert shown == {book.code for book in rules.in_force(TODAY)} - set(only_confirmed)


def test_stages_are_written_with_their_labels():
    [_list, _steps, machine] = listing.section(rules.version("site_stages_1")).groups

    assert [(row.label, row.content) for row in machine.rows][:2] == [
        ("Anfrage", "→ beworben"),
        ("beworben", "→ ausgewählt oder nicht ausgewählt"),
    ]
