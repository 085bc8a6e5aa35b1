"""All rulebooks together: checks that need more than one, and the look-up by name and day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from quartierwerk.foundation.rulebook.core.problems import ProblemKind, RulebookProblem
from quartierwerk.foundation.rulebook.core.values import Catalogue, CatalogueMapping, Rulebook, RuleValue, StageMachine
from quartierwerk.kernel.errors import DomainError


class UnknownRuleError(LookupError):
    """No version of any rulebook has ever had a rule of this name: the name is misspelt."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"no rulebook knows the {kind} {name!r}")
        self.kind = kind
        self.name = name


class NoRuleOnDayError(DomainError):
    """The rule exists, but no version of it is in force on the day."""

    def __init__(self, kind: str, name: str, on: date) -> None:
        super().__init__(f"the {kind} {name!r} has no version in force on {on}")
        self.kind = kind
        self.name = name
        self.on = on


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every version of every rulebook, by topic and then by age."""

    rulebooks: tuple[Rulebook, ...]

    @classmethod
    def of(cls, rulebooks: Iterable[Rulebook]) -> "Shelf":
        """Put the rulebooks in their order."""
        return cls(tuple(sorted(rulebooks, key=lambda book: (book.order, book.topic, book.valid_from))))

    def in_force(self, on: date) -> tuple[Rulebook, ...]:
        """Return the versions whose period contains the day."""
        return tuple(book for book in self.rulebooks if on in book.period)

    def version(self, code: str) -> Rulebook:
        """Return the version with this code.

        Raises:
            UnknownRuleError: there is none.
        """
        for book in self.rulebooks:
            if book.code == code:
                return book
        raise UnknownRuleError("version", code)

    def value(self, key: str, on: date) -> RuleValue:
        """Return the value in force on the day.

        Raises:
            UnknownRuleError: no version has the key.
            NoRuleOnDayError: no version of it is in force.
        """
        return self._find("value", key, on, lambda book: ((value.key, value) for value in book.values))

    def catalogue(self, name: str, on: date) -> Catalogue:
        """Return the list in force on the day; raises like ``value``."""
        return self._find("catalogue", name, on, lambda book: ((catalogue.code, catalogue) for catalogue in book.catalogues))

    def stage_machine(self, name: str, on: date) -> StageMachine:
        """Return the stages in force on the day; raises like ``value``."""
        return self._find("stage machine", name, on, lambda book: ((machine.code, machine) for machine in book.machines))

    def mapping(self, from_catalogue: str, to_catalogue: str, on: date) -> CatalogueMapping:
        """Return the mapping in force on the day, turned round if it is written the other way; raises like ``value``."""
        return self._find("mapping", f"{from_catalogue} to {to_catalogue}", on, _mappings_both_ways)

    def _find[Rule](self, kind: str, name: str, on: date, rules: Callable[[Rulebook], Iterable[tuple[str, Rule]]]) -> Rule:
        known = False
        for book in self.rulebooks:
            for found, rule in rules(book):
                if found == name:
                    known = True
                    if on in book.period:
                        return rule
        if known:
            raise NoRuleOnDayError(kind, name, on)
        raise UnknownRuleError(kind, name)


def check_together(rulebooks: Iterable[Rulebook]) -> tuple[RulebookProblem, ...]:
    """Return what is wrong between rulebooks that are each right: overlaps, clashes, mappings into the void."""
    books = tuple(rulebooks)
    problems = [problem for one, other in combinations(books, 2) if one.period.overlaps(other.period) for problem in _clashes(one, other)]
    for book in books:
        problems.extend(_dangling(book, books))
    return tuple(problems)


def _clashes(one: Rulebook, other: Rulebook) -> Iterator[RulebookProblem]:
    """Find what two rulebooks in force at the same time must not share."""
    file = f"{other.code}.toml"
    if one.topic == other.topic:
        yield RulebookProblem(file, "valid_from", ProblemKind.OVERLAP, {"topic": one.topic, "other": one.code})
        return
    shared = sorted(set(_names(one)) & set(_names(other)))
    for key, name in shared:
        yield RulebookProblem(file, key, ProblemKind.CLASH, {"found": name, "other": one.code})


def _names(book: Rulebook) -> Iterator[tuple[str, str]]:
    yield from (("values", value.key) for value in book.values)
    yield from (("catalogues", catalogue.code) for catalogue in book.catalogues)
    yield from (("machines", machine.code) for machine in book.machines)
    yield from (("mappings", name) for name, _ in _mappings_both_ways(book))


def _mappings_both_ways(book: Rulebook) -> Iterator[tuple[str, CatalogueMapping]]:
    for mapping in book.mappings:
        yield f"{mapping.from_catalogue} to {mapping.to_catalogue}", mapping
        turned = mapping.turned_round()
        yield f"{turned.from_catalogue} to {turned.to_catalogue}", turned


def _dangling(book: Rulebook, books: tuple[Rulebook, ...]) -> Iterator[RulebookProblem]:
    """Find catalogues and codes a mapping names although nothing has them while it is in force."""
    file = f"{book.code}.toml"
    contemporary = [catalogue for other in books if other.period.overlaps(book.period) for catalogue in other.catalogues]
    for mapping in book.mappings:
        key = f"mappings[{mapping.from_catalogue}]"
        used_codes = (
            (mapping.from_catalogue, [pair.code for pair in mapping.pairs]),
            (mapping.to_catalogue, [target for pair in mapping.pairs for target in pair.targets]),
        )
        for name, codes in used_codes:
            lists = [catalogue for catalogue in contemporary if catalogue.code == name]
            if not lists:
                yield RulebookProblem(file, key, ProblemKind.UNKNOWN_CATALOGUE, {"found": name})
            for unknown in sorted({code for code in codes for catalogue in lists if code not in catalogue}):
                yield RulebookProblem(file, key, ProblemKind.UNKNOWN_CODE, {"found": unknown, "catalogue": name})
