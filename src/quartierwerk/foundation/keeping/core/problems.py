"""Rules of problems people report."""

from urllib.parse import urlsplit

from quartierwerk.kernel.errors import DomainError

MOST_CHARACTERS = 3_000
LONGEST_ADDRESS = 500


class SilentReportError(DomainError):
    """A report says what is wrong; so does its answer."""


class LongReportError(DomainError):
    """A text is longer than it may be; carries its length."""

    def __init__(self, length: int) -> None:
        super().__init__(str(length))
        self.length = length


class AnsweredError(DomainError):
    """Somebody has answered already."""


def checked(text: str) -> str:
    """Return the text without blanks around it.

    Raises:
        SilentReportError, LongReportError: it says nothing, or too much.
    """
    stripped = text.strip()
    if not stripped:
        raise SilentReportError
    if len(stripped) > MOST_CHARACTERS:
        raise LongReportError(len(stripped))
    return stripped


def page_of(address: str, *, host: str) -> str:
    """Return the path of one of our pages from a whole address, or nothing for what is none.

    The query is left out: it holds what somebody looked for. What could be read as another host's address is nothing.
    """
    try:
        split = urlsplit(address)
    except ValueError:
        return ""
    path = split.path
    is_ours = split.netloc in {"", host} and path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_ours and path.isprintable() and len(path) <= LONGEST_ADDRESS else ""
