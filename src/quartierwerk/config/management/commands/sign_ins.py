"""Say who can sign in to the example programme."""

from typing import Any

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from quartierwerk.example import sign_ins


class Command(BaseCommand):
    """Print one line per example person and the password they share."""

    help = "Lists the example programme's sign-ins."

    def handle(self, **_options: Any) -> None:
        """Print addresses, roles and password."""
        rows = sign_ins.listed()
        if not rows:
            self.stdout.write(f"  {_('Anmelden: mit Ihren eigenen Zugängen.')}")
            return
        width = max(len(row.email) for row in rows)
        self.stdout.write(f"  {_('Anmelden im Beispielprogramm (alle Personen erfunden):')}")
        for row in rows:
            self.stdout.write(f"    {row.email:<{width}}  {row.role}, {row.name}")
        self.stdout.write(f"  {_('Passwort für alle:')} {sign_ins.password()}")
