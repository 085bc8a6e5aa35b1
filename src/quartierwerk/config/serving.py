"""Runs the product in the foreground: database, migrations, example programme, web server, worker."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from quartierwerk.config.embedded_database import OWNER, SITE, EmbeddedDatabase, die_with_parent
from quartierwerk.config.paths import DATA

PATIENCE_SECONDS = 15


class PortTakenError(RuntimeError):
    """Another program listens where the site should."""


class StepFailedError(RuntimeError):
    """A step before the start failed and has said why."""


def port() -> int:
    """Return the port the site listens on."""
    return int(os.environ.get("PORT", "8000"))


def check_port_free() -> None:
    """Be silent when the port can be listened on.

    Raises:
        PortTakenError: another program has it.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port()))
        except OSError as problem:
            raise PortTakenError(f"Port {port()} ist belegt. Wählen Sie einen anderen: PORT=8001 ./run") from problem


def serve(*, example: bool) -> None:
    """Run until a signal comes; afterwards no process is left."""
    check_port_free()
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    database = _own_database()
    children: list[subprocess.Popen[bytes]] = []
    try:
        _prepare(example=example)
        children = [_start_web(), _start_worker()]
        if _wait_for_web(children, stopping):
            _say_hello(example=example)
        while not stopping and all(child.poll() is None for child in children):
            time.sleep(0.2)
    finally:
        _stop(children)
        if database:
            database.stop()
    if not stopping:
        raise SystemExit("Ein Teil des Programms ist unerwartet beendet worden; Einzelheiten stehen oben.")
    click.echo("Beendet.", err=True)


def _own_database() -> EmbeddedDatabase | None:
    if os.environ.get("DATABASE_URL"):
        return None
    if os.environ.get("QUARTIERWERK_PRODUCTION") == "1":
        raise SystemExit("Im Betrieb muss DATABASE_URL gesetzt sein; die mitgebrachte Datenbank ist für Vorführung und Tests.")
    database = EmbeddedDatabase(DATA / "postgres")
    if database.base.parent != DATA:
        click.echo(f"Die Datenbank liegt unter {database.base}, weil andere Benutzer {DATA} nicht betreten dürfen.", err=True)
    database.start()
    os.environ["DATABASE_URL"] = database.url(SITE)
    os.environ["DATABASE_OWNER_URL"] = database.url(OWNER)
    return database


def _django(*arguments: str, as_owner: bool = False) -> None:
    environment = {**os.environ, "QUARTIERWERK_AS_OWNER": "1" if as_owner else "0"}
    # A session of its own: Ctrl-C reaches only us, and we decide what to stop in which order.
    done = subprocess.run([sys.executable, "-m", "django", *arguments], env=environment, check=False, start_new_session=True)  # noqa: S603 -- our own commands
    if done.returncode:
        raise StepFailedError(f"„{arguments[0]}“ ist gescheitert; Einzelheiten stehen oben.")


def _prepare(*, example: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "quartierwerk.config.settings"
    os.environ["QUARTIERWERK_EXAMPLE"] = "1" if example else "0"
    _django("prepare", as_owner=True)
    if os.environ.get("QUARTIERWERK_PRODUCTION") == "1":
        _django("check", "--database", "default")
    if example:
        _django("example", "--if-empty")


def _child(command: Sequence[str | Path]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 -- our own command
        command,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 -- only calls prctl
    )


def _start_web() -> "subprocess.Popen[bytes]":
    workers = os.environ.get("QUARTIERWERK_WORKERS", str(os.cpu_count() or 1))
    options = ["--interface", "wsgi", "--host", os.environ.get("HOST", "127.0.0.1"), "--port", str(port()), "--workers", workers]
    options += ["--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    return _child([Path(sys.executable).parent / "granian", *options, "quartierwerk.config.wsgi:application"])


def _start_worker() -> "subprocess.Popen[bytes]":
    return _child([sys.executable, "-m", "django", "procrastinate", "worker"])


def _wait_for_web(children: Sequence["subprocess.Popen[bytes]"], stopping: Sequence[int]) -> bool:
    while not stopping and all(child.poll() is None for child in children):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port()), timeout=1):
            return True
        time.sleep(0.05)
    return False


def _say_hello(*, example: bool) -> None:
    click.echo(f"\n  Quartierwerk läuft: http://127.0.0.1:{port()}/\n")
    _django("sign_ins" if example else "first_access")
    click.echo("\n  Beenden mit Strg+C.")
    sys.stdout.flush()


def _stop(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
