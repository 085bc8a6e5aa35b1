"""Numbers that change with the data, so that a page may keep what it drew from them."""

from functools import cache

from django.db import connection, models
from psycopg import sql

from quartierwerk.foundation.audit.append_only import AppendOnly
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.audit.queries import event_models


def data_version(*watched: type[models.Model]) -> tuple[int, ...]:
    """Return numbers that differ after any change of these models; one query.

    The trail numbers deeds in the order in which they became visible, so nothing that a deed changed is ever
    missed. The row history tells of changes without a deed. Ask before reading: what is read may then be newer
    than its version, never older.

    Raises:
        KeyError: a model neither only grows nor has a row history.
    """
    with connection.cursor() as cursor:
        cursor.execute(_question(watched))
        row: tuple[int, ...] = cursor.fetchone()
        return row


@cache
def _question(watched: tuple[type[models.Model], ...]) -> str:
    history = {event.pgh_tracked_model: table for table, event in event_models().items()}
    counters = [(TrailEntry._meta.db_table, "number")]  # noqa: SLF001 -- Django's documented model interface
    for model in watched:
        grows = issubclass(model, AppendOnly)
        counters.append((model._meta.db_table, "id") if grows else (history[model], "pgh_id"))  # noqa: SLF001 -- Django's documented model interface
    newest = (
        sql.SQL("(SELECT coalesce(max({}), 0) FROM {})").format(sql.Identifier(column), sql.Identifier(table)) for table, column in counters
    )
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(newest)).as_string()
