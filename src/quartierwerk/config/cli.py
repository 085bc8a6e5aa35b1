"""The command ``quartierwerk``.

Exit codes: 0 done, 1 input refused, 2 usage, 3 a check found something, 4 interrupted, 70 our bug.
Commands import Django only when they need it.
"""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from quartierwerk.config import serving
from quartierwerk.config.embedded_database import OWNER, SITE, EmbeddedDatabase, EmbeddedDatabaseError
from quartierwerk.config.paths import DATA

REFUSED, FOUND, INTERRUPTED, BUG = 1, 3, 4, 70


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


def django_command(*arguments: str, as_owner: bool = False) -> None:
    """Run one of Django's commands with the database in reach."""
    with database():
        if as_owner:
            os.environ["QUARTIERWERK_AS_OWNER"] = "1"
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- only commands with a database load Django

        execute_from_command_line(["quartierwerk", *arguments])


@click.group(help="Quartierwerk: vom gemessenen Bedarf zum belegten Ergebnis. / From measured need to proven result.")
def program() -> None:
    """Set the settings every command shares."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartierwerk.config.settings")


@program.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a Django command as the owner of the tables."""
    django_command(*arguments, as_owner=True)


@program.command()
@click.option("--example/--no-example", default=True, help="Mit oder ohne Beispielprogramm. / With or without the example programme.")
def serve(*, example: bool) -> None:
    """Start the site and its worker, with the embedded database unless DATABASE_URL names one."""
    production = os.environ.get("QUARTIERWERK_PRODUCTION") == "1"
    try:
        serving.serve(example=example and not production)
    except (serving.PortTakenError, serving.StepFailedError, EmbeddedDatabaseError) as problem:
        raise click.ClickException(str(problem)) from problem


@program.command()
def migrate() -> None:
    """Bring the tables up to date and give the site's role its rights."""
    django_command("prepare", as_owner=True)


@program.command()
def example() -> None:
    """Load the example programme into an empty database."""
    django_command("example")


@program.command()
def verify() -> None:
    """Check trail, revisions and files; print what was changed, is missing, was added or reordered."""
    django_command("verify")


@program.command()
def routes() -> None:
    """List every address with its access rule and roles."""
    django_command("routes")


@program.group(name="import")
def import_() -> None:
    """Read a file into the programme; nothing is saved without --confirm."""


@import_.command()
@click.argument("site")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML: Überschrift = Spalte")
@click.option("--confirm", is_flag=True, help="Speichern. / Save.")
def concept(site: str, file: Path, *, mapping: Path | None, confirm: bool) -> None:
    """Import goals and measures of a concept from a spreadsheet."""
    arguments = ["import_concept", site, str(file.resolve())]
    arguments += ["--mapping", str(mapping.resolve())] if mapping else []
    django_command(*arguments, *(["--confirm"] if confirm else []))


def main() -> None:
    """Run the command line; every way to end has its exit code."""
    try:
        program(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except click.UsageError as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.ClickException as problem:
        problem.show()
        sys.exit(REFUSED)
    except Exception:  # noqa: BLE001 -- the last place where a bug can be named as one
        traceback.print_exc()
        sys.exit(BUG)


if __name__ == "__main__":
    main()
