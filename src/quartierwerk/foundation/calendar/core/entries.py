"""What stands in a calendar, and how it is written for other programs (RFC 5545).

A program that subscribes knows an entry by its UID and takes a change only with a higher SEQUENCE. Whatever has gone
is told as cancelled for a while: a program that only misses it may keep it for ever.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, vDuration

DAY = timedelta(days=1)
REFRESHED_EVERY = timedelta(hours=6)
TOLD_AFTERWARDS = timedelta(days=60)  # so long past and cancelled entries stay in a calendar


@dataclass(frozen=True, slots=True)
class Entry:
    """A day of the calendar; ``sequence`` counts its changes, ``changed`` says when the last one was."""

    uid: UUID
    on: date
    title: str
    address: str
    changed: datetime
    sequence: int = 0
    is_cancelled: bool = False
    note: str = ""
    kind: str = ""


def written(name: str, entries: Iterable[Entry], *, host: str) -> bytes:
    """Return the entries as an iCalendar file, in the order given; the same entries give the same bytes.

    Entries last the whole day and do not make anybody busy. ``host`` ends each UID, as RFC 5545 asks for a globally
    unique one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Quartierwerk//Kalender//DE")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", _line(name))
    calendar.add("x-wr-timezone", "Europe/Berlin")
    every = vDuration(REFRESHED_EVERY)
    every.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", every)
    calendar.add("x-published-ttl", vDuration(REFRESHED_EVERY))
    for each in entries:
        calendar.add_component(_event(each, host))
    file: bytes = calendar.to_ical()
    return file


def _event(entry: Entry, host: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + DAY)  # the day after: the end of a whole day is exclusive
    event.add("summary", _line(entry.title))
    if entry.note:
        event.add("description", entry.note.replace("\r\n", "\n").replace("\r", "\n"))
    event.add("url", entry.address)
    if entry.kind:
        event.add("categories", [_line(entry.kind)])
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _line(text: str) -> str:
    """Return the text in one line: some properties know no way to write a line's end."""
    return text.replace("\r", " ").replace("\n", " ")


def fingerprint(file: bytes) -> str:
    """Return a short mark of the file's content, for programs that ask whether anything is new."""
    return hashlib.sha256(file).hexdigest()[:32]
