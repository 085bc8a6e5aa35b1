"""Compare the trail as it stands with the trail as it was written.

Words. An entry's *stored* number is where it stands now. It is *genuine* under a number when its hash
is right for its content, that number and the hash before it; the number under which it is genuine is
its *true* number. An entry that is genuine under no number was changed or forged.

An untouched trail has every entry genuine under its stored number, every number once, every entry
naming the hash before it, and no outside head that says otherwise. Whoever has no key can only break
the first three. Whoever has the key as well can rewrite the chain, but not the heads outside.

The examination reads the entries once, in stored order, and keeps only what is out of order.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from quartierwerk.foundation.audit.core.chain import START, chain_hash
from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.core.heads import HEADS, Heads

TRAIL = "audit_trailentry"
NEAR = 16  # how far an entry may have moved and still be recognised at once
SUSPECTS = 400  # so many broken entries are tried at each other's places


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored entry; ``content`` is what its hash covers, without the number."""

    number: int
    content: Mapping[str, object]
    previous: str
    hash: str

    @property
    def thing(self) -> str:
        """Return deed and subject, as far as the content still names them."""
        subject = self.content.get("subject")
        where = "/".join(map(str, subject)) if isinstance(subject, (list, tuple)) else ""
        return f"{self.content.get('deed', '')} {where}".strip()


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, how many entries were read, and how many the outside heads do not know yet."""

    findings: tuple[Finding, ...]
    entries: int
    unwitnessed: int


def examine(entries: Iterable[Entry], *, key: bytes, heads: Heads) -> Examination:
    """Return everything that is wrong with the trail; the entries come in the order of their stored numbers."""
    reading = _Reading(key, heads)
    for entry in entries:
        reading.take(entry)
    reading.settle_suspects(following=None)
    reading.try_each_others_places()
    findings = [*heads.findings, *reading.findings(), *reading.against_heads()]
    order = sorted(set(findings), key=lambda found: (found.table, found.number, found.finding, found.thing))
    return Examination(tuple(order), reading.count, reading.unwitnessed())


@dataclass(slots=True)
class _Run:
    """Numbers in a row to which the same thing happened."""

    first: int
    last: int
    shift: int = 0

    def takes(self, number: int, shift: int = 0) -> bool:
        if number != self.last + 1 or shift != self.shift:
            return False
        self.last = number
        return True


@dataclass(slots=True)
class _Suspect:
    entry: Entry
    kind: FindingKind = FindingKind.CHANGED
    stands_for: int = 0  # the true number it takes the place of; 0 = of none
    true: int = 0


@dataclass(slots=True)
class _Reading:
    """One pass over the trail."""

    key: bytes
    heads: Heads
    count: int = 0
    shift: int = 0
    top: int = 0
    last_stored: str = START
    last_genuine: tuple[int, str] = (0, START)
    open_suspects: list[_Suspect] = field(default_factory=list)
    suspects: list[_Suspect] = field(default_factory=list)
    present: list[_Run] = field(default_factory=list)  # true numbers
    moved: list[_Run] = field(default_factory=list)  # stored numbers
    rewritten: list[_Run] = field(default_factory=list)  # true numbers
    other: list[Finding] = field(default_factory=list)
    numbers_by_head: dict[str, int] | None = None

    def take(self, entry: Entry) -> None:
        """Sort the next entry in."""
        self.count += 1
        true = self.true_number(entry)
        if true is None:
            self.open_suspects.append(_Suspect(entry))
            return
        self.settle_suspects(following=entry)
        if self.is_present(true):
            self.other.append(Finding(TRAIL, entry.number, FindingKind.ADDED, f"copy of entry {true}: {entry.thing}"))
            return
        self.place(entry, true)

    def place(self, entry: Entry, true: int) -> None:
        """Note a genuine entry at its true number."""
        self.shift = true - entry.number
        if self.shift:
            _extend(self.moved, entry.number, self.shift)
        number_before, hash_before = self.last_genuine
        follows = number_before + 1 == true and not self.shift
        if follows and entry.previous != hash_before and not self._suspect_stands_for(number_before):
            self.other.append(Finding(TRAIL, true, FindingKind.CHANGED, f"does not follow entry {number_before}: {entry.thing}"))
        _extend(self.present, true)
        witness = self.heads.witnessed.get(true)
        if witness is not None and witness != entry.hash:
            _extend(self.rewritten, true)
        self.top = max(self.top, true)
        self.last_genuine = (true, entry.hash)
        self.last_stored = entry.hash

    def settle_suspects(self, *, following: Entry | None) -> None:
        """Decide what became of the entries that are genuine nowhere, now that the next genuine one is known.

        Where the chain passes over them they were put in; otherwise they stand where a genuine entry stood.
        """
        for suspect in self.open_suspects:
            number = suspect.entry.number
            if self._was_put_in(number, following):
                suspect.kind = FindingKind.ADDED
            else:
                suspect.stands_for = number + self.shift
                self.last_genuine = (suspect.stands_for, suspect.entry.hash)
                self.last_stored = suspect.entry.hash
            self.suspects.append(suspect)
        self.open_suspects = []

    def _was_put_in(self, number: int, following: Entry | None) -> bool:
        if following is not None:
            return following.previous == self.last_stored
        return bool(self.heads.witnessed) and number + self.shift not in self.heads.witnessed

    def _suspect_stands_for(self, number: int) -> bool:
        return bool(self.suspects) and self.suspects[-1].stands_for == number

    def genuine(self, entry: Entry, number: int) -> bool:
        """Tell whether the entry's hash is right under this number."""
        return chain_hash({**entry.content, "number": number}, previous=entry.previous, key=self.key) == entry.hash

    def true_number(self, entry: Entry) -> int | None:
        """Return the number under which the entry is genuine, if it is near or a head knows it."""
        return next((number for number in self._likely(entry) if number > 0 and self.genuine(entry, number)), None)

    def _likely(self, entry: Entry) -> Iterator[int]:
        yield entry.number + self.shift
        if self.shift:
            yield entry.number
        if len(self.suspects) + len(self.open_suspects) > SUSPECTS:
            return
        witnessed = self._number_of_head(entry.hash)
        if witnessed is not None:
            yield witnessed
        for distance in range(1, NEAR + 1):
            yield entry.number + distance
            yield entry.number - distance

    def _number_of_head(self, entry_hash: str) -> int | None:
        if self.numbers_by_head is None:
            self.numbers_by_head = {witness: number for number, witness in self.heads.witnessed.items()}
        return self.numbers_by_head.get(entry_hash)

    def is_present(self, number: int) -> bool:
        """Tell whether a genuine entry with this true number was read already."""
        return number <= self.top and any(run.first <= number <= run.last for run in reversed(self.present))

    def try_each_others_places(self) -> None:
        """Recognise entries that moved far: each suspect is tried at the numbers that are not accounted for."""
        if len(self.suspects) > SUSPECTS:
            return
        for suspect in self.suspects:
            for number in islice(self._open_numbers(), 3 * SUSPECTS):
                if self.genuine(suspect.entry, number):
                    suspect.kind, suspect.true = FindingKind.REORDERED, number
                    break

    def _open_numbers(self) -> Iterator[int]:
        yield from (suspect.entry.number for suspect in self.suspects)
        yield from (suspect.stands_for for suspect in self.suspects if suspect.stands_for)
        for gap in self.gaps()[:SUSPECTS]:
            yield from range(gap.first, min(gap.last, gap.first + SUSPECTS) + 1)

    def gaps(self) -> list[_Run]:
        """Return the true numbers up to the highest one that no entry holds or stands for."""
        runs = [(run.first, run.last) for run in self.present]
        runs += [(held, held) for suspect in self.suspects if (held := suspect.true or suspect.stands_for)]
        gaps: list[_Run] = []
        reached = 0
        for first, last in sorted(runs):
            if first > reached + 1:
                gaps.append(_Run(reached + 1, first - 1))
            reached = max(reached, last)
        return gaps

    @property
    def highest(self) -> int:
        """Return the highest true number an entry holds or stands for."""
        held = [suspect.true or suspect.stands_for for suspect in self.suspects]
        return max([run.last for run in self.present] + held, default=0)

    def findings(self) -> Iterator[Finding]:
        """Name what is out of order inside the database."""
        yield from self.other
        for suspect in self.suspects:
            entry = suspect.entry
            yield Finding(
                TRAIL, entry.number, suspect.kind, f"entry {entry.number}, was entry {suspect.true}" if suspect.true else entry.thing
            )
        for run in self.moved:
            was = _span(run.first + run.shift, run.last + run.shift)
            yield Finding(TRAIL, run.first, FindingKind.REORDERED, f"{_span(run.first, run.last)}, was {was}")
        for run in self.gaps():
            yield Finding(TRAIL, run.first, FindingKind.MISSING, _span(run.first, run.last))

    def against_heads(self) -> Iterator[Finding]:
        """Name what only the heads outside the database know."""
        for run in self.rewritten:
            yield Finding(TRAIL, run.first, FindingKind.CHANGED, f"chain computed anew: {_span(run.first, run.last)}")
        if self.heads.last > self.highest:
            yield Finding(TRAIL, self.highest + 1, FindingKind.MISSING, f"end cut off: {_span(self.highest + 1, self.heads.last)}")
        if self.count and not self.heads.witnessed:
            yield Finding(HEADS, 0, FindingKind.MISSING, "no head outside the database")

    def unwitnessed(self) -> int:
        """Return how many entries are newer than the newest head."""
        return sum(max(0, run.last - max(run.first - 1, self.heads.last)) for run in self.present) if self.heads.witnessed else self.count


def _extend(runs: list[_Run], number: int, shift: int = 0) -> None:
    if not runs or not runs[-1].takes(number, shift):
        runs.append(_Run(number, number, shift))


def _span(first: int, last: int) -> str:
    return f"entry {first}" if first == last else f"entries {first} to {last}"
