"""Bring the database up to date; run as the owner of its tables."""

import os
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from psycopg.conninfo import conninfo_to_dict

from quartierwerk.config.grants import grant_to


class Command(BaseCommand):
    """Migrate, hand out rights, collect static files."""

    help = "Migrates, grants the site's role its rights and collects static files."

    def handle(self, **_options: Any) -> None:
        """Run the three steps."""
        call_command("migrate", verbosity=0, interactive=False)
        site = conninfo_to_dict(os.environ.get("DATABASE_URL", "")).get("user")
        if site and site != settings.DATABASES["default"]["USER"]:
            grant_to(str(site))
        call_command("collectstatic", interactive=False, verbosity=0)
