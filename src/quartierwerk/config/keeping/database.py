"""The database as a backup sees it: counts and trail of one moment, and PostgreSQL's own dump of that same moment."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql

from quartierwerk.config.keeping.refusals import KeepingRefusedError
from quartierwerk.config.language import gettext as _

# Whoever restores signs in again: a session in a backup would open an account, and counted attempts are of their hour.
FLEETING = ("django_session", "usersessions_usersession", "shared_cache")
UNDER_WAY = "restore_in_progress"
_LOCK = 7_341_002
_HOLDS_ANYTHING = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND c.relname <> %s AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relname LIMIT 1
"""

type Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class State:
    """The database at one moment, which a dump can be taken of as long as it is held."""

    snapshot: str
    server: int
    size: int
    migrations: tuple[str, ...]
    tables: Mapping[str, int]
    trail_number: int
    trail_hash: str


def connect(url: str) -> Connection:
    """Return a connection.

    Raises:
        KeepingRefusedError: the database does not answer.
    """
    try:
        return psycopg.connect(url, connect_timeout=15)
    except psycopg.OperationalError as problem:
        raise KeepingRefusedError(_("Die Datenbank antwortet nicht: %(reason)s") % {"reason": str(problem).strip()}) from problem


@contextlib.contextmanager
def one_moment(url: str) -> Iterator[State]:
    """Hold one moment of the database: counts, trail and every dump taken meanwhile belong to it.

    Raises:
        KeepingRefusedError: the database does not answer, or holds no Quartierwerk.
    """
    with connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        if not _first(connection, "SELECT to_regclass('public.django_migrations') IS NOT NULL"):
            raise KeepingRefusedError(_("Die Datenbank ist leer. Legen Sie sie zuerst an: quartierwerk migrate"))
        number, head = _trail(connection)
        yield State(
            snapshot=str(_first(connection, "SELECT pg_export_snapshot()")),
            server=connection.info.server_version // 10_000,
            size=int(str(_first(connection, "SELECT pg_database_size(current_database())"))),
            migrations=_migrations(connection),
            tables=_counts(connection),
            trail_number=number,
            trail_hash=head,
        )


def _first(connection: Connection, question: str, *given: object) -> object:
    row = connection.execute(question.encode(), given).fetchone()
    return row[0] if row else None


def _trail(connection: Connection) -> tuple[int, str]:
    if not _first(connection, "SELECT to_regclass('public.audit_trailentry') IS NOT NULL"):
        return 0, ""
    last = connection.execute("SELECT number, entry_hash FROM public.audit_trailentry ORDER BY number DESC LIMIT 1").fetchone()
    return (int(str(last[0])), str(last[1])) if last else (0, "")


def _migrations(connection: Connection) -> tuple[str, ...]:
    rows = connection.execute("SELECT app || '.' || name FROM public.django_migrations ORDER BY 1").fetchall()
    return tuple(str(row[0]) for row in rows)


def _counts(connection: Connection) -> dict[str, int]:
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    wanted = [str(row[0]) for row in tables if row[0] not in {*FLEETING, UNDER_WAY}]
    count = sql.SQL("SELECT count(*) FROM public.{}")
    found = ((table, connection.execute(count.format(sql.Identifier(table))).fetchone()) for table in wanted)
    return {table: int(str(row[0])) for table, row in found if row}


def counts(connection: Connection) -> Mapping[str, int]:
    """Return the number of rows of every table a backup holds."""
    return _counts(connection)


@contextlib.contextmanager
def target(url: str) -> Iterator[Connection]:
    """Hold the database a restore goes into, so that no second restore begins.

    Raises:
        KeepingRefusedError: another restore is at work.
    """
    with connect(url) as connection:
        connection.autocommit = True
        if not _first(connection, "SELECT pg_try_advisory_lock(%s)", _LOCK):
            raise KeepingRefusedError(_("In diese Datenbank wird gerade schon eine Sicherung zurückgespielt."))
        yield connection


def found_in(connection: Connection) -> str:
    """Return the name of something the database holds, or nothing where it is empty."""
    return str(_first(connection, _HOLDS_ANYTHING, UNDER_WAY) or "")


def begun_with(connection: Connection) -> str:
    """Return the mark of the backup whose restore into this database was begun and has not ended, or nothing."""
    if not _first(connection, "SELECT to_regclass(%s) IS NOT NULL", f"public.{UNDER_WAY}"):
        return ""
    return str(_first(connection, f"SELECT backup FROM public.{UNDER_WAY}") or "")  # noqa: S608 -- names are quoted as identifiers


def begin(connection: Connection, mark: str) -> None:
    """Mark the empty database as one that this backup goes into."""
    name = sql.Identifier(UNDER_WAY)
    with connection.transaction():
        connection.execute(sql.SQL("CREATE TABLE public.{} (backup text)").format(name))
        connection.execute(sql.SQL("INSERT INTO public.{} VALUES (%s)").format(name), [mark])


def applied(connection: Connection) -> tuple[str, ...]:
    """Return the migrations the database has seen; none where it is empty."""
    return _migrations(connection) if _first(connection, "SELECT to_regclass('public.django_migrations') IS NOT NULL") else ()


def head_at(connection: Connection, number: int) -> str | None:
    """Return the hash of the trail's entry with this number, or none where there is none."""
    if not _first(connection, "SELECT to_regclass('public.audit_trailentry') IS NOT NULL"):
        return None
    found = _first(connection, "SELECT entry_hash FROM public.audit_trailentry WHERE number = %s", number)
    return str(found) if found else None


def end(connection: Connection) -> None:
    """Take the mark away."""
    connection.execute(sql.SQL("DROP TABLE IF EXISTS public.{}").format(sql.Identifier(UNDER_WAY)))
