"""The command ``quartierwerk``.

Exit codes: 0 done, 1 input refused, 2 usage, 3 a check found something, 4 interrupted, 70 our bug.
Commands import Django only when they need it.
"""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from quartierwerk.config import language, search_command, secret_files, serving
from quartierwerk.config.embedded_database import OWNER, SITE, EmbeddedDatabase, EmbeddedDatabaseError
from quartierwerk.config.input_file import InputFile, InputPlace
from quartierwerk.config.keeping import backup as backups
from quartierwerk.config.keeping import restore as restores
from quartierwerk.config.keeping import versions
from quartierwerk.config.keeping.manifest import Contents
from quartierwerk.config.keeping.refusals import KeepingRefusedError
from quartierwerk.config.language import gettext as _
from quartierwerk.config.paths import CHECKOUT, DATA

REFUSED, USAGE, FOUND, INTERRUPTED, BUG = 1, 2, 3, 4, 70
BY_SIGNAL = 128


@contextmanager
def database() -> Iterator[None]:
    """Make a database reachable: the named one, our running one, or our own for as long as needed."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    server = EmbeddedDatabase(DATA / "postgres")
    started = not server.answers()
    if started:
        server.start()
    os.environ["DATABASE_URL"] = server.url(SITE)
    os.environ["DATABASE_OWNER_URL"] = server.url(OWNER)
    try:
        yield
    finally:
        if started:
            server.stop()


def django_command(*arguments: str, as_owner: bool = False, on_any_tables: bool = False) -> None:
    """Run one of Django's commands with the database in reach, in the language of the command line.

    Raises:
        ClickException: the database does not answer, its tables are not those this program knows, or a restore
            into it was interrupted.
    """
    _check_whole()
    with database():
        if as_owner:
            os.environ["QUARTIERWERK_AS_OWNER"] = "1"
        import django  # noqa: PLC0415 -- only commands with a database load Django
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- only commands with a database load Django
        from django.db import OperationalError  # noqa: PLC0415 -- only commands with a database load Django
        from django.utils import translation  # noqa: PLC0415 -- only commands with a database load Django

        django.setup()
        translation.activate(language.chosen())
        try:
            if not on_any_tables:
                _check_tables()
            execute_from_command_line(["quartierwerk", *arguments])
        except OperationalError as problem:
            raise click.ClickException(_("Die Datenbank antwortet nicht: %(reason)s") % {"reason": str(problem).strip()}) from problem


def _check_tables() -> None:
    """Be silent where the tables are those this program knows.

    Raises:
        ClickException: there are none, older or newer ones.
    """
    from django.db import connection  # noqa: PLC0415 -- only commands with a database load Django
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 -- only commands with a database load Django

    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations
    with _refusals_of_keeping():
        versions.check_known(f"{app}.{name}" for app, name in applied)
    if not applied:
        raise click.ClickException(_("Die Datenbank ist leer. Legen Sie sie zuerst an: quartierwerk migrate"))
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        told = _("Die Datenbank ist auf einem älteren Stand als das Programm. Sichern Sie sie, dann: quartierwerk migrate")
        raise click.ClickException(told)


def _check_whole() -> None:
    """Be silent unless a restore was interrupted here.

    Raises:
        ClickException: one was; nothing may start on what is half there.
    """
    with _refusals_of_keeping():
        restores.check_not_interrupted(DATA)


@contextmanager
def _refusals_of_keeping() -> Iterator[None]:
    try:
        yield
    except (KeepingRefusedError, EmbeddedDatabaseError) as problem:
        raise click.ClickException(str(problem)) from problem


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)


def _speak(_context: click.Context, _option: click.Parameter, asked: str | None) -> None:
    """Let everything after this option speak the language, refusals of the call included."""
    if asked:
        os.environ[language.VARIABLE] = asked


@click.group(help="Quartierwerk: vom gemessenen Bedarf zum belegten Ergebnis. / From measured need to proven result.")
@click.option(
    "--language",
    type=click.Choice(language.LANGUAGES),
    callback=_speak,
    is_eager=True,
    expose_value=False,
    help="Sprache der Meldungen. / Language of the messages.",
)
def program() -> None:
    """Set the settings every command shares.

    Raises:
        ClickException: a secret that a file is to hold cannot be read.
    """
    try:
        secret_files.read_named()
    except OSError as problem:
        raise click.ClickException(_("Ein Geheimnis ist nicht zu lesen: %(reason)s") % {"reason": problem}) from problem
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartierwerk.config.settings")


@program.command(
    context_settings={"ignore_unknown_options": True},
    add_help_option=False,
    help="Einen Befehl von Django ausführen. / Run a command of Django.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a Django command as the owner of the tables."""
    django_command(*arguments, as_owner=True, on_any_tables=True)


