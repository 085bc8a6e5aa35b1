"""Who is meant by an ``@`` in a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quartierwerk.kernel.errors import DomainError

# An address has letters before its sign, a mention stands by itself.
_SIGN = re.compile(r"(?<![^\s(„\"'])@(?=\S)")
_WORD = re.compile(r"[\w.\-]+")
MOST_CHARACTERS = 5_000


@dataclass(frozen=True, slots=True)
class Found:
    """The people a text means, by number, in the order of their first mention."""

    people: tuple[int, ...]


class EmptyCommentError(DomainError):
    """A comment says something."""


class TooLongError(DomainError):
    """The text is longer than a comment may be."""

    def __init__(self, length: int) -> None:
        super().__init__(str(length))
        self.length = length


class NobodyMeantError(DomainError):
    """What follows the sign is nobody who may read this; carries what was typed."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class SeveralMeantError(DomainError):
    """What follows the sign fits several people; carries their names."""

    def __init__(self, typed: str, names: tuple[str, ...]) -> None:
        super().__init__(typed)
        self.typed = typed
        self.names = names


def checked(text: str) -> str:
    """Return the text without blanks around it.

    Raises:
        EmptyCommentError, TooLongError: it says nothing, or too much.
    """
    stripped = text.strip()
    if not stripped:
        raise EmptyCommentError
    if len(stripped) > MOST_CHARACTERS:
        raise TooLongError(len(stripped))
    return stripped


def mentioned(text: str, readers: Mapping[int, str]) -> Found:
    """Return whom the text mentions among the readers (number to name).

    After the sign stands a whole name, or a first or last name that only one reader has; capitals do not matter and
    the longest name counts.

    Raises:
        NobodyMeantError, SeveralMeantError: a sign that leads to nobody, or to several.
    """
    found: dict[int, None] = {}
    for sign in _SIGN.finditer(text):
        found[_meant(text[sign.end() :], readers)] = None
    return Found(tuple(found))


def _meant(rest: str, readers: Mapping[int, str]) -> int:
    folded = rest.casefold()
    whole = [(len(name), number) for number, name in readers.items() if _begins(folded, name.casefold())]
    longest = max(whole, default=(0, 0))[0]
    fitting = [number for length, number in whole if length == longest]
    word = _WORD.match(rest)
    typed = word[0].rstrip(".-") if word else rest[:1]
    if not fitting:
        fitting = [number for number, name in readers.items() if typed.casefold() in name.casefold().split()]
    if not fitting:
        raise NobodyMeantError(typed)
    if len(fitting) > 1:
        raise SeveralMeantError(typed, tuple(sorted(readers[number] for number in fitting)))
    return fitting[0]


def _begins(text: str, name: str) -> bool:
    """Tell whether the text begins with the name as a whole."""
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()
