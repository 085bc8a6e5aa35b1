"""Load the example programme."""

from typing import Any

import click
from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from quartierwerk.example import invented, real_sites
from quartierwerk.foundation.calendar import loader as deadlines
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.people.models import Person
from quartierwerk.foundation.search import loader
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
            raise CommandError(_("Im Betrieb wird kein Beispiel geladen."))
        if Site.objects.exists() or Person.objects.exists():
            if if_empty:
                return
            raise CommandError(_("Die Datenbank ist nicht leer; das Beispiel wird nur in eine leere geladen."))
        now = timezone.now()
        label = _("Lade das Beispielprogramm")
        steps = real_sites.number_of_sites() + invented.STEPS
        out: Any = self.stderr._out  # noqa: SLF001 -- a bar draws over itself, the wrapper ends every line
        bar: Any = click.progressbar(iterable=None, length=steps, label=label, file=out, item_show_func=_named)
        with transaction.atomic(), bar:
            real_sites.load(actor=SYSTEM, now=now, progress=lambda what: bar.update(1, what))
            for step in invented.load(now):
                bar.update(1, step)
        loader.rebuild()  # whoever opens the first page can search
        deadlines.rebuild()


def _named(step: str | None) -> str:
    return step or ""
