"""Why a file is not taken, or not handed out."""

from quartierwerk.kernel.errors import DomainError


class EmptyFileError(DomainError):
    """There is nothing in the file."""


class TooLargeError(DomainError):
    """The file has more bytes than its purpose allows."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"{size} of {limit} bytes")
        self.size = size
        self.limit = limit


class WrongKindError(DomainError):
    """The content is of a kind that its purpose does not allow."""

    def __init__(self, found: str, allowed: tuple[str, ...]) -> None:
        super().__init__(f"{found}, not one of {allowed}")
        self.found = found
        self.allowed = allowed


class LockedFileError(DomainError):
    """The content is protected with a password."""


class UnreadablePictureError(DomainError):
    """The content begins like a picture, but cannot be read as one."""


class TooManyPixelsError(DomainError):
    """The picture has more pixels than we unpack."""

    def __init__(self, pixels: int, limit: int) -> None:
        super().__init__(f"{pixels} of {limit} pixels")
        self.pixels = pixels
        self.limit = limit


class DamagedFileError(DomainError):
    """The stored bytes are gone (``missing``) or are no longer what their hash says (``changed``)."""

    def __init__(self, sha256: str, finding: str) -> None:
        super().__init__(f"{sha256} {finding}")
        self.sha256 = sha256
        self.finding = finding
