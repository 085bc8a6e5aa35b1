"""``verify``: read the whole record and print what is not as it was written."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from quartierwerk.foundation.audit import queries, verifiers

FOUND = 3


class Command(BaseCommand):
    """Prints ``table,number,finding,thing``; exit code 3 when something was found."""

    help = "Prüft Spur, Dateien und Beschlüsse auf Änderungen von fremder Hand."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check the whole record.

        Raises:
            SystemExit: with code 3 after at least one finding.
        """
        if self.count_findings():
            raise SystemExit(FOUND)

    def count_findings(self) -> int:
        """Print findings to standard output and progress to standard error; return how many findings there were."""
        self.stderr.style_func = str
        rows = csv.writer(self.stdout, lineterminator="\n")
        rows.writerow(("table", "number", "finding", "thing"))
        found = 0
        with self._telling() as tell:
            for finding in queries.findings(progress=tell):
                rows.writerow((finding.table, finding.number, finding.finding.value, finding.thing))
                found += 1
        return found

    @contextmanager
    def _telling(self) -> Iterator[verifiers.Progress]:
        """Tell progress as a bar on a terminal, as lines anywhere else."""
        if not self.stderr.isatty():
            yield self.stderr.write
            return
        out: Any = self.stderr._out  # noqa: SLF001 -- a bar draws over itself, the wrapper ends every line
        bar: Any = click.progressbar(iterable=None, length=verifiers.number(), label=_("Prüfe"), file=out, item_show_func=_named)
        with bar:
            # Each verifier is announced with three dots; what it says on the way moves nothing.
            yield lambda sentence: bar.update(int(sentence.endswith("…")), sentence)


def _named(sentence: str | None) -> str:
    return sentence or ""
