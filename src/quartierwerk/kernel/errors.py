"""Refusals: what the programme or its rules say no to."""


class DomainError(Exception):
    """A refusal that people may meet; it carries facts, and a room's phrases turn it into a sentence."""


class NotPermittedError(DomainError):
    """The actor may not do this now."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
