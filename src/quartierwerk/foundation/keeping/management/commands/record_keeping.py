"""Puts on record what the command line did outside Django: a backup, or a restore."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quartierwerk.foundation.keeping import actions
from quartierwerk.foundation.people.core.actor import SYSTEM


class Command(BaseCommand):
    """Takes ``backup`` or ``restore`` and the facts as JSON."""

    help = "Hält fest, was gesichert oder wiederhergestellt wurde. / Records what was kept or brought back."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what was done, and its facts."""
        parser.add_argument("what", choices=("backup", "restore"))
        parser.add_argument("facts", type=json.loads)

    def handle(self, **options: Any) -> None:
        """Record it."""
        record = actions.record_backup if options["what"] == "backup" else actions.record_restore
        record(actor=SYSTEM, **options["facts"])
