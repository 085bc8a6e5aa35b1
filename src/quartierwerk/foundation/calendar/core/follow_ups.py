"""Rules of follow-ups: a day on which a thing is laid before somebody again (Wiedervorlage)."""

from datetime import date, timedelta
from enum import StrEnum

from quartierwerk.kernel.errors import DomainError

MOST_CHARACTERS = 300
FURTHEST = timedelta(days=10 * 366)
WARNED_BEFORE = timedelta(days=7)  # so long before it a deadline stands in the letter of the day


class State(StrEnum):
    """Whether it still waits."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class DayPassedError(DomainError):
    """The day lies before today."""


class TooFarError(DomainError):
    """The day lies further ahead than anybody plans, mostly a typing error in the year."""


class NoteMissingError(DomainError):
    """A follow-up says what is to be done."""


class NoteTooLongError(DomainError):
    """The note is longer than it may be; carries its length."""

    def __init__(self, length: int) -> None:
        super().__init__(str(length))
        self.length = length


class NotForThemError(DomainError):
    """The person may not know of the thing, so it cannot be laid before them."""


def checked_day(on: date, *, today: date) -> date:
    """Return the day.

    Raises:
        DayPassedError, TooFarError: it lies before today, or more than ten years ahead.
    """
    if on < today:
        raise DayPassedError
    if on > today + FURTHEST:
        raise TooFarError
    return on


def checked_note(text: str) -> str:
    """Return the note in one line without blanks around it.

    Raises:
        NoteMissingError, NoteTooLongError: it says nothing, or too much.
    """
    note = " ".join(text.split())
    if not note:
        raise NoteMissingError
    if len(note) > MOST_CHARACTERS:
        raise NoteTooLongError(len(note))
    return note
