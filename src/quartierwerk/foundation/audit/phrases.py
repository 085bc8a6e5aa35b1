"""Deeds and row changes as plain sentences.

A room registers in ``AppConfig.ready()`` what its deeds read like after a person's name ("hat den
Standort angelegt"), what its facts and rows are called, and how coded values are spelled out. What
nobody registered still reads, only less well.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from quartierwerk.foundation.audit.core.changes import ChangeKind, FieldChange
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.audit.queries import RowChange
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.content import Verbatim

type Text = str | Promise
LONGEST = 200
PAIR = 2  # a fact of two values is a change from the first to the second

_sentences: dict[str, Text] = {}
_names: dict[str, Text] = {}
_rows: dict[str, Text] = {}
_values: dict[str, Callable[[str], Text]] = {}


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A named value, before and after; ``old`` is empty where nothing was before or it is no change."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """What happened to one row, and to which of its values."""

    sentence: str
    values: tuple[ValueLine, ...]


def say(sentences: Mapping[str, Text]) -> None:
    """Register what deeds read like; ``{fact}`` in a sentence is filled with that fact."""
    _sentences.update(sentences)


def name_facts(names: Mapping[str, Text]) -> None:
    """Register what facts and columns are called where the model does not say."""
    _names.update(names)


def name_rows(names: Mapping[str, Text]) -> None:
    """Register what rows are called, by the model's label: ``people.Mandate``."""
    _rows.update(names)


def spell_out(values: Mapping[str, Callable[[str], Text]]) -> None:
    """Register how the codes of a fact or column are spelled out."""
    _values.update(values)


def sentence_of(entry: TrailEntry) -> str:
    """Return what the person did, as it reads after the person's name."""
    template = _sentences.get(entry.deed)
    if template is None:
        return _("hat „{deed}“ ausgeführt").format(deed=entry.deed)
    return str(template).format_map(_Facts(entry.facts))


def knows(deed_name: str) -> bool:
    """Tell whether a room has registered a sentence for this deed."""
    return deed_name in _sentences


def facts_of(entry: TrailEntry) -> tuple[ValueLine, ...]:
    """Return the entry's facts as named values, changes (facts of two values) first."""
    ordered = sorted(entry.facts.items(), key=lambda fact: (not _is_change(fact[1]), fact[0]))
    return tuple(_fact_line(name, value) for name, value in ordered)


def row_line(change: RowChange) -> RowLine:
    """Return what happened to a row, with its fields under the names people know.

    Which other rows a new or removed row belonged to is left out: a row's number tells people nothing.
    """
    meta = change.model._meta  # noqa: SLF001 -- Django's documented model interface
    row = _rows.get(meta.label, meta.verbose_name)
    happened = {
        ChangeKind.INSERT: _("{row} angelegt"),
        ChangeKind.UPDATE: _("{row} geändert"),
        ChangeKind.DELETE: _("{row} entfernt"),
    }[change.kind]
    told = [field for field in change.fields if change.kind is ChangeKind.UPDATE or not field.field.endswith("_id")]
    return RowLine(happened.format(row=row), tuple(_field_line(change.model, field) for field in told))


def value_text(name: str, value: Any) -> str:
    """Return a stored value the way people write it."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, int):
        return _number(name, value)
    if isinstance(value, list):
        return ", ".join(value_text(name, part) for part in value)
    if isinstance(value, str):
        return _text(name, value)
    return str(value)


class _Facts(dict[str, Any]):
    """Facts that a sentence may ask for, the newer value where there are two."""

    def __getitem__(self, name: str) -> str:
        value = super().get(name, "…")
        return value_text(name, value[1] if _is_change(value) else value)

    def __missing__(self, name: str) -> str:
        return "…"


def _is_change(value: Any) -> bool:
    return isinstance(value, list) and len(value) == PAIR


def _fact_line(name: str, value: Any) -> ValueLine:
    called = str(_names.get(name, name.replace("_", " ")))
    if _is_change(value):
        return ValueLine(called, value_text(name, value[0]), value_text(name, value[1]))
    return ValueLine(called, "", value_text(name, value))


def _field_line(model: type[models.Model], change: FieldChange) -> ValueLine:
    field = _field(model, change.field)
    called = _field_name(field, change.field.removesuffix("_id"))
    if isinstance(field, models.JSONField | models.ForeignKey):
        # Digests and row numbers tell people nothing; that it changed does.
        return ValueLine(called, "", _("entfernt") if change.new is None else _("geändert") if change.old is not None else _("angegeben"))
    old, new = (_chosen(field, change.field, value) for value in (change.old, change.new))
    return ValueLine(called, "" if change.old is None else old, new)


def _field_name(field: Any, name: str) -> str:
    """Return what the model says, where it says something; otherwise what a room registered."""
    plain = name.replace("_", " ")
    said = str(field.verbose_name) if field else plain
    return str(_names.get(name, said)) if said == plain else said


def _field(model: type[models.Model], column: str) -> Any:
    try:
        return model._meta.get_field(column.removesuffix("_id"))  # noqa: SLF001 -- Django's documented model interface
    except FieldDoesNotExist:
        return None


def _chosen(field: Any, name: str, value: Any) -> str:
    choices = dict(getattr(field, "flatchoices", ()) or ())
    if isinstance(value, str | int) and value in choices and str(choices[value]) != value:
        return str(choices[value])
    return value_text(name, value)


def _number(name: str, value: int) -> str:
    if name.endswith("_cents"):
        return figures.euros_exact(value)
    if name.endswith(("year", "number", "version")):
        return str(value)
    return figures.figure(value)


def _text(name: str, value: str) -> str:
    if name in _values:
        return str(_values[name](value))
    if name.endswith("_on") or name in {"since", "valid_from", "as_of"}:
        return _day(value)
    if name.endswith("_at"):
        return _moment(value)
    return Verbatim(value if len(value) <= LONGEST else value[:LONGEST].rstrip() + " …")


def _day(value: str) -> str:
    try:
        return figures.day(date.fromisoformat(value))
    except ValueError:
        return value


def _moment(value: str) -> str:
    try:
        return figures.moment(timezone.localtime(datetime.fromisoformat(value)))
    except ValueError:
        return value
