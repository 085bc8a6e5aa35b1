"""Databases of one's own for products in processes of their own, and what is in them."""

import contextlib
import os
import re
import secrets
import shutil
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from tests.durability.processes import environment

# What a product adds to a database by being there: sessions, counted attempts, heartbeats.
FLEETING = {"django_session", "usersessions_usersession", "shared_cache"}
EVERYTHING_ELSE = {
    "columns": "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "sequences": "SELECT sequencename || ' ' || coalesce(last_value::text, '') FROM pg_sequences WHERE schemaname = 'public'",
    "rights": "SELECT table_name || ' ' || grantee || ' ' || privilege_type FROM information_schema.role_table_grants WHERE table_schema = 'public'",
}


@contextlib.contextmanager
def installation(**more):
    """Yield the environment of a product with an empty database and an empty data folder."""
    owner, name = os.environ["DATABASE_OWNER_URL"], f"kept_{secrets.token_hex(4)}"
    folder = Path(tempfile.mkdtemp(prefix="quartierwerk-kept-"))
    folder.chmod(0o755)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    urls = {variable: make_conninfo(os.environ[variable], dbname=name) for variable in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    try:
        yield environment(folder / "data", DJANGO_SETTINGS_MODULE="quartierwerk.config.settings", **urls, **more)
    finally:
        _drop(owner, name)
        shutil.rmtree(folder, ignore_errors=True)


def _drop(owner, name):
    """Drop the database; its server may be tidying it at this moment, and only a superuser could send that away."""
    with psycopg.connect(owner, autocommit=True) as connection:
        for _try in range(50):
            try:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            except psycopg.errors.InsufficientPrivilege:
                time.sleep(0.2)
            else:
                return


def data_of(env):
    return Path(env["QUARTIERWERK_DATA"])


def contents(env):
    """Return every row of every table, and everything else the database is made of."""
    with psycopg.connect(env["DATABASE_OWNER_URL"]) as connection:
        names = [row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
        read = sql.SQL("SELECT t::text FROM {} t ORDER BY 1")
        found = {name: [row[0] for row in connection.execute(read.format(sql.Identifier(name)))] for name in names if name not in FLEETING}
        more = {name: sorted(str(row[0]) for row in connection.execute(question)) for name, question in EVERYTHING_ELSE.items()}
    return found | {f"all {name}": sorted(map(even, rows)) for name, rows in more.items()}


def even(text):
    """Return a definition without casts and brackets: PostgreSQL spells a check it reads back in another way than when it was made."""
    return re.sub(r"::character varying|::text|\[\]|[() ]", "", text)


def files(env):
    """Return every file of the data folder that is not made again."""
    data = data_of(env)
    made_again = {"static", "secrets", "papers"}
    paths = [path.relative_to(data) for path in data.rglob("*") if path.is_file()]
    return {str(path): (data / path).read_bytes() for path in paths if path.parts[0] not in made_again}


def until(number, rows, heads):
    """Return the contents without what the trail says of later deeds, such as that something was kept, restored or checked."""
    trail = [row for row in rows["audit_trailentry"] if int(row.strip("(").split(",")[0]) <= number]
    lines = [line for line in heads["trail-head.log"].splitlines() if int(line.split()[0]) <= number]
    return {**rows, "audit_trailentry": trail}, {**heads, "trail-head.log": lines}


def last_number(env):
    """Return the number of the newest deed."""
    with psycopg.connect(env["DATABASE_OWNER_URL"]) as connection:
        return connection.execute("SELECT max(number) FROM audit_trailentry").fetchone()[0]


def deeds_after(env, number):
    """Return which deeds came after this one."""
    with psycopg.connect(env["DATABASE_OWNER_URL"]) as connection:
        return [row[0] for row in connection.execute("SELECT deed FROM audit_trailentry WHERE number > %s ORDER BY number", [number])]
