"""``mail bounces``: read what mail servers report, and keep what is about our letters."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from quartierwerk.foundation.mail import queries
from quartierwerk.foundation.mail.actions import bounces
from quartierwerk.foundation.mail.core.bounces import Report
from quartierwerk.foundation.mail.core.refusals import NothingToSendError
from quartierwerk.foundation.mail.delivery_reports import reports_in
from quartierwerk.foundation.people.core.actor import SYSTEM

REFUSED = 1


class Command(BaseCommand):
    """Prints ``file,address,result``; result is hard, soft, unchanged (known already, or no bad news) or unknown (not our letter)."""

    help = "Liest Zustellberichte (RFC 3464) aus einer E-Mail-Datei oder einem Ordner."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a file or a folder."""
        parser.add_argument("source", type=Path)

    def handle(self, *_args: Any, source: Path, **_options: Any) -> None:
        """Read every file and go on after each that cannot be read.

        Raises:
            SystemExit: with code 1 when a file could not be read.
        """
        self.stderr.style_func = str
        rows = csv.writer(self.stdout, lineterminator="\n")
        rows.writerow(("file", "address", "result"))
        unread = 0
        for path in _files(source):
            try:
                content = path.read_bytes()
            except OSError as problem:
                unread += 1
                self.stderr.write(f"{path}:1:1: {_('Die Datei lässt sich nicht lesen')}: {problem.strerror}")
                continue
            for report in reports_in(content):
                rows.writerow((path.name, report.recipient, _keep(report)))
        if unread:
            raise SystemExit(REFUSED)


def _files(source: Path) -> Iterator[Path]:
    """Return the file itself, or every file of the folder by name; a Maildir has its letters in folders below."""
    if not source.is_dir():
        yield source
        return
    yield from sorted(path for path in source.rglob("*") if path.is_file())


def _keep(report: Report) -> str:
    """Keep a report on a letter of ours. Only somebody who got the letter knows its Message-ID, so nobody makes one up."""
    mail = queries.letter_reported(report.message_id)
    if mail is None:
        return "unknown"
    try:
        return bounces.report_bounce(mail=mail, report=report, now=timezone.now(), actor=SYSTEM).kind
    except NothingToSendError:
        return "unchanged"
