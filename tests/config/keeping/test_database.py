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


def test_a_moment_has_counts_trail_and_migrations(filled):
    with database.one_moment(filled) as state:
        pass

    assert state.tables == {"django_migrations": 3, "audit_trailentry": 3, "places_site": 200}
    assert (state.trail_number, state.trail_hash) == (3, "3" * 64)
    assert state.migrations == ("audit.0001_initial", "mfa.0001_initial", "places.0001_initial")
    assert state.size > 1_000_000


@pytest.mark.parametrize("url", ["postgresql://niemand@/gibtesnicht?host=/nirgends", "postgresql://x@127.0.0.1:1/y"])
def test_a_database_that_does_not_answer_is_said(url, socket_enabled):
    with pytest.raises(KeepingRefusedError, match="antwortet nicht"), database.one_moment(url):
        pass


def test_counts_and_trail_are_of_the_same_moment_though_others_write_between_the_questions(fresh, monkeypatch):
    migrations = database._migrations
    with psycopg.connect(fresh, autocommit=True) as other:
        other.execute(databases.FILLED)

        def meanwhile(connection):
            other.execute("INSERT INTO places_site (name) VALUES ('später')")
            return migrations(connection)

        monkeypatch.setattr(database, "_migrations", meanwhile)
        with database.one_moment(fresh) as state:
            pass

    assert state.tables["places_site"] == 200


def test_an_empty_database_is_said(fresh):
    with pytest.raises(KeepingRefusedError, match="Datenbank ist leer"), database.one_moment(fresh):
        pass


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
