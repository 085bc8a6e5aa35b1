"""Refusals of a whole file; refusals of single cells are values (``core.cells.CellProblem``)."""

from quartierwerk.kernel.errors import DomainError


class UnreadableFileError(DomainError):
    """A file cannot be read as a spreadsheet, for the reason with this code."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class MappingError(DomainError):
    """A saved mapping of columns cannot be used."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
