"""PostgreSQL's own tools: the dump of a moment, and a database filled from one, whole or not at all."""

import contextlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from quartierwerk.config.embedded_database import EmbeddedDatabaseError, shipped_binaries
from quartierwerk.config.keeping.database import FLEETING, UNDER_WAY, State
from quartierwerk.config.keeping.refusals import KeepingRefusedError
from quartierwerk.config.language import gettext as _

# From this version on the tools begin with a setting that older servers refuse.
KNOWS_NEW_SETTING = 17
LINES_OF_SETTINGS = 60


def tools(at_least: int) -> Path:
    """Return the folder with the oldest tools of PostgreSQL that understand this main version.

    Newer tools write settings an older server does not know, so the nearest ones are taken.

    Raises:
        KeepingRefusedError: there are none.
    """
    if (named := os.environ.get("QUARTIERWERK_PG_BIN")) and dump_version(Path(named)) >= at_least:
        return Path(named)
    fitting = sorted((version, folder) for folder in _tool_folders() if (version := dump_version(folder)) >= at_least)
    if not fitting:
        told = _("Es fehlen pg_dump und pg_restore von PostgreSQL %(version)s oder neuer. Nennen Sie ihren Ordner mit QUARTIERWERK_PG_BIN.")
        raise KeepingRefusedError(told % {"version": at_least})
    return fitting[0][1]


def _tool_folders() -> Iterator[Path]:
    with contextlib.suppress(EmbeddedDatabaseError):
        yield shipped_binaries()
    yield from (Path(folder) for folder in os.get_exec_path())
    yield from Path("/usr/lib/postgresql").glob("*/bin")


def dump_version(folder: Path) -> int:
    """Return the main version of the tools in a folder, or 0 where there are none."""
    if not all(os.access(folder / name, os.X_OK) for name in ("pg_dump", "pg_restore")):
        return 0
    said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 -- our own command
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _call(url: str) -> tuple[str, dict[str, str]]:
    """Return how a tool is told where to connect: the password goes through the environment, where no list of processes shows it."""
    facts = conninfo_to_dict(url)
    password = facts.pop("password", None)
    environment = {**os.environ, "LC_ALL": "C.UTF-8"} | ({"PGPASSWORD": str(password)} if password else {})
    return make_conninfo("", **facts), environment


@contextlib.contextmanager
def dump(url: str, state: State, folder: Path) -> Iterator[IO[bytes]]:
    """Hand out the dump of the moment that is held; the block ends well only when the dump is whole.

    Raises:
        KeepingRefusedError: the tool gave up.
    """
    where, environment = _call(url)
    command: list[str | Path] = [
        folder / "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
    ]
    command += [f"--exclude-table-data=public.{table}" for table in FLEETING]
    command += [f"--exclude-table=public.{UNDER_WAY}", f"--snapshot={state.snapshot}", f"--dbname={where}"]
    with tempfile.TemporaryFile() as said:
        with _started(command, environment, stdout=subprocess.PIPE, stderr=said, stdin=subprocess.DEVNULL) as process:
            yield cast("IO[bytes]", process.stdout)
        _check_ending(process.returncode, said)


def _check_ending(returned: int, said: IO[bytes]) -> None:
    if returned:
        said.seek(0)
        reason = said.read().decode(errors="replace").strip()
        raise KeepingRefusedError(_("PostgreSQL hat abgebrochen: %(reason)s") % {"reason": reason[-2000:]})


def fill(url: str, content: Iterable[bytes], folder: Path, *, server: int) -> None:
    """Write a dump into the database of a server of this main version, whole or not at all.

    Raises:
        KeepingRefusedError: the tool gave up, and nothing was written.
    """
    where, environment = _call(url)
    plain = ["--no-owner", "--no-privileges"]
    if server < KNOWS_NEW_SETTING <= dump_version(folder):
        _fill_as_text(where, environment, content, folder, plain)
        return
    command: list[str | Path] = [folder / "pg_restore", *plain, "--single-transaction", "--exit-on-error", f"--dbname={where}"]
    with tempfile.TemporaryFile() as said:
        with _started(command, environment, stdin=subprocess.PIPE, stdout=said, stderr=said) as process:
            _feed(process, content)
        _check_ending(process.returncode, said)


@contextlib.contextmanager
def _started(command: Sequence[str | Path], environment: Mapping[str, str], **streams: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a tool; when the block fails, it is ended before it can take what it has for all there is."""
    with subprocess.Popen(command, env=environment, **streams) as process:  # noqa: S603 -- our own command
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def _feed(process: "subprocess.Popen[bytes]", content: Iterable[bytes]) -> None:
    pipe = cast("IO[bytes]", process.stdin)
    with contextlib.suppress(BrokenPipeError):
        for chunk in content:
            pipe.write(chunk)
        pipe.close()


def _fill_as_text(where: str, environment: Mapping[str, str], content: Iterable[bytes], folder: Path, plain: Sequence[str]) -> None:
    """Let the dump become text, without the one setting an older server does not know, and that text be carried out.

    Only the last word commits: whoever is killed before leaves nothing.
    """
    reader: list[str | Path] = [folder / "pg_restore", *plain, "--file=-"]
    writer: list[str | Path] = [folder / "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={where}"]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as text:
        with _started(reader, environment, stdin=subprocess.PIPE, stdout=text, stderr=said) as reading:
            _feed(reading, content)
        _check_ending(reading.returncode, said)
        text.seek(0)
        with _started(writer, environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said) as writing:
            _feed(writing, _in_one_transaction(text))
        _check_ending(writing.returncode, said)


def _in_one_transaction(text: IO[bytes]) -> Iterator[bytes]:
    yield b"BEGIN;\n"
    for _place, line in zip(range(LINES_OF_SETTINGS), text, strict=False):
        if not line.startswith(b"SET transaction_timeout"):
            yield line
    while chunk := text.read(1024 * 1024):
        yield chunk
    yield b"\nCOMMIT;\n"
