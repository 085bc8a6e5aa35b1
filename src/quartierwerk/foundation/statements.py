"""Reads whose SQL the ORM writes once; afterwards only the values change.

Writing the SQL of a reading with a dozen subqueries costs several times what the database needs to answer it, and
it comes out the same each time. A function marked ``@kept`` builds such a queryset. What it is given by keyword are
*values*, handed to the database anew with each call; what it is given by position is its *shape* and becomes
part of the text. A shape is written once in each process. Decision 0010 says why this is worth its place.

Texts are shared by all threads, and so are the querysets of a ``Prefetch`` inside them: never alter one.
"""

import copy
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, overload

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, CharField, F, Func, QuerySet, Value

SHAPES = 512

type Kinds = tuple[tuple[str, type], ...]  # the values' names and what kind each is
type Build = Callable[[Mapping[str, Any]], QuerySet[Any, Any]]


class AlteredValueError(Exception):
    """A value does not reach the database as it was given, so its place in the text cannot be found."""

    def __init__(self, build: str, name: str) -> None:
        super().__init__(f"{build}: {name} is altered or unused on its way to the database; give it by position")


class KeptRelationError(Exception):
    """A queryset of a related manager holds its object; the next caller would get it, too."""


class AnyOf(Func):
    """The condition "the column holds one of these codes", with all codes as one value."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, column: str, codes: Sequence[str]) -> None:
        super().__init__(F(column), Value(list(codes), output_field=ArrayField(CharField())))


def kept[Row](build: Callable[..., QuerySet[Any, Row]]) -> "Callable[..., Rows[Row]]":
    """Let the queryset's SQL be written once for each shape (what is given by position)."""

    @functools.lru_cache(maxsize=SHAPES)
    def written(shape: tuple[Any, ...], kinds: Kinds, cut: "_Cut") -> "_Text | None":
        return _write(lambda values: cut.of(build(*shape, **values)), kinds, build.__qualname__, counted=cut.counted)

    @functools.wraps(build)
    def rows(*shape: Any, **given: Any) -> Rows[Row]:
        kinds = tuple((name, type(value)) for name, value in given.items())
        return Rows(lambda cut: written(shape, kinds, cut), given)

    return rows


@dataclass(frozen=True, slots=True)
class _Cut:
    """Which of the rows are wanted: from ``start`` to before ``stop``, or only how many there are."""

    start: int = 0
    stop: int | None = None
    counted: bool = False

    def of(self, queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        return queryset.order_by().values("pk") if self.counted else queryset[self.start : self.stop]


class Rows[Row]:
    """The rows of a kept reading; read when they are looked at, like a queryset, and only as many as asked for."""

    def __init__(self, written: "Callable[[_Cut], _Text | None]", given: Mapping[str, object]) -> None:
        self._written = written
        self._given = given
        self._all: list[Row] | None = None

    def __iter__(self) -> Iterator[Row]:
        """Read all rows, once."""
        if self._all is None:
            self._all = self._read(_Cut())
        return iter(self._all)

    def __len__(self) -> int:
        return sum(1 for _row in self)

    def count(self) -> int:
        """Return how many rows there are, without reading them."""
        text = self._written(_Cut(counted=True))
        return text.number(self._given) if text else 0

    def first(self) -> Row | None:
        """Return the first row, or none."""
        return next(iter(self._read(_Cut(stop=1))), None)

    @overload
    def __getitem__(self, wanted: int) -> Row: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Row]: ...
    def __getitem__(self, wanted: int | slice) -> Row | list[Row]:
        if isinstance(wanted, slice) and wanted.step is None and self._all is None:
            return self._read(_Cut(wanted.start or 0, wanted.stop))
        return list(self)[wanted]

    def _read(self, cut: _Cut) -> list[Row]:
        text = self._written(cut)
        return text.rows(self._given) if text else []


@dataclass(frozen=True, slots=True)
class _Text:
    """The SQL of one shape, with the name of the value (or none) that belongs into each of its places."""

    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[object, ...]
    names: tuple[str | None, ...]

    @property
    def fixed(self) -> tuple[str, ...]:
        """Return what is the same for all values, as text, for not every parameter can be compared."""
        return tuple(repr(param) for name, param in zip(self.names, self.params, strict=True) if name is None)

    def rows(self, given: Mapping[str, object]) -> list[Any]:
        """Return the rows as the ORM makes them, with what is to be read along."""
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *_args, **_options: (self.sql, self._filled(given))
        query = copy.copy(self.queryset.query)
        query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]  # the text is known
        found = object.__new__(type(self.queryset))  # copying a queryset would read it
        # Django's setter of ``query`` would forget how rows are made.
        vars(found).update(vars(self.queryset) | {"_query": query})
        return list(found)

    def number(self, given: Mapping[str, object]) -> int:
        """Return how many rows there are."""
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({self.sql}) AS found", self._filled(given))  # noqa: S608 -- the ORM's own text
            found: int = cursor.fetchone()[0]
            return found

    def _filled(self, given: Mapping[str, object]) -> tuple[Any, ...]:
        return tuple(param if name is None else _plain(given[name]) for name, param in zip(self.names, self.params, strict=True))


def _write(build: Build, kinds: Kinds, name: str, *, counted: bool) -> _Text | None:
    """Write the text twice, with other stand-ins the second time: whatever else differs was made from a value.

    Who only counts may leave values out with the columns they were for.
    """
    texts = []
    for first in (1, 51):
        stand_ins = {each: _stand_in(kind, first + number) for number, (each, kind) in enumerate(kinds)}
        texts.append(_text(build(stand_ins), stand_ins, name))
    one, other = texts
    if one is None or other is None:
        return None
    if (one.sql, one.names, one.fixed) != (other.sql, other.names, other.fixed):
        raise AlteredValueError(name, ", ".join(each for each, _kind in kinds))
    if not counted and (unused := {each for each, _kind in kinds} - set(one.names)):
        raise AlteredValueError(name, min(unused))
    return one


def _text(queryset: QuerySet[Any, Any], stand_ins: Mapping[str, object], name: str) -> _Text | None:
    if queryset._known_related_objects:  # type: ignore[attr-defined]  # noqa: SLF001 -- there is no other way to tell
        raise KeptRelationError(name)
    compiler: Any = queryset.query.get_compiler(using=queryset.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    compiler.connection = None  # it belongs to the thread that wrote; each call brings its own
    return _Text(queryset, compiler, sql, tuple(params), tuple(_name_of(param, stand_ins) for param in params))


def _name_of(param: object, stand_ins: Mapping[str, object]) -> str | None:
    return next((name for name, value in stand_ins.items() if isinstance(param, type(value)) and value == param), None)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _stand_in(kind: type, number: int) -> Any:
    """Return a value of the kind that nobody would give, to find again where it goes."""
    if issubclass(kind, datetime):
        return datetime(100 + number, 1 + number % 12, 1 + number % 28, number % 24, tzinfo=UTC)
    if issubclass(kind, date):
        return date(100 + number, 1 + number % 12, 1 + number % 28)
    if issubclass(kind, str):
        return f"\ue000{number}"
    if issubclass(kind, int) and kind is not bool:
        return 32_000 + number  # small enough for every column of numbers; one too large would find nothing for ever
    if issubclass(kind, (list, tuple)):
        return [f"\ue000{number}"]
    raise TypeError(f"{kind.__name__} cannot be given by keyword; give it by position")
