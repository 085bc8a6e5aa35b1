"""The order in which people number goals and measures: 2 before 10, and 1.9 before 1.10."""

import re

_PIECES = re.compile(r"(\d+)")

type NaturalKey = tuple[tuple[int, int, str], ...]


def natural_key(code: str) -> NaturalKey:
    """Return what sorts numbers as numbers and the rest as text, whatever its case."""
    pieces = (piece for piece in _PIECES.split(code.casefold()) if piece.strip())
    return tuple(_number(piece) if piece.isdecimal() else (1, 0, piece.strip()) for piece in pieces)


def _number(digits: str) -> tuple[int, int, str]:
    """Return what sorts as the number does: a longer one is larger. Python reads no number of thousands of digits."""
    significant = digits.lstrip("0")
    return (0, len(significant), significant)
