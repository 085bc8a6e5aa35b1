"""Which day and which words a follow-up may have."""

from datetime import date, timedelta

import pytest

from quartierwerk.foundation.calendar.core import follow_ups as rules

TODAY = date(2028, 2, 29)


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=1), rules.FURTHEST])
def test_a_day_from_today_on_is_taken(ahead):
    assert rules.checked_day(TODAY + ahead, today=TODAY) == TODAY + ahead


@pytest.mark.parametrize(
    ("ahead", "refusal"), [(timedelta(days=-1), rules.DayPassedError), (rules.FURTHEST + timedelta(days=1), rules.TooFarError)]
)
def test_a_day_that_has_passed_or_is_too_far_is_refused(ahead, refusal):
    with pytest.raises(refusal):
        rules.checked_day(TODAY + ahead, today=TODAY)


def test_a_note_is_one_line():
    assert rules.checked_note("  Bescheid\n\t prüfen ") == "Bescheid prüfen"
    assert len(rules.checked_note("ä" * rules.MOST_CHARACTERS)) == rules.MOST_CHARACTERS


def test_a_note_says_something_and_not_too_much():
    with pytest.raises(rules.NoteMissingError):
        rules.checked_note(" \n ")
    with pytest.raises(rules.NoteTooLongError) as refused:
        rules.checked_note("x" * (rules.MOST_CHARACTERS + 1))
    assert refused.value.length == 301
