"""``verify``: read the whole record and print what is not as it was written."""

import csv
from typing import Any

from django.core.management.base import BaseCommand

from quartierwerk.foundation.audit import queries

FOUND = 3


class Command(BaseCommand):
    """Prints ``table,number,finding,thing``; exit code 3 when something was found."""

    help = "Prüft Spur, Dateien und Beschlüsse auf Änderungen von fremder Hand."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print findings to standard output and progress to standard error.

        Raises:
            SystemExit: with code 3 after at least one finding.
        """
        self.stderr.style_func = str
        rows = csv.writer(self.stdout, lineterminator="\n")
        rows.writerow(("table", "number", "finding", "thing"))
        found = 0
        for finding in queries.findings(progress=self.stderr.write):
            rows.writerow((finding.table, finding.number, finding.finding.value, finding.thing))
            found += 1
        if found:
            raise SystemExit(FOUND)
