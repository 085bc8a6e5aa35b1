"""``verify`` of the command line: check the whole record, say what was found, and put on record that it was checked."""

from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _

from quartierwerk.foundation.audit.management.commands import verify
from quartierwerk.foundation.keeping import actions
from quartierwerk.foundation.people.core.actor import SYSTEM


class Command(verify.Command):
    """Prints ``table,number,finding,thing``; exit code 3 when something was found."""

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check, then record; a database that cannot be written to is still checked.

        Raises:
            SystemExit: with code 3 after at least one finding.
        """
        found = self.count_findings()
        try:
            actions.record_check(actor=SYSTEM, findings=found)
        except DatabaseError as problem:
            reason = str(problem).strip()
            self.stderr.write(_("Dass geprüft wurde, ließ sich nicht festhalten: %(reason)s") % {"reason": reason})
        if found:
            raise SystemExit(verify.FOUND)
