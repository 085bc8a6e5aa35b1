"""What mail says no to."""

from quartierwerk.kernel.errors import DomainError


class BadAddressError(DomainError):
    """No letter can be sent to this; ``reason`` is ``empty``, ``long``, ``broken`` or ``foreign``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BrokenHeaderError(DomainError):
    """A subject or name holds a line break or another control character, as if somebody wanted to add a head line."""


class WrongStateError(DomainError):
    """The letter is in a state in which this cannot be done."""

    def __init__(self, state: str, wanted: str) -> None:
        super().__init__(f"{state} -> {wanted}")
        self.state = state
        self.wanted = wanted


class NotWantedError(DomainError):
    """The person has said that no more letters of this kind shall come."""


class NoAddressError(DomainError):
    """The person has no address."""


class CannotUnsubscribeError(DomainError):
    """Letters of this kind are owed; nobody can unsubscribe from them."""


class NothingToSendError(DomainError):
    """There is no letter to do this with."""


class OwnFallbackError(DomainError):
    """Nobody stands in for themselves."""
