"""The digest: what waits for somebody, once a day, in groups, each thing once, and no letter where nothing waits.

Reminders that say the same every day are not read. A digest that has nothing new since the last one comes on the
first working day of the week only.
"""

import hashlib
import json
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

FRIDAY = 4
MOST_ITEMS = 40


class Thing(Protocol):
    """What an item is about, by kind and code; rooms give a ``Subject``."""

    @property
    def kind(self) -> str:
        """Its kind."""
        ...

    @property
    def code(self) -> str:
        """Its code."""
        ...

    def __hash__(self) -> int: ...


class Item(Protocol):
    """What waits; rooms give a ``DigestItem``."""

    @property
    def subject(self) -> Thing:
        """What it is about."""
        ...

    @property
    def group(self) -> str:
        """Under which heading it stands."""
        ...

    @property
    def title(self) -> str:
        """What waits."""
        ...

    @property
    def note(self) -> str:
        """A small line."""
        ...

    @property
    def address(self) -> str:
        """The path of the page where it goes on."""
        ...

    @property
    def due_on(self) -> date | None:
        """By which day, if there is one."""
        ...

    @property
    def is_duty(self) -> bool:
        """Whether it is told to those, too, who want no reminders."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item of a digest, and for whom its reader stands in (nothing when it is the reader's own)."""

    item: Item
    for_name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together; the most urgent first."""

    title: str
    for_name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest says; ``more`` items are left out because the list would be too long to read."""

    groups: tuple[Group, ...]
    more: int
    fingerprint: str

    @property
    def count(self) -> int:
        """Return how many things wait."""
        return sum(len(group.items) for group in self.groups) + self.more

    @property
    def things(self) -> tuple[tuple[str, str], ...]:
        """Return kind and code of every thing the digest names, each once, in a fixed order."""
        return tuple(sorted({(item.subject.kind, item.subject.code) for group in self.groups for item in group.items}))


def build(waiting: Iterable[Waiting], *, visible: Container[object], wants_reminders: bool) -> Digest | None:
    """Return the digest of what its reader may know of; none where nothing is left.

    Whoever wants no reminders still learns of duties. What is named twice stands once, the reader's own first.
    """
    chosen: dict[tuple[Thing, str], Waiting] = {}
    ordered = sorted(waiting, key=lambda each: (each.for_name != "", *_order(each.item)))
    for each in ordered:
        item = each.item
        if item.subject in visible and (item.is_duty or wants_reminders):
            chosen.setdefault((item.subject, item.title), each)
    if not chosen:
        return None
    told, left_out = list(chosen.values())[:MOST_ITEMS], len(chosen) - MOST_ITEMS
    return Digest(_grouped(told), max(left_out, 0), fingerprint(each.item for each in chosen.values()))


def _order(item: Item) -> tuple[bool, bool, date, str, str]:
    return not item.is_duty, item.due_on is None, item.due_on or date.max, item.title, item.address


def _grouped(told: Iterable[Waiting]) -> tuple[Group, ...]:
    groups: dict[tuple[str, str], list[Item]] = {}
    for each in told:
        groups.setdefault((each.for_name, each.item.group), []).append(each.item)
    return tuple(Group(title, name, tuple(items)) for (name, title), items in groups.items())


def fingerprint(items: Iterable[Item]) -> str:
    """Return a hash of what waits; the order does not matter."""
    facts = sorted([item.subject.kind, item.subject.code, item.title, str(item.due_on or "")] for item in items)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def is_digest_day(day: date) -> bool:
    """Tell whether digests are sent on this day: Monday to Friday."""
    return day.weekday() <= FRIDAY


def is_worth_sending(digest: Digest, *, last: str, last_on: date | None, day: date) -> bool:
    """Tell whether the digest has something new since the last one, or the last one is of an earlier week."""
    if digest.fingerprint != last or last_on is None:
        return True
    return last_on.isocalendar()[:2] != day.isocalendar()[:2]
