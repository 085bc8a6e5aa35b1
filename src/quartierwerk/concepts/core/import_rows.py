"""What holds for rows of goals and of measures alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from quartierwerk.concepts.core.import_values import Change, Finding, ReadRow, same


def places_of(rows: Iterable[ReadRow]) -> dict[str, list[ReadRow]]:
    """Return the rows under each number."""
    places: dict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        places[same(str(row.values.get("code", "")))].append(row)
    return places


def code_findings(row: ReadRow, places: Mapping[str, list[ReadRow]]) -> Iterable[Finding]:
    """Find a number that is missing or that several rows claim."""
    code = str(row.values.get("code", ""))
    if not code and not row.unreadable:
        yield Finding("code", "missing_value")
    if code and len(places[same(code)]) > 1:
        yield Finding("code", "duplicate_code", {"code": code, "rows": tuple(place.row for place in places[same(code)])})


def length_findings(row: ReadRow, limits: Mapping[str, int]) -> Iterable[Finding]:
    """Find texts longer than the concept can hold, by key."""
    for key, limit in limits.items():
        text = row.values.get(key)
        if isinstance(text, str) and len(text) > limit:
            yield Finding(key, "text_too_long", {"length": len(text), "limit": limit})


def changes_of(row: ReadRow, old: Mapping[str, object], new: Mapping[str, object]) -> tuple[Change, ...]:
    """Return the values that would change, of those the row speaks about."""
    return tuple(Change(key, old.get(key), new.get(key)) for key in row.values if old.get(key) != new.get(key))


def bare(text: str) -> str:
    """Return text as a cell would hold it."""
    return text.replace("\r\n", "\n").strip()
