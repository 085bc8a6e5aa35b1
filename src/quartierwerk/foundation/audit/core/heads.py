"""The heads: number and hash of the newest entry, written line by line outside the database.

A line reads ``<number> <hash>``. Lines may stand out of order, because two workers may write at the
same moment, and every entry has its own line. The first line of a number is the witness; a later
one that says otherwise is a finding.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quartierwerk.foundation.audit.core.findings import Finding, FindingKind

HEADS = "trail-head.log"
_LINE = re.compile(r"([1-9][0-9]{0,17}) ([0-9a-f]{64})\n?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Heads:
    """What the outside file witnesses, by entry number, and what is wrong with the file itself."""

    witnessed: dict[int, str]
    findings: tuple[Finding, ...] = ()

    @property
    def last(self) -> int:
        """Return the highest number witnessed, 0 if none is."""
        return max(self.witnessed, default=0)


def head_line(number: int, entry_hash: str) -> str:
    """Return the line that witnesses this entry."""
    return f"{number} {entry_hash}\n"


def read_heads(lines: Iterable[str]) -> Heads:
    """Read all lines; a line that cannot be read or contradicts an earlier one is a finding at its line number."""
    witnessed: dict[int, str] = {}
    findings: list[Finding] = []
    for place, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            findings.append(Finding(HEADS, place, FindingKind.CHANGED, "line cannot be read"))
            continue
        number = int(match[1])
        if witnessed.setdefault(number, match[2]) != match[2]:
            findings.append(Finding(HEADS, place, FindingKind.CHANGED, f"second head for entry {number}"))
    return Heads(witnessed, tuple(findings))
