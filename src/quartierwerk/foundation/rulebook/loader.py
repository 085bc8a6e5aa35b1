"""Reads the rulebook files once per process."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from quartierwerk.foundation.rulebook.core.problems import ProblemKind, RulebookProblem
from quartierwerk.foundation.rulebook.core.reading import read_rulebook
from quartierwerk.foundation.rulebook.core.shelf import Shelf, check_together
from quartierwerk.foundation.rulebook.core.values import Rulebook

FOLDER = Path(__file__).resolve().parents[2] / "rulebooks"


class BrokenRulebooksError(Exception):
    """The rulebook files have mistakes, so no rule can be told."""

    def __init__(self, problems: tuple[RulebookProblem, ...]) -> None:
        super().__init__("\n".join(f"{problem.file}:{problem.key}: {problem.kind} {dict(problem.facts)}" for problem in problems))
        self.problems = problems


def read_folder(folder: Path) -> tuple[Shelf, tuple[RulebookProblem, ...]]:
    """Return the rulebooks that are right, and every problem of every file and between the files."""
    rulebooks: list[Rulebook] = []
    problems: list[RulebookProblem] = []
    for path in sorted(folder.glob("*.toml")):
        rulebook, found = _read_file(path)
        problems.extend(found)
        if rulebook is not None:
            rulebooks.append(rulebook)
    problems.extend(check_together(rulebooks))
    return Shelf.of(rulebooks), tuple(problems)


def _read_file(path: Path) -> tuple[Rulebook | None, tuple[RulebookProblem, ...]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        return None, (RulebookProblem(path.name, "", ProblemKind.NOT_TOML, {"found": str(problem)}),)
    return read_rulebook(document, name=path.stem)


@cache
def shelf() -> Shelf:
    """Return the shipped rulebooks, read at the first call.

    Raises:
        BrokenRulebooksError: at least one file has a mistake.
    """
    found, problems = read_folder(FOLDER)
    if problems:
        raise BrokenRulebooksError(problems)
    return found
