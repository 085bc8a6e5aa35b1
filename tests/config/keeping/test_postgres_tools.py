"""PostgreSQL's own tools: a dump of one moment, and back whole or not at all, into older servers, too."""

import psycopg
import pytest
from tests.config.keeping import databases

from quartierwerk.config.keeping import database, postgres_tools
from quartierwerk.config.keeping.refusals import KeepingRefusedError

# An older server does not know all that newer tools say, so there the dump goes another way.
SERVERS = pytest.mark.parametrize("server", [16, 18])


@pytest.fixture(scope="module")
def filled():
    with databases.database(filled=True) as url:
        yield url


@pytest.fixture
def fresh():
    with databases.database() as url:
        yield url


def dumped(url):
    with database.one_moment(url) as state, postgres_tools.dump(url, state, postgres_tools.tools(state.server)) as source:
        return source.read()


def fill(url, content, *, server=18):
    postgres_tools.fill(url, [content], postgres_tools.tools(18), server=server)


def test_what_is_written_meanwhile_belongs_to_no_moment(fresh):
    with psycopg.connect(fresh, autocommit=True) as other:
        other.execute(databases.FILLED)
        with database.one_moment(fresh) as state:
            other.execute("INSERT INTO places_site (name) VALUES ('später'); INSERT INTO audit_trailentry VALUES (4, repeat('4', 64))")
            with postgres_tools.dump(fresh, state, postgres_tools.tools(state.server)) as source:
                content = source.read()

    with databases.database() as url:
        fill(url, content)
        assert "später" not in databases.rows(url)["places_site"]
        assert len(databases.rows(url)["audit_trailentry"].splitlines()) == state.trail_number == 3


@SERVERS
def test_a_dump_comes_back_without_sessions(server, filled, fresh):
    fill(fresh, dumped(filled), server=server)

    assert databases.rows(filled)["django_session"] != ""
    assert databases.rows(fresh) == {**databases.rows(filled), "django_session": ""}


@SERVERS
@pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999])
def test_half_a_dump_leaves_nothing(server, share, filled, fresh):
    content = dumped(filled)

    with pytest.raises(KeepingRefusedError, match="PostgreSQL hat abgebrochen"):
        fill(fresh, content[: int(len(content) * share)], server=server)

    assert databases.rows(fresh) == {}


@SERVERS
def test_whoever_cannot_read_on_leaves_nothing(server, filled, fresh):
    content = dumped(filled)

    def breaks_off():
        yield content[: len(content) // 2]
        raise KeepingRefusedError("beschädigt")

    with pytest.raises(KeepingRefusedError, match="beschädigt"):
        postgres_tools.fill(fresh, breaks_off(), postgres_tools.tools(18), server=server)

    assert databases.rows(fresh) == {}


def test_a_tool_that_gives_up_is_no_backup(filled):
    with database.one_moment(filled) as state:
        pass  # the moment is over, and the tool cannot find it

    with (
        pytest.raises(KeepingRefusedError, match="PostgreSQL hat abgebrochen"),
        postgres_tools.dump(filled, state, postgres_tools.tools(18)) as source,
    ):
        source.read()


def test_the_nearest_tools_are_taken_and_missing_ones_are_said(tmp_path, monkeypatch):
    for version in (15, 17, 18):
        folder = tmp_path / str(version)
        folder.mkdir()
        for name in ("pg_dump", "pg_restore"):
            (folder / name).write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.2'\n")
            (folder / name).chmod(0o755)
    monkeypatch.setattr(postgres_tools, "_tool_folders", lambda: iter(sorted(tmp_path.iterdir(), reverse=True)))
    monkeypatch.delenv("QUARTIERWERK_PG_BIN", raising=False)

    assert [postgres_tools.tools(version).name for version in (14, 15, 16, 18)] == ["15", "15", "17", "18"]
    with pytest.raises(KeepingRefusedError, match="PostgreSQL 19"):
        postgres_tools.tools(19)
    monkeypatch.setenv("QUARTIERWERK_PG_BIN", str(tmp_path / "18"))
    assert postgres_tools.tools(15).name == "18"


def test_a_password_goes_through_the_environment():
    where, environment = postgres_tools._call("postgresql://site:geheim@db:5432/qw?sslmode=require")

    assert "geheim" not in where
    assert environment["PGPASSWORD"] == "geheim"
    assert "sslmode=require" in where


def test_an_older_server_is_spared_the_setting_it_does_not_know_and_nothing_else(tmp_path):
    (tmp_path / "text").write_bytes(b"SET a = 0;\nSET transaction_timeout = 0;\n" + b"x\n" * 100 + b"SET transaction_timeout of somebody\n")

    with (tmp_path / "text").open("rb") as text:
        given = b"".join(postgres_tools._in_one_transaction(text))

    assert given == b"BEGIN;\nSET a = 0;\n" + b"x\n" * 100 + b"SET transaction_timeout of somebody\n\nCOMMIT;\n"


def test_text_that_breaks_off_before_the_last_word_leaves_nothing(filled, fresh, monkeypatch):
    whole = postgres_tools._in_one_transaction
    monkeypatch.setattr(postgres_tools, "_in_one_transaction", lambda text: list(whole(text))[:-1])

    fill(fresh, dumped(filled), server=16)

    assert databases.rows(fresh) == {}