@program.command(help="Seite, Hintergrundarbeit und Datenbank starten. / Start the site, its worker and the database.")
@click.option("--example/--no-example", default=True, help="Mit oder ohne Beispielprogramm. / With or without the example programme.")
def serve(*, example: bool) -> None:
    """Start the site and its worker, with the embedded database unless DATABASE_URL names one."""
    _check_whole()
    production = os.environ.get("QUARTIERWERK_PRODUCTION") == "1"
    try:
        serving.serve(example=example and not production)
    except (serving.PortTakenError, serving.StepFailedError, EmbeddedDatabaseError) as problem:
        raise click.ClickException(str(problem)) from problem


@program.command(help="Tabellen auf den neuen Stand bringen. / Bring the tables up to date.")
def migrate() -> None:
    """Bring the tables up to date and give the site's role its rights."""
    django_command("prepare", as_owner=True, on_any_tables=True)


@program.command(help="Beispielprogramm in eine leere Datenbank laden. / Load the example programme into an empty database.")
def example() -> None:
    """Load the example programme into an empty database."""
    django_command("example")


@program.command(help="Spur, Fassungen und Dateien prüfen. / Check trail, revisions and files.")
def verify() -> None:
    """Check trail, revisions and files; print what was changed, is missing, was added or reordered."""
    django_command("check_record")


@program.command(help="Alles in eine neue Datei sichern. / Keep everything in a new file.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--with-secrets", is_flag=True, help="Auch die Schlüssel; die Datei ist dann geheim. / Keys too; the file is a secret then.")
def backup(file: Path, *, with_secrets: bool) -> None:
    """Write database, files and manifest into a new file, whole or not at all; print its hash."""
    _check_whole()
    with _refusals_of_keeping(), database():
        done = backups.write(file.absolute(), url=_owner_url(), data=DATA, with_secrets=with_secrets, tell=_tell)
        rows = sum(done.contents.tables.values())
        facts = {"sha256": done.sha256, "size": done.size, "files": len(done.contents.files), "rows": rows}
        if serving.run_step("record_keeping", "backup", json.dumps(facts)):
            _tell(_("Die Sicherung ist ganz; dass es sie gibt, ließ sich in der Spur nicht festhalten."))
    click.echo(f"{done.sha256}  {file}")
    told = _("Gesichert: %(rows)s Zeilen, %(files)s Dateien, Spur bis %(number)s.")
    _tell(told % {"rows": rows, "files": len(done.contents.files), "number": done.contents.trail_number})
    if done.damaged:
        _tell(_("Diese Dateien waren schon vor der Sicherung beschädigt: %(names)s") % {"names": ", ".join(done.damaged)})
        sys.exit(FOUND)


@program.command(help="Eine Sicherung in ein leeres Ziel zurückspielen. / Bring a backup back into an empty target.")
@click.argument("file", type=InputFile())
@click.option("--without-key", is_flag=True, help="Auch ohne den Schlüssel der Spur. / Even without the trail's key.")
def restore(file: Path, *, without_key: bool) -> None:
    """Fill the empty target from a backup, bring the tables up to date and verify; interrupted, the same command goes on."""
    DATA.mkdir(parents=True, exist_ok=True)
    os.environ["QUARTIERWERK_RESTORING"] = "1"
    ended: list[int] = []
    with _refusals_of_keeping(), restores.checked(file.absolute(), data=DATA, without_key=without_key, tell=_tell) as reader, database():

        def finish() -> None:
            ended.append(_bring_up_to_date_and_verify(reader.contents))

        restores.bring_back(reader, url=_owner_url(), data=DATA, finish=finish, tell=_tell)
    if ended[0]:
        sys.exit(_ending(ended[0]))
    _tell(_("Wiederhergestellt und geprüft."))


def _owner_url() -> str:
    return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]


def _bring_up_to_date_and_verify(contents: Contents) -> int:
    """Return how the verification ended; that something was restored stands in the trail.

    Raises:
        KeepingRefusedError: the tables could not be brought up to date, or the trail not written.
    """
    if serving.run_step("prepare", as_owner=True):
        raise KeepingRefusedError(_("Die Tabellen ließen sich nicht auf den neuen Stand bringen; Einzelheiten stehen oben."))
    _tell(_("Prüfe das Wiederhergestellte …"))
    ended = serving.run_step("verify")
    facts = {"made_at": contents.made_at, "trail_number": contents.trail_number, "findings": bool(ended)}
    if serving.run_step("record_keeping", "restore", json.dumps(facts)):
        raise KeepingRefusedError(_("Die Wiederherstellung ließ sich in der Spur nicht festhalten; Einzelheiten stehen oben."))
    return ended


