"""Reading calendar files: what is taken, what is left aside, what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.foundation.calendar.core import reading
from quartierwerk.foundation.calendar.core.reading import Appointment, appointments
from quartierwerk.kernel.errors import DomainError


def file(*events, around="BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n"):
    return around.format("".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)).encode()


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ("DTSTART;VALUE=DATE:20270328\r\nSUMMARY:Sitzung", Appointment(date(2027, 3, 28), "Sitzung")),
        ("DTSTART:20270327T230500Z\r\nSUMMARY:Winter", Appointment(date(2027, 3, 28), "Winter", "00:05")),
        ("DTSTART:20270701T220000Z\r\nSUMMARY:Sommer", Appointment(date(2027, 7, 2), "Sommer", "00:00")),
        ("DTSTART;TZID=America/New_York:20270701T190000\r\nSUMMARY:Fern", Appointment(date(2027, 7, 2), "Fern", "01:00")),
        ("DTSTART;TZID=W. Europe Standard Time:20270701T190000\r\nSUMMARY:Outlook", Appointment(date(2027, 7, 1), "Outlook", "19:00")),
        ("DTSTART:20270701T190000\r\nSUMMARY:Ohne Zone", Appointment(date(2027, 7, 1), "Ohne Zone", "19:00")),
        ("DTSTART;VALUE=DATE:20270328\r\nRRULE:FREQ=DAILY\r\nSUMMARY:Täglich", Appointment(date(2027, 3, 28), "Täglich", repeats=True)),
        ("DTSTART;VALUE=DATE:20270328\r\nSUMMARY:a\\, b\\nc", Appointment(date(2027, 3, 28), "a, b c")),
        ("DTSTART;VALUE=DATE:20270328", Appointment(date(2027, 3, 28), "")),
    ],
)
def test_an_appointment_is_read_as_its_day_in_berlin(event, found):
    assert appointments(file(event)) == (found,)


def test_appointments_come_by_day_each_once():
    late, early = "DTSTART;VALUE=DATE:20280101\r\nSUMMARY:b", "DTSTART;VALUE=DATE:20270101\r\nSUMMARY:a"

    assert [each.title for each in appointments(file(late, early, late) + file(early))] == ["a", "b"]


def test_cancelled_ones_and_those_without_a_readable_day_are_left_out():
    good = "DTSTART;VALUE=DATE:20270101\r\nSUMMARY:gut"

    found = appointments(file(good, "SUMMARY:ohne Tag", "DTSTART:Unsinn\r\nSUMMARY:Unsinn", f"{good}2\r\nSTATUS:CANCELLED"))

    assert [each.title for each in found] == ["gut"]


def test_a_long_title_is_cut():
    [found] = appointments(file(f"DTSTART;VALUE=DATE:20270101\r\nSUMMARY:{'x' * 5_000}"))

    assert len(found.title) == reading.LONGEST_TITLE


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", reading.NotACalendarError),
        (b"Hallo", reading.NotACalendarError),
        (b"\x00\xff\xd8" * 9, reading.NotACalendarError),
        (b"BEGIN:VEVENT\r\nEND:VEVENT", reading.NoAppointmentsError),
        (file(), reading.NoAppointmentsError),
        (b"x" * (reading.MOST_BYTES + 1), reading.TooLargeError),
        (file(*(f"DTSTART;VALUE=DATE:20270101\r\nSUMMARY:{n}" for n in range(501))), reading.TooManyAppointmentsError),
    ],
)
def test_what_cannot_be_read_is_refused(content, refusal):
    with pytest.raises(refusal):
        appointments(content)


@given(
    st.binary(max_size=500)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=300).map(str.encode)
    | st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=60), max_size=5).map(lambda lines: file(*lines))
)
def test_nothing_that_is_handed_in_breaks_the_reading(content):
    try:
        found = appointments(content)
    except DomainError:
        return
    assert found
