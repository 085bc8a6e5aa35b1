"""One line of the log: what happened, without anything a person typed or is called.

Of a message only the sentence in our own code is kept, with numbers filled in. Of an error its kind and the places
it passed are kept, never its text: the database, for one, quotes the row it refuses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

OURS = "quartierwerk"
HIDDEN = "…"
type Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a program said, before it is cleaned: the sentence with gaps, and what goes into them."""

    logger: str
    sentence: object
    given: object = ()


def cleaned(said: Said) -> str:
    """Return a sentence of our own with its numbers; of a library's nothing, for it may have filled it in before."""
    if said.logger.partition(".")[0] != OURS or not isinstance(said.sentence, str):
        return ""
    if not said.given:
        return said.sentence
    try:
        return said.sentence % _numbers_only(said.given)
    except (TypeError, ValueError, KeyError):
        return said.sentence


def _numbers_only(given: object) -> object:
    if isinstance(given, Mapping):
        return {name: _number(value) for name, value in given.items()}
    return tuple(_number(value) for value in given) if isinstance(given, tuple) else _number(given)


def _number(value: object) -> object:
    return value if isinstance(value, int | float) else HIDDEN


def place(path: str, line: int | None, function: str) -> str:
    """Return where an error passed, without the folders of the machine."""
    for root in ("/site-packages/", "/src/"):
        path = path.rpartition(root)[2]
    inside = path.rpartition("/lib/python")[2]
    return f"{inside}:{line or 0} {function}"


def line(facts: Iterable[tuple[str, Plain | list[str]]]) -> dict[str, Plain | list[str]]:
    """Return the line's facts in their order, without those that say nothing."""
    return {name: value for name, value in facts if value not in ("", None, [])}