@program.command(help="Jede Adresse mit Regel und Rollen nennen. / List every address with its rule and roles.")
def routes() -> None:
    """List every address with its access rule and roles."""
    django_command("routes", on_any_tables=True)


@program.command(
    context_settings={"ignore_unknown_options": True},
    add_help_option=False,
    help="Seiten, Einlesen und Dokumente an einem großen Programm messen. / Measure pages, imports and documents on a large programme.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """Run the benchmarks of the checkout; installed elsewhere there are none.

    Raises:
        ClickException: this is no checkout.
    """
    if not (CHECKOUT / "benchmarks" / "pages.py").is_file():
        raise click.ClickException(
            _("Gemessen wird nur in einem ausgecheckten Projekt: Unter %(folder)s liegt kein Ordner „benchmarks“.") % {"folder": CHECKOUT}
        )
    done = subprocess.run([sys.executable, "-m", "benchmarks.pages", *arguments], cwd=CHECKOUT, check=False)  # noqa: S603 -- our own command
    if done.returncode:
        sys.exit(_ending(done.returncode))


def _ending(returned: int) -> int:
    """Return the exit code promised for what a program of ours returned."""
    if returned < 0 or returned > BY_SIGNAL:
        return INTERRUPTED
    return returned if returned in {REFUSED, USAGE, FOUND} else BUG


@program.group(name="import", help="Eine Datei einlesen; gespeichert wird nur mit --confirm. / Read a file in; saved only with --confirm.")
def import_() -> None:
    """Read a file into the programme; nothing is saved without --confirm."""


@import_.command(help="Ziele und Maßnahmen aus einer Tabelle einlesen. / Import goals and measures from a spreadsheet.")
@click.argument("site")
@click.argument("file", type=InputFile())
@click.option("--mapping", type=InputFile(), help="TOML: Überschrift = Spalte")
@click.option("--confirm", is_flag=True, help="Speichern. / Save.")
def concept(site: str, file: Path, *, mapping: Path | None, confirm: bool) -> None:
    """Import goals and measures of a concept from a spreadsheet."""
    arguments = ["import_concept", site, str(file.resolve())]
    arguments += ["--mapping", str(mapping.resolve())] if mapping else []
    django_command(*arguments, *(["--confirm"] if confirm else []))


program.add_command(search_command.search)


@program.group(help="Briefe. / Letters.")
def mail() -> None:
    """Do something with letters."""


@mail.command(help="Zustellberichte aus einer Datei oder einem Ordner einlesen. / Read delivery reports from a file or folder.")
@click.argument("source", type=InputPlace())
def bounces(source: Path) -> None:
    """Read delivery reports and keep what is about our letters."""
    django_command("mail_bounces", str(source.resolve()))


def _wrong_use(problem: click.UsageError) -> str:
    """Say what is wrong with a call, and how calls look."""
    given = getattr(problem, "param", None)
    name = given.human_readable_name if given else ""
    if isinstance(problem, click.NoSuchOption):
        said = _("Die Option %(name)s gibt es nicht.") % {"name": problem.option_name}
    elif isinstance(problem, click.MissingParameter):
        said = _("Es fehlt: %(name)s.") % {"name": name}
    elif isinstance(problem, click.BadParameter):
        said = _("%(name)s passt nicht: %(reason)s") % {"name": name, "reason": problem.message}
    elif isinstance(problem, click.exceptions.NoSuchCommand):
        said = _("Den Befehl %(name)s gibt es nicht.") % {"name": problem.command_name}
    else:
        said = _("Der Aufruf passt nicht: %(reason)s") % {"reason": problem.format_message()}
    path = problem.ctx.command_path if problem.ctx else "quartierwerk"
    return said + "\n" + _("Hilfe zeigt: %(command)s --help") % {"command": path}


def main() -> None:
    """Run the command line; every way to end has its exit code."""
    try:
        program(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except click.UsageError as problem:
        click.echo(_wrong_use(problem), err=True)
        sys.exit(USAGE)
    except click.ClickException as problem:
        click.echo(problem.format_message(), err=True)
        sys.exit(REFUSED)
    except serving.PartEndedError as problem:
        click.echo(str(problem), err=True)
        sys.exit(BUG)
    except Exception:  # noqa: BLE001 -- the last place where a bug can be named as one
        traceback.print_exc()
        sys.exit(BUG)


if __name__ == "__main__":
    main()
