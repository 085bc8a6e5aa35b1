"""Refusals of places that need no calculation."""

from quartierwerk.kernel.errors import DomainError


class CodeTakenError(DomainError):
    """A code or key belongs to another place."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SaidAlreadyError(DomainError):
    """The same thing stands in the books already; ``what`` is a stable code, ``value`` the thing."""

    def __init__(self, what: str, value: str) -> None:
        super().__init__(f"{what}: {value}")
        self.what = what
        self.value = value
