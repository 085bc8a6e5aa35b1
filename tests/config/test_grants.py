"""What the site's database role may do."""

import pytest
from django.apps import apps
from django.db import connection

from quartierwerk.concepts.models import ConceptRevision, Measure, ResolutionStep
from quartierwerk.config.grants import append_only_tables, grant_to
from quartierwerk.foundation.audit.models import TrailEntry

pytestmark = pytest.mark.django_db


def may(table, right):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, right])
        return cursor.fetchone()[0]


def test_revisions_steps_trail_and_all_row_history_only_grow():
    tables = set(append_only_tables())

    assert {model._meta.db_table for model in (ConceptRevision, ResolutionStep, TrailEntry)} <= tables
    assert {
        model._meta.db_table for model in apps.get_models() if model.__name__.endswith("Event") and hasattr(model, "pgh_tracked_model")
    } <= tables
    assert Measure._meta.db_table not in tables


def test_the_site_may_add_to_what_only_grows_and_nothing_else():
    for table in append_only_tables():
        assert [may(table, right) for right in ("SELECT", "INSERT", "UPDATE", "DELETE")] == [True, True, False, False], table


def test_the_site_may_write_everything_else():
    made = set(connection.introspection.table_names())
    tables = {model._meta.db_table for model in apps.get_models()} & made - set(append_only_tables())

    assert len(tables) > 20
    assert all(may(table, right) for table in tables for right in ("SELECT", "INSERT", "UPDATE", "DELETE"))


def test_the_site_owns_nothing_and_is_no_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)")
        assert cursor.fetchone() == (0,)


def test_rights_are_given_all_at_once_or_not_at_all():
    with pytest.raises(Exception, match="nicht_da"):
        grant_to("nicht_da")

    assert may(Measure._meta.db_table, "UPDATE")
