"""What this room says no to, besides the rules of mandates."""

from datetime import date

from quartierwerk.kernel.errors import DomainError


class AddressTakenError(DomainError):
    """Somebody else signs in with this address."""


class NothingToDoError(DomainError):
    """The person is in that state already."""


class CodeTakenError(DomainError):
    """Another organisation has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NameOutOfOrderError(DomainError):
    """A new name begins no later than the latest one; the past is not renamed."""

    def __init__(self, latest_begins_on: date) -> None:
        super().__init__(str(latest_begins_on))
        self.latest_begins_on = latest_begins_on


class FirstAccessClosedError(DomainError):
    """The link is not valid, is used up, or somebody can sign in already."""


def check_name_follows(begins_on: date, *, latest_begins_on: date | None) -> None:
    """Be silent when a name that begins on this day comes after the latest one.

    Raises:
        NameOutOfOrderError: it does not.
    """
    if latest_begins_on is not None and latest_begins_on >= begins_on:
        raise NameOutOfOrderError(latest_begins_on)
