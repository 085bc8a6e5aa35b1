"""The frozen values that pass through slots."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A thing by its kind and its stable code, for example ``Subject("site", "kassel-wesertor")``."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class SubjectCard:
    """How a subject is called and where it lives."""

    subject: Subject
    kind_label: str
    title: str
    address: str


class Knot(StrEnum):
    """The seven stations of the thread, in their fixed order."""

    NEED = "need"
    GOALS = "goals"
    MEASURES = "measures"
    DECISIONS = "decisions"
    EUROS = "euros"
    RESULTS = "results"
    LESSONS = "lessons"


class KnotState(StrEnum):
    """How far a knot is: done, under way, still to come, or missing where it should be."""

    DONE = "done"
    UNDER_WAY = "under_way"
    TO_COME = "to_come"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class KnotValue:
    """What one knot says: a figure or short title, a small line, and a link to exactly that."""

    value: str
    note: str = ""
    address: str = ""
    state: KnotState = KnotState.DONE


type Thread = Mapping[Knot, KnotValue]


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a dossier; ``key`` tells the page which one is current."""

    key: str
    title: str
    address: str
    count: int | None = None
    order: int = 100


@dataclass(frozen=True, slots=True)
class DeskItem:
    """Something that waits for a person."""

    title: str
    address: str
    note: str = ""
    due_on: date | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class DigestItem:
    """Something a person is told in the letter of the day; a duty is told to those, too, who want no reminders.

    The letter names it only to readers who may know of its subject on that day.
    """

    subject: Subject
    group: str
    title: str
    address: str
    note: str = ""
    due_on: date | None = None
    is_duty: bool = False


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What a letter says: blank lines part paragraphs, lines that begin with a dash make a list."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterTo:
    """A letter a lower room wants written to a person; ``words`` is asked in the language they read.

    ``kind`` is a code of ``mail``. ``address`` says another address than the person's own, for example the old one.
    """

    kind: str
    person_id: int
    words: Callable[[], LetterWords]
    address: str = ""


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """One link of the staff navigation."""

    title: str
    address: str
    group: str = ""
    order: int = 100
    alone: bool = False  # no page below its address belongs to it


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something of the subject is to be done, or ends; a source tells one for each subject."""

    subject: Subject
    title: str
    on: date
    address: str


@dataclass(frozen=True, slots=True)
class DeadlineSource:
    """Where deadlines come from: one room's days of one kind.

    ``label`` names the kind. ``groups`` are the groups a changed subject belongs to, all of them for none given;
    ``deadlines`` are the days of a group as they are now; ``visible`` is what an actor may know of, asked with each
    look: none for all groups, otherwise a selection of one column that the database can hold a group against.
    """

    label: Callable[[], str]
    groups: Callable[[Subject | None], Iterable[str]]
    deadlines: Callable[[str], Iterable[Deadline]]
    visible: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A text that search may find; ``group`` is what is seen or not seen as a whole, and read anew as a whole."""

    subject: Subject
    group: str
    title: str
    text: str
    address: str
    place: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class SearchSource:
    """Where texts come from: one room's texts of one kind.

    ``label`` names the kind. ``groups`` are the groups a changed subject belongs to, all of them for none given;
    ``documents`` are the texts of a group as they are now; ``visible`` is what an actor may know of, asked with each
    search: none for all groups, otherwise a selection of one column that the database can hold a group against.
    """

    label: Callable[[], str]
    groups: Callable[[Subject | None], Iterable[str]]
    documents: Callable[[str], Iterable[SearchDocument]]
    visible: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page that stands in the public navigation or footer."""

    title: str
    address: str
    order: int = 100
    in_header: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a completeness check found: what, how grave, where to mend it, and the rule behind it."""

    code: str
    sentence: str
    address: str
    grave: bool = True
    mended_by: str = ""
    rule: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
