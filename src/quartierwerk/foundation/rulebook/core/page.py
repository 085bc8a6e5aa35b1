"""Read one table of a file strictly: every key is asked for by name, and what nobody asked for is a problem."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum

from quartierwerk.foundation.rulebook.core.problems import ProblemKind, RulebookProblem

CODE = re.compile(r"[a-z0-9]+([_.-][a-z0-9]+)*")


class Page:
    """A table under inspection; it hands out values and collects problems instead of raising."""

    def __init__(self, table: Mapping[str, object], *, file: str, path: str = "", problems: list[RulebookProblem] | None = None) -> None:
        self._table = table
        self._file = file
        self._path = path
        self._asked: set[str] = set()
        self.problems: list[RulebookProblem] = [] if problems is None else problems

    def complain(self, key: str, kind: ProblemKind, **facts: str) -> None:
        """Note a problem at a key of this table."""
        self.problems.append(RulebookProblem(self._file, self._at(key), kind, facts))

    def raw(self, key: str) -> object:
        """Return what stands at the key, or nothing."""
        self._asked.add(key)
        return self._table.get(key)

    def text(self, key: str, *, required: bool = True) -> str:
        """Return the text at the key; a missing, empty or other thing gives an empty text and a problem."""
        found = self.raw(key)
        if isinstance(found, str) and found.strip():
            return found.strip()
        if found is not None and not isinstance(found, str):
            self.complain(key, ProblemKind.WRONG_TYPE, wanted="text")
        elif required or found is not None:
            self.complain(key, ProblemKind.MISSING)
        return ""

    def code(self, key: str) -> str:
        """Return a stable code: small letters, digits, and underscores, dots or hyphens between them."""
        found = self.text(key)
        if found and not CODE.fullmatch(found):
            self.complain(key, ProblemKind.BAD_CODE, found=found)
        return found

    def codes(self, key: str) -> tuple[str, ...]:
        """Return a list of codes, which may be empty."""
        found = self.raw(key)
        if isinstance(found, list) and all(isinstance(code, str) for code in found):
            return tuple(found)
        self.complain(key, ProblemKind.MISSING if found is None else ProblemKind.WRONG_TYPE, wanted="codes")
        return ()

    def whole(self, key: str, *, default: int) -> int:
        """Return a whole number."""
        found = self.raw(key)
        if found is None:
            return default
        if isinstance(found, int) and not isinstance(found, bool):
            return found
        self.complain(key, ProblemKind.WRONG_TYPE, wanted="whole")
        return default

    def day(self, key: str, *, required: bool = True) -> date | None:
        """Return the day at the key."""
        found = self.raw(key)
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        if found is not None:
            self.complain(key, ProblemKind.WRONG_TYPE, wanted="day")
        elif required:
            self.complain(key, ProblemKind.MISSING)
        return None

    def one_of[Choice: StrEnum](self, key: str, choices: type[Choice]) -> Choice | None:
        """Return the choice at the key."""
        found = self.text(key)
        if found in choices:
            return choices(found)
        if found:
            self.complain(key, ProblemKind.NOT_ALLOWED, found=found, allowed=", ".join(choices))
        return None

    def table(self, key: str, *, required: bool = False) -> "Page":
        """Return the table at the key; an empty one when there is none."""
        found = self.raw(key)
        if found is None:
            if required:
                self.complain(key, ProblemKind.MISSING)
        elif not isinstance(found, dict):
            self.complain(key, ProblemKind.WRONG_TYPE, wanted="table")
        return Page(found if isinstance(found, dict) else {}, file=self._file, path=self._at(key), problems=self.problems)

    def named_tables(self) -> Iterator[tuple[str, "Page"]]:
        """Go through all tables inside this one, each with its name."""
        for key in self._table:
            yield key, self.table(key)

    def rows(self, key: str, *, names: str) -> Iterator["Page"]:
        """Go through the list of tables at the key; ``names`` is the key by which a problem calls the row."""
        found = self.raw(key)
        if found is None:
            return
        if not isinstance(found, list):
            self.complain(key, ProblemKind.WRONG_TYPE, wanted="list")
            return
        for place, row in enumerate(found, start=1):
            table = row if isinstance(row, dict) else {}
            path = f"{self._at(key)}[{table.get(names, place)}]"
            if not isinstance(row, dict):
                self.problems.append(RulebookProblem(self._file, path, ProblemKind.WRONG_TYPE, {"wanted": "table"}))
                continue
            yield Page(table, file=self._file, path=path, problems=self.problems)

    def texts(self) -> dict[str, str]:
        """Return the whole table as texts by key."""
        return {key: self.text(key) for key in self._table}

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._table:
            if key not in self._asked:
                self.complain(key, ProblemKind.UNKNOWN_KEY)

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key
