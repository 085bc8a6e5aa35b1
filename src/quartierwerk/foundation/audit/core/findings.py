"""What a check of the record can find, whatever table it looked at."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What is wrong; the codes are a promise of the command line."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    REORDERED = "reordered"
    UNBALANCED = "unbalanced"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written: the table, the row's number, what is wrong, and which thing it is.

    ``number`` is the row's own number, or a line number where a file is meant. ``thing`` is a short
    stable description for people who look for it, not a sentence.
    """

    table: str
    number: int
    finding: FindingKind
    thing: str
