"""Small databases that look to a backup like one of ours, made and taken away without Django."""

import contextlib
import os
import secrets

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

FILLED = """
    CREATE TABLE django_migrations (app text, name text);
    INSERT INTO django_migrations VALUES ('places', '0001_initial'), ('audit', '0001_initial'), ('mfa', '0001_initial');
    CREATE TABLE audit_trailentry (number bigint PRIMARY KEY, entry_hash text);
    INSERT INTO audit_trailentry SELECT n, repeat(n::text, 64) FROM generate_series(1, 3) n;
    CREATE TABLE places_site (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);
    INSERT INTO places_site (name) SELECT 'Quartier ' || n FROM generate_series(1, 200) n;
    CREATE TABLE django_session (session_key text, session_data text);
    INSERT INTO django_session VALUES ('offen', 'Sitzung');
"""


@contextlib.contextmanager
def database(*, filled=False):
    """Yield the owner's address of a new database."""
    owner, name = os.environ["DATABASE_OWNER_URL"], f"keeping_{secrets.token_hex(4)}"
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = make_conninfo(owner, dbname=name)
    try:
        if filled:
            with psycopg.connect(url) as connection:
                connection.execute(FILLED)
        yield url
    finally:
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def rows(url):
    """Return what every table holds, as one text each."""
    with psycopg.connect(url) as connection:
        names = [row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
        read = sql.SQL("SELECT coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '') FROM {} t")
        return {name: connection.execute(read.format(sql.Identifier(name))).fetchone()[0] for name in names}
