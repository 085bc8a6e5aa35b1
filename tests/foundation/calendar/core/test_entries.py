"""What we write is read back equal by the library."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from quartierwerk.foundation.calendar.core.entries import DAY, Entry, fingerprint, written

NUMBER = UUID("00000000-0000-4000-8000-000000000001")
CHANGED = datetime(2027, 3, 3, 10, 30, 5, tzinfo=UTC)
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300)


def entry(**given):
    return Entry(
        **{"uid": NUMBER, "on": date(2027, 3, 28), "title": "Frist", "address": "https://q.invalid/x/", "changed": CHANGED} | given
    )


def read_back(file):
    calendar = Calendar.from_ical(file)
    return calendar, list(calendar.walk("VEVENT"))


@given(
    st.dates(date(1971, 1, 1), date(2200, 12, 30)),
    LINES,
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=300),
    st.integers(0, 10_000),
    st.booleans(),
)
def test_every_entry_is_read_back_equal(on, title, note, sequence, is_cancelled):
    file = written(
        "Mein Kalender",
        [entry(on=on, title=title, note=note, sequence=sequence, is_cancelled=is_cancelled, kind="Frist, ä")],
        host="q.invalid",
    )

    _calendar, [event] = read_back(file)
    assert event["UID"] == f"{NUMBER}@q.invalid"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (on, on + DAY)
    assert event["SUMMARY"] == title
    assert event.get("DESCRIPTION", "") == note
    assert (event["SEQUENCE"], event["STATUS"]) == (sequence, "CANCELLED" if is_cancelled else "CONFIRMED")
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == CHANGED
    assert [str(each) for each in event["CATEGORIES"].cats] == ["Frist, ä"]
    assert event["URL"] == "https://q.invalid/x/"


@given(LINES)
def test_lines_are_as_short_as_the_standard_asks(title):
    file = written(title, [entry(title=title)], host="q.invalid")

    assert file.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")


def test_a_day_makes_nobody_busy_and_has_no_hour():
    file = written("x", [entry()], host="q.invalid")

    assert b"DTSTART;VALUE=DATE:20270328\r\n" in file
    assert b"DTEND;VALUE=DATE:20270329\r\n" in file
    assert b"TRANSP:TRANSPARENT\r\n" in file


def test_the_calendar_says_what_it_is_and_when_to_ask_again():
    calendar, events = read_back(written("Büro, Süd", [], host="q.invalid"))

    assert events == []
    assert (calendar["VERSION"], calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("2.0", "PUBLISH", "Büro, Süd")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in written("x", [], host="q.invalid")


def test_the_same_entries_give_the_same_file_and_others_another():
    first, again = (written("x", [entry()], host="q.invalid") for _ in range(2))
    changed = written("x", [entry(sequence=1)], host="q.invalid")

    assert first == again
    assert fingerprint(first) == fingerprint(again) != fingerprint(changed)


@pytest.mark.parametrize("words", ["a\r\nATTENDEE:x", "a\nBEGIN:VEVENT", "a\r\n\r\nEND:VCALENDAR"])
def test_words_add_no_line_of_their_own(words):
    _calendar, events = read_back(written(words, [entry(title=words, note=words, kind=words)], host="q.invalid"))

    assert len(events) == 1
    assert "ATTENDEE" not in events[0]
