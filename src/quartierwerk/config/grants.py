"""What the site's database role may do: read and write rows, but never rewrite what only grows."""

from django.apps import apps
from django.db import connection, transaction
from psycopg import sql

from quartierwerk.foundation.audit.append_only import AppendOnly


def append_only_tables() -> tuple[str, ...]:
    """Return every table to which rows may only be added: the append-only models and all row history."""
    return tuple(
        model._meta.db_table  # noqa: SLF001 -- Django's documented model interface
        for model in apps.get_models()
        if issubclass(model, AppendOnly) or hasattr(model, "pgh_tracked_model")
    )


def grant_to(role: str) -> None:
    """Let the role use all tables; afterwards it can insert into append-only tables and nothing else there."""
    # All at once, so that the role holds no right in between that it must not have.
    with transaction.atomic(), connection.cursor() as cursor:
        name = sql.Identifier(role)
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}",
        ):
            cursor.execute(sql.SQL(statement).format(name))
        for table in append_only_tables():
            cursor.execute(sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), name))
