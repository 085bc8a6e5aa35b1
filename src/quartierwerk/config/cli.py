"""The command ``quartierwerk``: serve, migrate, verify and the rest of what the command line promises."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from quartierwerk.config.embedded_database import OWNER, SITE, EmbeddedDatabase


def data_folder() -> "os.PathLike[str]":
    """Return the folder for files, secrets and the embedded database."""
    from quartierwerk.config.settings import DATA  # noqa: PLC0415 -- settings create secrets; only commands with data load them

    return DATA


@contextmanager
def database() -> Iterator[None]:
    """Make a database reachable through the environment: the named one, a running embedded one, or our own for as long as needed."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from pathlib import Path  # noqa: PLC0415

    server = EmbeddedDatabase(Path(data_folder()) / "postgres")
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


@click.group()
def main() -> None:
    """Quartierwerk: from measured need to proven result."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartierwerk.config.settings")


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a Django command as the owner of the tables."""
    with database():
        os.environ["QUARTIERWERK_AS_OWNER"] = "1"
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        execute_from_command_line(["quartierwerk", *arguments])


if __name__ == "__main__":
    sys.exit(main())
