"""Runs the product in the foreground: database, migrations, example programme, web server, worker."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click

from quartierwerk.config import language
from quartierwerk.config.embedded_database import OWNER, SITE, EmbeddedDatabase, die_with_parent
from quartierwerk.config.language import gettext as _
from quartierwerk.config.paths import DATA

PATIENCE_SECONDS = 15


class PortTakenError(RuntimeError):
    """Another program listens where the site should."""


class PartEndedError(RuntimeError):
    """Web server or worker ended although nobody asked for it."""


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
            raise PortTakenError(_("Port %(port)s ist belegt. Wählen Sie einen anderen: PORT=8001 ./run") % {"port": port()}) from problem


def serve(*, example: bool) -> None:
    """Run until a signal comes; afterwards no process is left."""
    check_port_free()
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    database = _own_database()
    children: list[subprocess.Popen[bytes]] = []
    counting = tempfile.TemporaryDirectory(prefix="quartierwerk-metrics-")
    # Where the web server's processes count together; the folder belongs to this machine and this start.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = counting.name
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
        counting.cleanup()
    if not stopping:
        raise PartEndedError(_("Ein Teil des Programms ist unerwartet beendet worden; Einzelheiten stehen oben."))
    click.echo(_("Beendet."), err=True)


def _own_database() -> EmbeddedDatabase | None:
    if os.environ.get("DATABASE_URL"):
        return None
    if os.environ.get("QUARTIERWERK_PRODUCTION") == "1":
        raise StepFailedError(_("Im Betrieb muss DATABASE_URL gesetzt sein; die mitgebrachte Datenbank ist für Vorführung und Tests."))
    database = EmbeddedDatabase(DATA / "postgres")
    if database.base.parent != DATA:
        told = _("Die Datenbank liegt unter %(base)s, weil andere Benutzer %(folder)s nicht betreten dürfen.")
        click.echo(told % {"base": database.base, "folder": DATA}, err=True)
    database.start()
    os.environ["DATABASE_URL"] = database.url(SITE)
    os.environ["DATABASE_OWNER_URL"] = database.url(OWNER)
    return database


def run_step(*arguments: str, as_owner: bool = False) -> int:
    """Run one of Django's commands in a process of its own and return how it ended."""
    environment = {**os.environ, language.VARIABLE: language.chosen(), "QUARTIERWERK_AS_OWNER": "1" if as_owner else "0"}
    # A session of its own: Ctrl-C reaches only us, and we decide what to stop in which order.
    command = [sys.executable, "-m", "quartierwerk.config.step", *arguments]
    return subprocess.run(command, env=environment, check=False, start_new_session=True).returncode  # noqa: S603 -- our own command


def _django(*arguments: str, as_owner: bool = False) -> None:
    if run_step(*arguments, as_owner=as_owner):
        raise StepFailedError(_("„%(step)s“ ist gescheitert; Einzelheiten stehen oben.") % {"step": arguments[0]})


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
    # Somebody with a slow line holds a thread until their upload has arrived; with one thread they would hold up everybody.
    options += ["--blocking-threads", os.environ.get("QUARTIERWERK_THREADS", "4"), "--no-ws", "--log-level", "warning"]
    return _child([Path(sys.executable).parent / "granian", *options, "quartierwerk.config.wsgi:application"])


def _start_worker() -> "subprocess.Popen[bytes]":
    # What is done is forgotten: a job may name an address somebody has typed.
    return _child([sys.executable, "-m", "django", "procrastinate", "worker", "--delete-jobs", "successful"])


def _wait_for_web(children: Sequence["subprocess.Popen[bytes]"], stopping: Sequence[int]) -> bool:
    while not stopping and all(child.poll() is None for child in children):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port()), timeout=1):
            return True
        time.sleep(0.05)
    return False


def _say_hello(*, example: bool) -> None:
    click.echo(f"\n  {_('Quartierwerk läuft:')} http://localhost:{port()}/\n")
    _django("sign_ins" if example else "first_access")
    click.echo(f"\n  {_('Beenden mit Strg+C.')}")
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
