"""What may be written down about a request: a number nobody can be recognised by, and words of a closed list."""

import re

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "OTHER"
# Figures and dashes only, so that no name or address can be smuggled into logs and trail.
_SANE = re.compile(r"[0-9a-f][0-9a-f-]{14,38}[0-9a-f]", re.ASCII)


def sane_id(given: str) -> str:
    """Return the number a proxy gave the request, or nothing where it is none we would give ourselves."""
    return given if _SANE.fullmatch(given) else ""


def known_method(method: str) -> str:
    """Return the method, or ``OTHER``: a made-up one must not become a new row anywhere."""
    return method if method in METHODS else OTHER
