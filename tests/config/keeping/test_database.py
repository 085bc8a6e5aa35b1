"""The database as a backup sees it: one moment, and back whole or not at all."""

import psycopg
import pytest
from tests.config.keeping import databases

from quartierwerk.config.keeping import database
from quartierwerk.config.keeping.refusals import KeepingRefusedError


@pytest.fixture(scope="module")
def filled():
    with databases.database(filled=True) as url:
        yield url


@pytest.fixture
def fresh():
    with databases.database() as url:
        yield url


def dumped(url):
    with database.one_moment(url) as state, database.dump(url, state, database.tools(state.server)) as source:
        return source.read()


def fill(url, content):
    database.fill(url, [content], database.tools(18))


def test_a_moment_has_counts_trail_and_migrations(filled):
    with database.one_moment(filled) as state:
        pass

    assert state.tables == {"django_migrations": 3, "audit_trailentry": 3, "places_site": 200}
    assert (state.trail_number, state.trail_hash) == (3, "3" * 64)
    assert state.migrations == ("audit.0001_initial", "mfa.0001_initial", "places.0001_initial")
    assert state.size > 1_000_000


def test_what_is_written_meanwhile_belongs_to_no_moment(fresh):
    with psycopg.connect(fresh, autocommit=True) as other:
        other.execute(databases.FILLED)
        with database.one_moment(fresh) as state:
            other.execute("INSERT INTO places_site (name) VALUES ('später'); INSERT INTO audit_trailentry VALUES (4, repeat('4', 64))")
            with database.dump(fresh, state, database.tools(state.server)) as source:
                content = source.read()

    with databases.database() as url:
        fill(url, content)
        assert "später" not in databases.rows(url)["places_site"]
        assert len(databases.rows(url)["audit_trailentry"].splitlines()) == state.trail_number == 3


def test_a_dump_comes_back_without_sessions(filled, fresh):
    fill(fresh, dumped(filled))

    assert databases.rows(filled)["django_session"] != ""
    assert databases.rows(fresh) == {**databases.rows(filled), "django_session": ""}


def test_half_a_dump_leaves_nothing(filled, fresh):
    content = dumped(filled)

    with pytest.raises(KeepingRefusedError, match="PostgreSQL hat abgebrochen"):
        fill(fresh, content[: len(content) * 2 // 3])

    assert databases.rows(fresh) == {}


def test_whoever_cannot_read_on_leaves_nothing(filled, fresh):
    content = dumped(filled)

    def breaks_off():
        yield content[: len(content) // 2]
        raise KeepingRefusedError("beschädigt")

    with pytest.raises(KeepingRefusedError, match="beschädigt"):
        database.fill(fresh, breaks_off(), database.tools(18))

    assert databases.rows(fresh) == {}


def test_a_tool_that_gives_up_is_no_backup(filled):
    with database.one_moment(filled) as state:
        pass  # the moment is over, and the tool cannot find it

    with pytest.raises(KeepingRefusedError, match="PostgreSQL hat abgebrochen"), database.dump(filled, state, database.tools(18)) as source:
        source.read()


@pytest.mark.parametrize("url", ["postgresql://niemand@/gibtesnicht?host=/nirgends", "postgresql://x@127.0.0.1:1/y"])
def test_a_database_that_does_not_answer_is_said(url, socket_enabled):
    with pytest.raises(KeepingRefusedError, match="antwortet nicht"), database.one_moment(url):
        pass


def test_an_empty_database_is_said(fresh):
    with pytest.raises(KeepingRefusedError, match="Datenbank ist leer"), database.one_moment(fresh):
        pass


def test_the_nearest_tools_are_taken_and_missing_ones_are_said(tmp_path, monkeypatch):
    for version in (15, 17, 18):
        folder = tmp_path / str(version)
        folder.mkdir()
        for name in ("pg_dump", "pg_restore"):
            (folder / name).write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.2'\n")
            (folder / name).chmod(0o755)
    monkeypatch.setattr(database, "_tool_folders", lambda: iter(sorted(tmp_path.iterdir(), reverse=True)))
    monkeypatch.delenv("QUARTIERWERK_PG_BIN", raising=False)

    assert [database.tools(version).name for version in (14, 15, 16, 18)] == ["15", "15", "17", "18"]
    with pytest.raises(KeepingRefusedError, match="PostgreSQL 19"):
        database.tools(19)
    monkeypatch.setenv("QUARTIERWERK_PG_BIN", str(tmp_path / "18"))
    assert database.tools(15).name == "18"


def test_a_password_goes_through_the_environment():
    where, environment = database._call("postgresql://site:geheim@db:5432/qw?sslmode=require")

    assert "geheim" not in where
    assert environment["PGPASSWORD"] == "geheim"
    assert "sslmode=require" in where


def test_a_second_restore_waits_for_nobody(fresh):
    with database.target(fresh), pytest.raises(KeepingRefusedError, match="gerade schon"), database.target(fresh):
        pass


def test_the_mark_stands_in_the_database_until_the_end(fresh):
    with database.target(fresh) as connection:
        assert (database.found_in(connection), database.begun_with(connection)) == ("", "")
        database.begin(connection, "diese")
        assert (database.found_in(connection), database.begun_with(connection)) == ("", "diese")
        database.end(connection)
        assert database.begun_with(connection) == ""


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE fremd ()", "CREATE VIEW fremd AS SELECT 1", "CREATE SCHEMA s; CREATE TABLE s.fremd ()", "CREATE SEQUENCE fremd"],
)
def test_whatever_lies_in_the_target_is_found(statement, fresh):
    with database.target(fresh) as connection:
        connection.execute(statement)

        assert database.found_in(connection) == "fremd"


def test_a_trail_is_known_by_the_hash_at_a_number(filled, fresh):
    with database.target(filled) as connection:
        assert (database.head_at(connection, 2), database.head_at(connection, 9)) == ("2" * 64, None)
    with database.target(fresh) as connection:
        assert (database.head_at(connection, 2), database.applied(connection)) == (None, ())
