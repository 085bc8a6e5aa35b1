"""Import goals and measures of a concept from a spreadsheet, on the command line."""

import csv
import hashlib
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from django.core.management import BaseCommand
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from quartierwerk.concepts import actions, phrases
from quartierwerk.concepts.imports import ImportPlan, Lists, plan_import
from quartierwerk.concepts.models import ActionConcept
from quartierwerk.concepts.queries.importing import existing_of, words_of
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.tables import phrases as table_phrases
from quartierwerk.foundation.tables.errors import MappingError, UnreadableFileError
from quartierwerk.foundation.tables.mapping import NO_MAPPING, SavedMapping, parse_mapping
from quartierwerk.kernel.errors import DomainError

REFUSED = 1
PARTS = 100


class Command(BaseCommand):
    """Print what each row would do; save it with --confirm, all or nothing."""

    help = "Imports goals and measures from XLSX, ODS or CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take site and file."""
        parser.add_argument("site")
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path)
        parser.add_argument("--confirm", action="store_true")

    def handle(self, *, site: str, file: Path, mapping: Path | None, confirm: bool, **_options: Any) -> None:
        """Plan, print, and save if confirmed and nothing was refused."""
        concept = ActionConcept.objects.select_related("site__municipality").filter(site__code=site).first()
        if concept is None:
            self._refuse(file, _("Der Standort %(site)s hat kein Handlungskonzept.") % {"site": site})
        content = file.read_bytes()
        existing = existing_of(concept)
        plan = self._plan(concept, content, file, self._mapping(mapping), existing)
        self._print(plan)
        if self._report(plan, file):
            sys.exit(REFUSED)
        if confirm:
            self._save(concept, plan, existing, file, content)

    def _mapping(self, file: Path | None) -> SavedMapping:
        try:
            return parse_mapping(file.read_bytes()) if file else NO_MAPPING
        except MappingError as problem:
            self._refuse(file or Path(), table_phrases.file_sentence(problem))

    def _plan(self, concept: ActionConcept, content: bytes, file: Path, mapping: SavedMapping, existing: Any) -> ImportPlan:
        lists = Lists(*words_of(concept, on=timezone.localdate()))
        with self._bar(_("Lese %(name)s") % {"name": file.name}, PARTS) as bar:
            try:
                return plan_import(
                    content,
                    file_name=file.name,
                    existing=existing,
                    lists=lists,
                    mapping=mapping,
                    progress=lambda share: bar.update(int(share * PARTS) - bar.pos),
                )
            except UnreadableFileError as problem:
                self._refuse(file, table_phrases.file_sentence(problem))

    def _bar(self, label: str, length: int) -> Any:
        """Return a progress bar on a terminal, and nothing to be seen elsewhere."""
        out: Any = self.stderr._out  # noqa: SLF001 -- a bar draws over itself, the wrapper ends every line
        return click.progressbar(length=length, label=label, file=out, hidden=not self.stderr.isatty())

    def _print(self, plan: ImportPlan) -> None:
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(["sheet", "row", "column", "state", "sentence"])
        for row in plan.rows:
            changed = "; ".join(f"{heading}: {old} -> {new}" for heading, (old, new) in row.changes.items())
            if not row.problems:
                writer.writerow([row.sheet, row.row, "", row.state.value, changed])
            for problem in row.problems:
                writer.writerow([row.sheet, row.row, problem.column_letter, row.state.value, table_phrases.sentence(problem)])

    def _report(self, plan: ImportPlan, file: Path) -> int:
        problems = plan.preview.all_problems
        for problem in problems:
            self.stderr.write(f"{file}:{problem.row or 0}:{problem.column_letter or 0}: {table_phrases.sentence(problem)}")
        return len(problems)

    def _save(self, concept: ActionConcept, plan: ImportPlan, existing: Any, file: Path, content: bytes) -> None:
        if not self.stderr.isatty():  # where no bar is seen, whoever waits still learns that nothing was saved before this line
            self.stderr.write(_("Speichere"))
        with self._bar(_("Speichere"), 1) as bar:
            try:
                actions.take_over(
                    concept=concept,
                    takeover=plan.takeover(existing, file_name=file.name, file_hash=hashlib.sha256(content).hexdigest()),
                    leave_out_refused=False,
                    actor=SYSTEM,
                )
            except DomainError as problem:
                self._refuse(file, phrases.refusal(problem))
            bar.update(1)

    def _refuse(self, file: Path, sentence: str) -> NoReturn:
        self.stderr.write(f"{file}:0:0: {sentence}")
        sys.exit(REFUSED)
