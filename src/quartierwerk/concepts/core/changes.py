"""What a save changes, as pairs of old and new, and the refusal when somebody else was faster."""

from collections.abc import Mapping

from quartierwerk.kernel.errors import DomainError


class ChangedMeanwhileError(DomainError):
    """Somebody else saved this after the form was opened."""

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(f"version {found} instead of {expected}")
        self.expected = expected
        self.found = found


class GoneMeanwhileError(DomainError):
    """Somebody else took this away after the page was opened."""


class AlreadyBegunError(DomainError):
    """The site has a concept already; there is one per site."""


class AlreadyShownError(DomainError):
    """The measure shows this very photograph already."""


class CodeTakenError(DomainError):
    """Another goal or measure of the concept has this number."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CircularGoalError(DomainError):
    """A goal would stand below itself, or deeper than guiding goal and sub-goal."""


class StillServedError(DomainError):
    """A goal cannot go while sub-goals or measures name it."""

    def __init__(self, sub_goals: int, measures: int) -> None:
        super().__init__(f"{sub_goals} sub-goals, {measures} measures")
        self.sub_goals = sub_goals
        self.measures = measures


def check_version(*, expected: int | None, found: int) -> None:
    """Be silent when nobody else has saved since; no expectation always passes.

    Raises:
        ChangedMeanwhileError: somebody else has.
    """
    if expected is not None and expected != found:
        raise ChangedMeanwhileError(expected, found)


def differences(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, list[object]]:
    """Return the keys of ``new`` whose value differs, each with [old, new]."""
    return {key: [old.get(key), value] for key, value in new.items() if old.get(key) != value}


class RefusedRowsError(DomainError):
    """Rows of a spreadsheet were refused and nobody said to leave them out."""

    def __init__(self, rows: int) -> None:
        super().__init__(f"{rows} rows")
        self.rows = rows
