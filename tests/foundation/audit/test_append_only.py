"""What only grows: refused by the model, by the site role's rights, and by a trigger even to the owner."""

import os

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, connections, transaction
from psycopg.conninfo import conninfo_to_dict

from quartierwerk.config import grants
from quartierwerk.foundation.audit.append_only import AppendOnlyError
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people.models import Organisation
from tests.foundation.audit.conftest import note
from tests.people import imagined

MINISTRY = imagined("programme_ministry")


@pytest.fixture
def owner():
    """A connection to the test database as the role that owns the tables."""
    facts = conninfo_to_dict(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    owner = connections["default"].copy()
    owner.settings_dict = {**owner.settings_dict, "USER": facts.get("user", ""), "PASSWORD": facts.get("password", "")}
    yield owner
    owner.close()


@pytest.fixture
def trail(transactional_db, data_folder):
    note(actor=MINISTRY)
    organisation = Organisation.objects.create(code="amt", kind="other")
    organisation.kind = "business"
    organisation.save()


def tables():
    return grants.append_only_tables()


def test_append_only_tables_are_the_trail_and_every_row_history():
    histories = {model._meta.db_table for model in apps.get_models() if model.__name__.endswith("Event") and hasattr(model, "pgh_id")}

    assert histories | {"audit_trailentry"} <= set(tables())


@pytest.mark.django_db
@pytest.mark.parametrize("change", [lambda rows: rows.update(deed="a:b:c"), lambda rows: rows.delete(), lambda rows: rows[0].delete()])
def test_model_refuses_to_change_an_entry(change):
    note(actor=MINISTRY)

    with pytest.raises(AppendOnlyError):
        change(TrailEntry.objects.all())


@pytest.mark.django_db
def test_model_refuses_to_save_an_entry_again():
    note(actor=MINISTRY)

    with pytest.raises(AppendOnlyError):
        TrailEntry.objects.get().save()


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_site_role_may_neither_change_nor_delete(statement):
    for table in tables():
        column = (
            "deed"
            if table == "audit_trailentry"
            else next(iter(connection.introspection.get_table_description(connection.cursor(), table))).name
        )
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table, column, column))


@pytest.mark.django_db
def test_site_role_may_add():
    Organisation.objects.create(code="amt", kind="other")

    assert Organisation.pgh_event_model.objects.count() == 1


@pytest.mark.django_db
def test_role_with_the_rights_of_the_site_may_not_empty_what_only_grows(owner, monkeypatch):
    role = conninfo_to_dict(os.environ["DATABASE_URL"])["user"]
    monkeypatch.setattr(grants, "connection", owner)
    held = "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND has_table_privilege(%s, oid, %s)"

    owner.set_autocommit(False)  # the right to empty tables is given to tests only, and they keep it
    with owner.cursor() as cursor:
        grants.grant_to(role)
        cursor.execute(held, [list(tables()), role, "TRUNCATE, UPDATE, DELETE"])
        may_destroy = cursor.fetchall()
        cursor.execute(held, [list(tables()), role, "INSERT"])
        may_add = {row[0] for row in cursor.fetchall()}
    owner.rollback()

    assert may_destroy == []
    assert may_add == set(tables())


@pytest.mark.parametrize("table", ["audit_trailentry", "people_organisationevent"])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_trigger_refuses_even_the_owner(trail, owner, table, statement):
    column = "deed" if table == "audit_trailentry" else "code"

    with pytest.raises(DatabaseError, match="Cannot update or delete"), owner.cursor() as cursor:
        cursor.execute(statement.format(table=table, column=column))
