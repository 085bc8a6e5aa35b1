"""Data of an earlier state come back into today's program: dumped there, restored, brought up to date and verified."""

import shutil

import psycopg
import pytest
from tests.durability.databases import contents, data_of, files, installation, last_number, until
from tests.durability.processes import run

pytestmark = pytest.mark.durability

# The state of the first tables: each app's first migration.
EARLIER = ("concepts", "people", "places")


@pytest.fixture(scope="module")
def earlier():
    """The example programme on the tables as they were."""
    with installation() as env:
        for step in (("migrate",), ("example",)):
            code, _out, err = run(*step, env=env)
            assert code == 0, err
        for app in EARLIER:
            code, _out, err = run("manage", "migrate", app, "0001_initial", env=env)
            assert code == 0, err
        yield env


def migrations(env):
    with psycopg.connect(env["DATABASE_OWNER_URL"]) as connection:
        found = connection.execute("SELECT app || '.' || name FROM django_migrations WHERE app = ANY(%s)", [list(EARLIER)]).fetchall()
    return {row[0] for row in found}


def test_the_earlier_state_is_really_an_earlier_one(earlier):
    assert migrations(earlier) == {f"{app}.0001_initial" for app in EARLIER}


def test_the_program_of_today_says_that_the_tables_are_older(earlier):
    code, out, err = run("verify", env=earlier)

    assert (code, out, "auf einem älteren Stand" in err, "Traceback" in err) == (1, "", True, False), err


def test_a_backup_of_the_earlier_state_comes_back_up_to_date_and_whole(earlier, tmp_path):
    number = last_number(earlier)
    code, _out, err = run("backup", str(tmp_path / "b"), env=earlier)
    assert code == 0, err

    with installation() as env:
        (data_of(env) / "secrets").mkdir(parents=True)
        shutil.copy(data_of(earlier) / "secrets" / "trail.key", data_of(env) / "secrets")
        code, out, err = run("restore", str(tmp_path / "b"), env=env)

        assert (code, out) == (0, "table,number,finding,thing\n"), err
        assert len(migrations(env)) > len(EARLIER)
        assert_same_rows(*(until(number, contents(each), files(each)) for each in (earlier, env)))


def assert_same_rows(before, after):
    """Every table of the earlier state has as many rows as before; trail and files are the same to the letter."""
    (rows, kept), (rows_after, kept_after) = before, after
    made_again = {"django_migrations", "django_content_type", "auth_permission"}
    tables = {name for name in rows if not name.startswith("all ")} - made_again
    assert {name: len(rows[name]) for name in tables} == {name: len(rows_after[name]) for name in tables}
    assert (rows["audit_trailentry"], kept) == (rows_after["audit_trailentry"], kept_after)
    assert len(rows["audit_trailentry"]) > 400


def test_what_was_added_since_is_there_after_the_upgrade(earlier, tmp_path):
    assert run("backup", str(tmp_path / "b"), "--with-secrets", env=earlier)[0] == 0

    with installation() as fresh, installation() as upgraded:
        assert run("migrate", env=fresh)[0] == 0
        assert run("restore", str(tmp_path / "b"), env=upgraded)[0] == 0

        made, come = contents(fresh), contents(upgraded)
        for kind in ("all columns", "all constraints", "all indexes", "all triggers", "all functions", "all rights"):
            assert sorted(set(made[kind]) ^ set(come[kind])) == [], kind
