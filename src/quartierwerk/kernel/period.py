"""A stretch of days with an open or a known end."""

from dataclasses import dataclass
from datetime import date

from quartierwerk.kernel.errors import DomainError


class BackwardPeriodError(DomainError):
    """A period ends before it begins."""

    def __init__(self, begins_on: date, ends_on: date) -> None:
        super().__init__(f"{begins_on} to {ends_on}")
        self.begins_on = begins_on
        self.ends_on = ends_on


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``begins_on`` to ``ends_on``, both included; no end means it still runs."""

    begins_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.begins_on:
            raise BackwardPeriodError(self.begins_on, self.ends_on)

    def __contains__(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two periods share a day."""
        starts_in_time = other.ends_on is None or self.begins_on <= other.ends_on
        return starts_in_time and (self.ends_on is None or other.begins_on <= self.ends_on)
