"""Configuration errors are found at start, not at three in the morning."""

import os
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

ROLE_OWNS_TABLES = "config.E001"


@register(Tags.database)
def check_role_owns_nothing(*, databases: Sequence[str] | None = None, **_more: Any) -> list[CheckMessage]:
    """Find out whether the site's role owns tables: then nothing the database forbids would hold against it."""
    if not databases or not settings.PRODUCTION or os.environ.get("QUARTIERWERK_AS_OWNER") == "1":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public'")
        owned = cursor.fetchone()[0]
    if not owned:
        return []
    return [
        Error(
            f"The role in DATABASE_URL owns {owned} tables.",
            hint="Name the owner in DATABASE_OWNER_URL and a plain role in DATABASE_URL.",
            id=ROLE_OWNS_TABLES,
        )
    ]
