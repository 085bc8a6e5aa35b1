"""The command ``routes``: every address with its access rule and its roles."""

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quartierwerk.config.routes import all_routes, as_matrix


class Command(BaseCommand):
    """Prints CSV ``path,rule,roles``, or with ``--markdown`` the matrix that stands in ``docs/access.md``."""

    help = "Zeigt jede Adresse mit ihrer Zugangsregel und den Rollen. / Shows every address with its access rule and roles."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer the matrix for the documentation."""
        parser.add_argument("--markdown", action="store_true", help="Matrix Rolle × Adresse. / Matrix of roles and addresses.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Print the routes."""
        routes = all_routes()
        if options["markdown"]:
            self.stdout.write(as_matrix(routes), ending="")
            return
        lines = csv.writer(self.stdout, lineterminator="\n")
        lines.writerow(("path", "rule", "roles"))
        lines.writerows((route.path, route.access.rule, " ".join(route.access.roles)) for route in routes)
