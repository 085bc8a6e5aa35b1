"""What changed in a row, field by field, from two states of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What happened to a row; the codes are the labels of the row history."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's value before and after; nothing before for a new row, nothing after for a deleted one."""

    field: str
    old: object
    new: object


EMPTY = (None, "")


def changed_fields(
    kind: ChangeKind, *, before: Mapping[str, object] | None, after: Mapping[str, object], fields: Sequence[str]
) -> tuple[FieldChange, ...]:
    """Return the fields that differ; for a new or deleted row, those that hold something.

    ``before`` is the row's earlier state where the history knows it; without it, an update shows nothing
    as old. A deletion's state is in ``after``, as the history keeps the row as it last was.
    """
    if kind is ChangeKind.DELETE:
        return tuple(FieldChange(name, after[name], None) for name in fields if after.get(name) not in EMPTY)
    if kind is ChangeKind.INSERT or before is None:
        return tuple(FieldChange(name, None, after[name]) for name in fields if after.get(name) not in EMPTY)
    return tuple(FieldChange(name, before.get(name), after.get(name)) for name in fields if before.get(name) != after.get(name))
