"""Addresses and head lines: one form for each, and a no to whatever could become two.

Source: RFC 5321 section 4.5.3.1 (lengths), RFC 5322 section 2.2 (a head line ends with a line break, so none may be
in it). Addresses with letters beyond ASCII before the @ need SMTPUTF8, which not every server speaks; they are refused.
"""

import re
import unicodedata

from quartierwerk.foundation.mail.core.refusals import BadAddressError, BrokenHeaderError

LONGEST_ADDRESS = 254
LONGEST_NAME = 64  # what may stand before the @
_NAME = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")


def normalised(address: str) -> str:
    """Return the address in lower case, its domain in ASCII; the same mailbox has one form.

    Raises:
        BadAddressError: it is empty, too long, broken, or has letters beyond ASCII before the @.
    """
    text = unicodedata.normalize("NFC", address).strip(" ")
    if not text:
        raise BadAddressError("empty")
    name, _at, domain = text.rpartition("@")
    if not name.isascii():
        raise BadAddressError("foreign")
    name, domain = name.lower(), _in_ascii(domain)
    if len(name) > LONGEST_NAME or len(name) + 1 + len(domain) > LONGEST_ADDRESS:
        raise BadAddressError("long")
    if not _NAME.fullmatch(name) or not _DOMAIN.fullmatch(domain):
        raise BadAddressError("broken")
    return f"{name}@{domain}"


def is_address(text: str) -> bool:
    """Tell whether a letter could be sent to this."""
    try:
        normalised(text)
    except BadAddressError:
        return False
    return True


def _in_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def header_text(text: str) -> str:
    """Return the text for a head line, blanks evened out.

    Raises:
        BrokenHeaderError: it holds a line break or another control character, or half a character.
    """
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in text if letter != "\t"):
        raise BrokenHeaderError
    return " ".join(text.split())
