"""Collections and queries from files; needs neither database nor Django.

Documents are JSON Lines with ``doc_id`` and ``text``, queries are lines of ``query_id`` and ``text`` with a tab
between them, with or without these words as a heading. A name that ends in ``.gz`` is unpacked.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_PROBLEMS = 100
HEADING = ("query_id", "text")


@dataclass(frozen=True, slots=True)
class Refused:
    """Something a file cannot be read for: where, and which of the sentences of ``config.search_command`` says it."""

    line: int
    column: int
    reason: str
    about: str = ""


class UnreadableError(Exception):
    """A file is refused; carries every problem found, the first hundred at most."""

    def __init__(self, path: Path, problems: list[Refused]) -> None:
        super().__init__(f"{path}: {len(problems)}")
        self.path = path
        self.problems = problems


def documents(path: Path) -> dict[str, str]:
    """Return the texts by id, in the order of the file.

    Raises:
        UnreadableError: a line is no such document, or an id comes twice.
    """
    found: dict[str, str] = {}
    problems: list[Refused] = []
    for number, line in _lines(path, problems):
        document = _document(number, line)
        if isinstance(document, Refused):
            problems.append(document)
        elif document[0] in found:
            problems.append(Refused(number, 1, "doc_twice", document[0]))
        else:
            found[document[0]] = document[1]
        if len(problems) >= MOST_PROBLEMS:
            break
    return _unless(problems, path, found)


def queries(path: Path) -> dict[str, str]:
    """Return the queries by id, in the order of the file.

    Raises:
        UnreadableError: a line has not two columns, or an id comes twice.
    """
    found: dict[str, str] = {}
    problems: list[Refused] = []
    for number, line in _lines(path, problems):
        columns = line.split("\t")
        if number == 1 and tuple(columns) == HEADING:
            continue
        if len(columns) != len(HEADING):
            problems.append(Refused(number, 1 + len("\t".join(columns[:2])), "two_columns", str(len(columns))))
        elif not columns[0].strip():
            problems.append(Refused(number, 1, "no_query_id"))
        elif columns[0] in found:
            problems.append(Refused(number, 1, "query_twice", columns[0]))
        else:
            found[columns[0]] = columns[1]
        if len(problems) >= MOST_PROBLEMS:
            break
    return _unless(problems, path, found)


def _unless(problems: list[Refused], path: Path, found: dict[str, str]) -> dict[str, str]:
    if problems:
        raise UnreadableError(path, problems)
    return found


def _lines(path: Path, problems: list[Refused]) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something; one that is no text goes to the problems."""
    number = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                try:
                    line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                except UnicodeDecodeError as problem:
                    problems.append(Refused(number, problem.start + 1, "not_utf8"))
                    continue
                if line.strip():
                    yield number, line
    except (gzip.BadGzipFile, EOFError, zlib.error):
        problems.append(Refused(number + 1, 1, "broken_gzip"))


def _document(number: int, line: str) -> tuple[str, str] | Refused:
    try:
        read: Any = json.loads(line)
    except json.JSONDecodeError as problem:
        return Refused(number, problem.colno, "no_json")
    except (RecursionError, ValueError):  # nested too deeply, or a number with too many digits
        return Refused(number, 1, "no_json")
    if not isinstance(read, dict):
        return Refused(number, 1, "no_object")
    code, text = read.get("doc_id"), read.get("text")
    if isinstance(code, int) and not isinstance(code, bool):
        code = str(code)
    if not isinstance(code, str) or not code:
        return Refused(number, 1, "no_doc_id")
    if not isinstance(text, str):
        return Refused(number, 1, "no_text", code)
    return code, text
