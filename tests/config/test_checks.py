"""In production the site does not start with a role that owns tables, for nothing the database forbids would hold against it."""

import pytest
from django.db import connection

from quartierwerk.config.checks import ROLE_OWNS_TABLES, check_role_owns_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def owned(monkeypatch):
    """Let the database answer that the role owns so many tables."""

    def answer(number):
        class Cursor:
            def __enter__(self):
                return self

            def __exit__(self, *_problem):
                pass

            def execute(self, question):
                assert "tableowner = current_user" in question

            def fetchone(self):
                return (number,)

        monkeypatch.setattr(connection, "cursor", Cursor)

    return answer


def found(databases=("default",)):
    return [problem.id for problem in check_role_owns_nothing(databases=databases)]


def test_the_role_of_the_tests_owns_nothing(settings):
    settings.PRODUCTION = True

    assert found() == []


def test_a_role_that_owns_tables_is_refused_with_what_to_do(settings, owned):
    settings.PRODUCTION = True
    owned(3)

    (problem,) = check_role_owns_nothing(databases=["default"])

    assert (problem.id, problem.msg) == (ROLE_OWNS_TABLES, "The role in DATABASE_URL owns 3 tables.")
    assert "DATABASE_OWNER_URL" in problem.hint


@pytest.mark.parametrize(
    ("production", "as_owner", "databases"),
    [(False, "0", ["default"]), (True, "1", ["default"]), (True, "0", None), (True, "0", [])],
    ids=["not in production", "while migrating", "no database asked", "none at all"],
)
def test_otherwise_nobody_is_asked(production, as_owner, databases, settings, owned, monkeypatch):
    settings.PRODUCTION = production
    monkeypatch.setenv("QUARTIERWERK_AS_OWNER", as_owner)
    owned(3)

    assert found(databases) == []
