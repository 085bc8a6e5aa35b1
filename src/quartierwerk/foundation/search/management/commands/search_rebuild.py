"""Read every text into the index."""

from typing import Any

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from quartierwerk.foundation.search import loader


class Command(BaseCommand):
    """Bring the whole index up to date."""

    help = "Reads every text into the index."

    def handle(self, **_options: Any) -> None:
        """Rebuild, and say how many texts there are."""
        self.stdout.write(_("%(n)s Texte stehen in der Suche.") % {"n": loader.rebuild()})
