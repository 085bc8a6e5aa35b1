"""Load the example programme."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from quartierwerk.example import invented, real_sites
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.people.models import Person
from quartierwerk.places.models import Site


class Command(BaseCommand):
    """Real sites of the published list and one invented municipality, all or nothing."""

    help = "Loads the example programme into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to be silent where there is something already."""
        parser.add_argument("--if-empty", action="store_true")

    def handle(self, *, if_empty: bool, **_options: Any) -> None:
        """Load, or say why not."""
        if settings.PRODUCTION:
            raise CommandError("Im Betrieb wird kein Beispiel geladen.")
        if Site.objects.exists() or Person.objects.exists():
            if if_empty:
                return
            raise CommandError("Die Datenbank ist nicht leer; das Beispiel wird nur in eine leere geladen.")
        self.stderr.write("Lade das Beispielprogramm …")
        now = timezone.now()
        with transaction.atomic():
            real_sites.load(actor=SYSTEM, now=now)
            for step in invented.load(now):
                self.stderr.write(f"  {step}")
