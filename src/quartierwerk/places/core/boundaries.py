"""When a boundary may become the next version of a funding area.

Source: § 171e (3) BauGB (the area is fixed by a resolution of the municipality); invariant I-31.
"""

from datetime import date

from quartierwerk.kernel.errors import DomainError


class AreaWithoutExtentError(DomainError):
    """The polygon covers nothing."""


class BeforeResolutionError(DomainError):
    """The version would hold before it was resolved."""

    def __init__(self, valid_from: date, resolved_on: date) -> None:
        super().__init__(f"{valid_from} before {resolved_on}")
        self.valid_from = valid_from
        self.resolved_on = resolved_on


class ResolutionInFutureError(DomainError):
    """The resolution has not been taken yet."""

    def __init__(self, resolved_on: date) -> None:
        super().__init__(str(resolved_on))
        self.resolved_on = resolved_on


class VersionTooEarlyError(DomainError):
    """The version would hold no later than the one before it."""

    def __init__(self, valid_from: date, last: date) -> None:
        super().__init__(f"{valid_from} not after {last}")
        self.valid_from = valid_from
        self.last = last


def check_version(*, area_m2: int, valid_from: date, resolved_on: date, last_valid_from: date | None, today: date) -> None:
    """Be silent when the boundary may become the next version.

    Raises:
        AreaWithoutExtentError: the polygon covers nothing.
        ResolutionInFutureError: the resolution has not been taken.
        BeforeResolutionError: it would hold before it was resolved.
        VersionTooEarlyError: it would not follow the last version.
    """
    if area_m2 <= 0:
        raise AreaWithoutExtentError
    if resolved_on > today:
        raise ResolutionInFutureError(resolved_on)
    if valid_from < resolved_on:
        raise BeforeResolutionError(valid_from, resolved_on)
    if last_valid_from is not None and valid_from <= last_valid_from:
        raise VersionTooEarlyError(valid_from, last_valid_from)
