"""Bring the database up to date; run as the owner of its tables."""

import os
from typing import Any

import click
from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.utils.translation import gettext as _
from psycopg.conninfo import conninfo_to_dict

from quartierwerk.config.grants import grant_to


class Command(BaseCommand):
    """Migrate, hand out rights, collect static files."""

    help = "Migrates, grants the site's role its rights and collects static files."

    def handle(self, **_options: Any) -> None:
        """Run the steps."""
        out: Any = self.stderr._out  # noqa: SLF001 -- a bar draws over itself, the wrapper ends every line
        steps = (self._migrate, self._grant, self._collect)
        with click.progressbar(steps, label=_("Bringe die Datenbank auf den neuen Stand"), file=out) as bar:
            for step in bar:
                step()

    def _migrate(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)

    def _grant(self) -> None:
        site = conninfo_to_dict(os.environ.get("DATABASE_URL", "")).get("user")
        if site and site != settings.DATABASES["default"]["USER"]:
            grant_to(str(site))

    def _collect(self) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
