"""The slots themselves: typed lists of providers.

One waits for the room that asks it: ``completeness`` for the monitoring, whose board says what is still missing where.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from quartierwerk.foundation.slots import values


class Actor(Protocol):
    """Whoever looks; rooms read the details, slots only hand it on."""

    @property
    def person_id(self) -> int | None:
        """The person, or none for the public."""
        ...


class Slot[Provider]:
    """A list of providers that higher rooms fill and lower pages ask."""

    def __init__(self) -> None:
        self._providers: dict[str, Provider] = {}

    def register(self, name: str, provider: Provider) -> None:
        """Add a provider; registering the same name again replaces it, so ``ready()`` may run twice."""
        self._providers[name] = provider

    def __iter__(self) -> Iterator[Provider]:
        return iter(self._providers.values())

    def items(self) -> Iterator[tuple[str, Provider]]:
        """Return the providers with the names they were registered under."""
        return iter(self._providers.items())

    def get(self, name: str) -> Provider | None:
        """Return the provider registered under this name, if any."""
        return self._providers.get(name)


# Providers know the actor of ``people``, which lies above the slots; here it is only handed on, hence ``Any``.
type SubjectProvider = Callable[[Sequence[str], Any], Mapping[str, values.SubjectCard]]
type ThreadProvider = Callable[[Sequence[values.Subject], Any], Mapping[values.Subject, values.Thread]]
type TabProvider = Callable[[str, Any], Sequence[values.Tab]]
type DeskProvider = Callable[[Any], Sequence[values.DeskItem]]
type NavigationProvider = Callable[[Any], Sequence[values.NavigationLink]]
type PublicPageProvider = Callable[[], Sequence[values.PublicPage]]
type ScopeProvider = Callable[[Sequence[str]], Mapping[str, frozenset[tuple[str, str]]]]
type ScopeChoiceProvider = Callable[[Any], Sequence[values.SubjectCard]]
type AddressProvider = Callable[[values.Subject], str]
type HandoverProvider = Callable[[int, int], int]
type DigestProvider = Callable[[Sequence[Any], date], Mapping[int, Sequence[values.DigestItem]]]
type LetterTaker = Callable[[values.LetterTo, Any], None]
type CheckProvider = Callable[[values.Subject, Any], Sequence[values.Problem]]

subjects: Slot[SubjectProvider] = Slot()  # registered by kind: "site", "measure", …
threads: Slot[ThreadProvider] = Slot()  # each provider adds the knots its room knows
site_tabs: Slot[TabProvider] = Slot()
desk: Slot[DeskProvider] = Slot()
navigation: Slot[NavigationProvider] = Slot()
deadlines: Slot[values.DeadlineSource] = Slot()  # by a name that stays: it stands in the register
search_sources: Slot[values.SearchSource] = Slot()  # by a name that stays: it stands in the index
public_pages: Slot[PublicPageProvider] = Slot()
completeness: Slot[CheckProvider] = Slot()
subject_scopes: Slot[ScopeProvider] = Slot()  # by kind: the (kind, code) scopes each known code lies in; an unknown code is absent
scope_choices: Slot[ScopeChoiceProvider] = Slot()  # what a mandate may be bound to: sites, municipalities, later bodies and calls

handovers: Slot[HandoverProvider] = Slot()  # moves the open work of one person to another, says how many things; inside the deed

digest_items: Slot[DigestProvider] = Slot()  # what waits for these actors on that day, by person; asked once for all
outbox: Slot[LetterTaker] = Slot()  # takes the letters of rooms below mail, within the deed that causes them
addresses: Slot[AddressProvider] = Slot()  # by page: "history", "public"; nothing for a subject without such a page


def describe(subjects_wanted: Iterable[values.Subject], actor: Actor) -> dict[values.Subject, values.SubjectCard]:
    """Return the cards of all subjects the actor may know of, asking each kind once."""
    by_kind: dict[str, list[str]] = {}
    for subject in subjects_wanted:
        by_kind.setdefault(subject.kind, []).append(subject.code)
    cards: dict[values.Subject, values.SubjectCard] = {}
    for kind, codes in by_kind.items():
        provider = subjects.get(kind)
        if provider is not None:
            cards.update({card.subject: card for card in provider(codes, actor).values()})
    return cards


def thread_of(subject: values.Subject, actor: Actor) -> values.Thread:
    """Return what every room knows of the subject's thread; a knot nobody fills is absent."""
    thread: dict[values.Knot, values.KnotValue] = {}
    for provider in threads:
        thread.update(provider([subject], actor).get(subject, {}))
    return thread


def address_of(page: str, subject: values.Subject) -> str:
    """Return where a higher room shows the subject on this kind of page, or nothing where none does."""
    provider = addresses.get(page)
    return provider(subject) if provider else ""


def post(letter: values.LetterTo, actor: Actor) -> None:
    """Hand a letter to whoever takes letters; where nobody does, nothing is written to anybody."""
    for take in outbox:
        take(letter, actor)
