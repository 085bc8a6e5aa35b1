"""Reading a calendar file somebody hands in: its appointments as days, whatever else it holds is left aside.

The file is hostile until it is read: it is bounded, nothing in it is followed, and repetitions are told but not
unrolled.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from quartierwerk.kernel.errors import DomainError

MOST_BYTES = 2_000_000
MOST_EVENTS = 500
LONGEST_TITLE = 200
BERLIN = ZoneInfo("Europe/Berlin")


class NotACalendarError(DomainError):
    """The file is no iCalendar file."""


class NoAppointmentsError(DomainError):
    """The file holds no appointment with a day."""


class TooManyAppointmentsError(DomainError):
    """The file holds more appointments than are taken at once; carries how many."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class TooLargeError(DomainError):
    """The file is larger than a calendar may be."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment of a file: its first day in Berlin, the time as text where there is one, and whether it comes again."""

    on: date
    title: str
    time: str = ""
    repeats: bool = False


def appointments(file: bytes) -> tuple[Appointment, ...]:
    """Return the appointments of the file by day, each once; cancelled ones and those without a readable day are left out.

    Raises:
        TooLargeError, NotACalendarError, NoAppointmentsError, TooManyAppointmentsError: nothing is read.
    """
    if len(file) > MOST_BYTES:
        raise TooLargeError
    found: set[Appointment] = set()
    for calendar in _calendars(file):
        for event in calendar.walk("VEVENT"):
            read = _appointment(event)
            if read is not None:
                found.add(read)
    if not found:
        raise NoAppointmentsError
    if len(found) > MOST_EVENTS:
        raise TooManyAppointmentsError(len(found))
    return tuple(sorted(found, key=lambda each: (each.on, each.time, each.title)))


def _calendars(file: bytes) -> list[Any]:
    try:
        found: list[Any] = Calendar.from_ical(file, multiple=True)
    # The library tells of a bad file in many ways; whichever it is, the file is none we can read.
    except Exception as problem:
        raise NotACalendarError from problem
    if not found:
        raise NotACalendarError
    return found


def _appointment(event: Any) -> Appointment | None:
    try:
        begins = event.decoded("DTSTART")
        title = " ".join(str(event.get("SUMMARY", "")).split())[:LONGEST_TITLE]
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            return None
        repeats = "RRULE" in event or "RDATE" in event
    # A single bad line is reported when it is read; the appointment is left out.
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None
    if isinstance(begins, datetime):
        here = begins.astimezone(BERLIN) if begins.tzinfo else begins
        return Appointment(here.date(), title, f"{here:%H:%M}", repeats=repeats)
    return Appointment(begins, title, repeats=repeats) if isinstance(begins, date) else None
