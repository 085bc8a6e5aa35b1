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
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def chain_hash(content: Mapping[str, object], *, previous: str, key: bytes) -> str:
    """Return the hash that ties this content to the entry before it."""
    return hmac.new(key, previous.encode() + b"\n" + canonical(content), hashlib.sha256).hexdigest()
