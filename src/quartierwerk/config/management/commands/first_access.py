"""Print the one-time link for the first account."""

import os
from typing import Any

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from quartierwerk.foundation.people import first_access, queries


class Command(BaseCommand):
    """Say how the first person gets in, or that somebody is in already."""

    help = "Prints the one-time link for the first account."

    def handle(self, **_options: Any) -> None:
        """Print the link."""
        if queries.somebody_can_sign_in():
            self.stdout.write(f"  {_('Anmelden: mit Ihrem eigenen Zugang.')}")
            return
        base = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
        self.stdout.write(f"  {_('Ersten Zugang anlegen (einmal, 24 Stunden gültig):')}")
        self.stdout.write(f"    {base}{first_access.issue_link()}")
