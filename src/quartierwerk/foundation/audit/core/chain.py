"""The keyed hash chain over trail entries.

Each entry's hash covers its own content and the hash before it, under a key that is not in the
database. Whoever changes, removes, inserts or reorders entries without the key breaks the chain;
whoever has the key too is caught by the head that is also written outside the database.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping

START = "0" * 64


def canonical(content: Mapping[str, object]) -> bytes:
    """Return the one byte string that stands for this content: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def chain_hash(content: Mapping[str, object], *, previous: str, key: bytes) -> str:
    """Return the hash that ties this content to the entry before it."""
    return hmac.new(key, previous.encode() + b"\n" + canonical(content), hashlib.sha256).hexdigest()


def plain(facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts as a database gives them back: text keys, lists, and whole numbers without a fraction.

    A hash made before saving must match one made after reading, so nothing may change on the way.

    Raises:
        TypeError: a value that JSON does not know.
        ValueError: a number that is infinite or not a number.
    """
    text = json.dumps(facts, ensure_ascii=False, allow_nan=False)
    settled: dict[str, object] = json.loads(text, parse_float=_whole_where_possible)
    return settled


def _whole_where_possible(digits: str) -> int | float:
    number = float(digits)
    return int(number) if number.is_integer() else number
