"""The answer to "may this person do this now?": yes, or no with a reason code."""

from dataclasses import dataclass
from typing import Self

from quartierwerk.kernel.errors import NotPermittedError


@dataclass(frozen=True, slots=True)
class Verdict:
    """A policy's answer; true when allowed, otherwise it names the reason by a stable code."""

    allowed: bool
    reason: str = ""

    @classmethod
    def yes(cls) -> Self:
        """Allow."""
        return cls(allowed=True)

    @classmethod
    def no(cls, reason: str) -> Self:
        """Refuse for the reason with this code."""
        return cls(allowed=False, reason=reason)

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Be silent when allowed.

        Raises:
            NotPermittedError: the verdict is no.
        """
        if not self.allowed:
            raise NotPermittedError(self.reason)
