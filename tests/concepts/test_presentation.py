"""Lists of measures: what stands in a row, what stands out, and what is written where nothing is known."""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts import presentation
from quartierwerk.foundation.ui.listing import written

LABELS = {"housing": "Wohnen"}


@pytest.fixture(autouse=True)
def _german():
    with translation.override("de"):
        yield


@dataclass
class Row:
    slug: str = "m-1"
    code: str = "M 1"
    title: str = "Park & Platz"
    aim: str = "both"
    main_field: str = "housing"
    state: str = "running"
    starts_on: date | None = date(2026, 3, 1)
    ends_on: date | None = date(2028, 1, 1)
    cost_cents: int = 1_234_500
    financing_cents: int = 1_234_500


def table(*rows, count=None, cost=0, financing=0):
    sums = {"count": len(rows) if count is None else count, "cost": cost, "financing": financing}
    return written(presentation.measure_listing("nord", rows, labels=LABELS, sums=sums))


def said(markup):
    return " ".join(unescape(re.sub(r"<(svg)\b.*?</\1>|<[^>]+>", " ", markup, flags=re.DOTALL)).replace("\xa0", " ").split())


def test_a_row_says_what_is_planned_and_leads_to_the_sheet():
    markup = table(Row(), cost=1_234_500, financing=1_234_500)

    assert 'href="/werkbank/standorte/nord/massnahmen/m-1/">M 1 Park &amp; Platz</a>' in markup
    assert "M 1 Park & Platz beides Wohnen läuft 2026–2028 12.345 12.345 Summe, 1 Maßnahme 12.345 12.345" in said(markup)


@pytest.mark.parametrize(
    ("cost", "financing", "stands_out"), [(500, 500, False), (500, 400, True), (400, 500, True), (0, 0, False), (100, 0, True)]
)
def test_what_is_not_financed_to_the_cent_stands_out(cost, financing, stands_out):
    assert ("ist-warn" in table(Row(cost_cents=cost, financing_cents=financing))) == stands_out


def test_a_field_the_list_has_no_more_is_shown_by_its_code():
    assert "vanished" in said(table(Row(main_field="vanished")))


@pytest.mark.parametrize(("count", "line"), [(0, "Summe, 0 Maßnahmen"), (1, "Summe, 1 Maßnahme 0"), (52, "Summe, 52 Maßnahmen")])
def test_the_sum_counts_all_measures_and_not_only_those_on_the_page(count, line):
    assert line in said(table(Row(), count=count))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "german", "english"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024", "2024"),
        (date(2024, 1, 1), date(2026, 6, 30), "2024–2026", "2024–2026"),
        (date(2024, 1, 1), None, "ab 2024", "from 2024"),
        (None, date(2026, 6, 30), "bis 2026", "until 2026"),
        (None, None, "", ""),
    ],
)
def test_a_schedule_is_written_in_years_as_far_as_it_is_known(starts_on, ends_on, german, english):
    written = {}
    for language in ("de", "en"):
        with translation.override(language):
            written[language] = presentation.years(starts_on, ends_on)

    assert written == {"de": german, "en": english}


@given(st.dates(), st.dates())
def test_years_name_the_first_and_the_last_and_no_other(first, last):
    starts_on, ends_on = sorted((first, last))

    found = presentation.years(starts_on, ends_on)

    assert list(dict.fromkeys((str(starts_on.year), str(ends_on.year)))) == found.split("–")


@pytest.mark.parametrize(("cents", "line"), [(None, "k.\xa0A."), (0, "–"), (100, "1"), (149, "1"), (150, "2"), (123_456_700, "1.234.567")])
def test_amounts_are_whole_euros_nothing_is_a_dash_and_the_unknown_says_so(cents, line):
    assert presentation.dashed(cents) == line


def test_english_pages_say_that_a_title_is_german():
    with translation.override("en"):
        markup = table(Row(), cost=1_234_500)

    assert '<span lang="de">M 1 Park &amp; Platz</span>' in markup
    assert "12,345" in markup
