"""Which municipality a published name means.

The rule: a name means the one municipality of the state whose official name, without its addition
("am Main", "a.d. Lahn", "(Taunus)"), is equal to it. Where two fit, or none, the question stays open.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_ADDITION = re.compile(r"\s*(?:\(.*\)|,.*|\s(?:am|an der|an dem|im|in der|a\.\s?d\.|v\.\s?d\.|vor der|bei|i\.)\s.*)$")


def without_addition(official: str) -> str:
    """Return the official name without what tells it from others."""
    return _ADDITION.sub("", official).strip()


def meant_by(published: str, features: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the one feature the published name means, or nothing where two fit or none does."""
    exact: list[Mapping[str, Any]] = []
    bare: list[Mapping[str, Any]] = []
    for feature in features:
        official = str(feature["properties"]["name"])
        if official == published:
            exact.append(feature)
        elif without_addition(official) == published:
            bare.append(feature)
    found = [*exact, *bare]
    return found[0] if len(found) == 1 else None
