"""Read and protect delimited text: which encoding, which delimiter, and which cells look like formulas."""

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from charset_normalizer import from_bytes

from quartierwerk.foundation.tables.errors import UnreadableFileError
from quartierwerk.foundation.tables.limits import Limits

DELIMITERS = ";\t,|"
_SAMPLE_ROWS = 40
_SAMPLE_BYTES = 200_000
_NUL_SHARE = 0.2
_CONTROL_SHARE = 0.05
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_PROTECTION = "'"
_DANGEROUS = re.compile("'*[=+\\-@\t\r＝＋－＠]")


def decode(content: bytes) -> str:
    """Return the text behind the bytes: by byte order mark, as UTF-8, as UTF-16, else as Windows-1252 or a guess.

    Raises:
        UnreadableFileError: this is no text, or its encoding cannot be told.
    """
    text = _decode(content)
    sample = text[:_SAMPLE_BYTES]
    if "\x00" in text or len(_CONTROL.findall(sample)) > len(sample) * _CONTROL_SHARE:
        raise UnreadableFileError("not_text")
    return text


def _decode(content: bytes) -> str:
    try:
        if content.startswith(codecs.BOM_UTF8):
            return content.decode("utf-8-sig")
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        if wide := _wide_encoding(content):
            return content.decode(wide)
    except UnicodeDecodeError as problem:
        raise UnreadableFileError("not_text") from problem
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _guess(content)


def _wide_encoding(content: bytes) -> str:
    """Return the UTF-16 that text without a mark must be in, told by where its zero bytes stand."""
    sample = content[:_SAMPLE_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) / 2 * _NUL_SHARE:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(content: bytes) -> str:
    if b"\x00" in content:
        raise UnreadableFileError("not_text")
    best = from_bytes(content[:_SAMPLE_BYTES], cp_isolation=["cp850", "cp437", "mac_roman", "latin_1"]).best()
    if best is None:
        raise UnreadableFileError("unknown_encoding")
    try:
        return content.decode(best.encoding)
    except (UnicodeDecodeError, LookupError) as problem:
        raise UnreadableFileError("unknown_encoding") from problem


def read_rows(content: bytes, *, limits: Limits) -> tuple[tuple[str, ...], ...]:
    """Return the cells of delimited text.

    Raises:
        UnreadableFileError: no text, broken quoting, or beyond the limits.
    """
    text = decode(content)
    rows: list[tuple[str, ...]] = []
    total = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text)):
            rows.append(tuple(row))
            total += len(row)
            if len(row) > limits.columns:
                raise UnreadableFileError("too_many_columns_in_text", row=len(rows), limit=limits.columns)
            if len(rows) > limits.rows or total > limits.cells:
                raise UnreadableFileError("too_many_rows_in_text", limit=limits.rows)
    except csv.Error as problem:
        raise UnreadableFileError("broken_quoting", row=len(rows) + 1) from problem
    return tuple(rows)


def find_delimiter(text: str) -> str:
    """Return the delimiter that parts the first rows most evenly; a semicolon where none does."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text[:_SAMPLE_BYTES], delimiter))


def _evenness(sample: str, delimiter: str) -> int:
    try:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row in islice(reader, _SAMPLE_ROWS) if row)
    except csv.Error:
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def protected(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula; ``without_protection`` takes it back."""
    return _PROTECTION + text if _DANGEROUS.match(text) else text


def without_protection(text: str) -> str:
    """Take off the apostrophe that protects text which looks like a formula."""
    return text[1:] if text.startswith(_PROTECTION) and _DANGEROUS.match(text) else text
