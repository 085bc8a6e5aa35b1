"""Writes a backup: one moment of the database, then the files, then the manifest, then everything is read again."""

import contextlib
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import quartierwerk
from quartierwerk.config.keeping import archive, database, folder, keys, manifest, postgres_tools, versions
from quartierwerk.config.keeping.manifest import Contents
from quartierwerk.config.keeping.refusals import KeepingRefusedError
from quartierwerk.config.language import gettext as _
from quartierwerk.foundation.audit.core.heads import HEADS

_BY_HASH = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{64})", re.ASCII)

type Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Written:
    """A backup that lies on the disk: its contents, the hash of its file, and stored files that were damaged before."""

    contents: Contents
    size: int
    sha256: str
    damaged: tuple[str, ...]


def write(target: Path, *, url: str, data: Path, with_secrets: bool, tell: Tell) -> Written:
    """Return what was written; afterwards the backup is whole, sealed, read again and on the disk under its name.

    Raises:
        KeepingRefusedError: the file is there, the key is missing, the database cannot be read, or the disk is full.
    """
    key = _key(target, data)
    try:
        with archive.new_file(target) as file, database.one_moment(url) as state:
            versions.check_known(state.migrations)
            with archive.Writer(file) as writer:
                tools = _add_database(writer, state, url, tell)
                tell(_("Sichere die Dateien …"))
                _add_files(writer, data, state, with_secrets=with_secrets)
                contents = _contents(state, writer, tools=tools, with_secrets=with_secrets)
                writer.finish(contents, key)
            tell(_("Lese die Sicherung zur Probe …"))
            sha256 = _read_again(file)
            size = file.tell()
    except OSError as problem:
        raise KeepingRefusedError(_("Die Sicherung lässt sich nicht schreiben: %(reason)s") % {"reason": problem}) from problem
    return Written(contents, size, sha256, _damaged(contents))


def _key(target: Path, data: Path) -> str:
    key = keys.find_trail_key(data)
    if not key:
        told = _("Der Schlüssel der Spur fehlt: weder QUARTIERWERK_TRAIL_KEY noch %(path)s.")
        raise KeepingRefusedError(told % {"path": data / folder.SECRETS / keys.NAME})
    if target.resolve().is_relative_to(data.resolve()):
        raise KeepingRefusedError(_("Eine Sicherung liegt nicht im Datenordner selbst; nennen Sie einen anderen Ort."))
    return key


def _add_database(writer: archive.Writer, state: database.State, url: str, tell: Tell) -> int:
    """Add the dump and return the main version of the tools that wrote it."""
    tell(_("Sichere die Datenbank …"))
    tools = postgres_tools.tools(state.server)
    with postgres_tools.dump(url, state, tools) as dumped:
        writer.add(manifest.DUMP, dumped)
    return postgres_tools.dump_version(tools)


def _read_again(file: IO[bytes]) -> str:
    """Return the hash of the file, when every part of it is what the manifest says."""
    file.flush()
    with archive.Reader(Path(f"/proc/self/fd/{file.fileno()}")) as reader:
        reader.check()
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(archive.CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _add_files(writer: archive.Writer, data: Path, state: database.State, *, with_secrets: bool) -> None:
    """Add every kept file; one that vanishes meanwhile was none that the moment's rows name."""
    for name in folder.kept_files(data, with_secrets=with_secrets):
        with contextlib.suppress(FileNotFoundError), (data / name).open("rb") as source:
            writer.add(manifest.FOLDER + name, _heads_until(source, state.trail_number) if name == HEADS else source)


def _heads_until(source: IO[bytes], number: int) -> IO[bytes]:
    """Return the lines of the trail's witness without those of deeds that came after the moment."""
    return io.BytesIO(b"".join(line for line in source if not _is_later(line, number)))


def _is_later(line: bytes, number: int) -> bool:
    first = line.split(b" ", 1)[0]
    return first.isdigit() and int(first) > number


def _contents(state: database.State, writer: archive.Writer, *, tools: int, with_secrets: bool) -> Contents:
    return Contents(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        application=quartierwerk.__version__,
        migrations=state.migrations,
        tools=tools,
        database_bytes=state.size,
        tables=state.tables,
        trail_number=state.trail_number,
        trail_hash=state.trail_hash,
        has_secrets=with_secrets,
        parts=tuple(writer.parts),
    )


def _damaged(contents: Contents) -> tuple[str, ...]:
    """Return the stored files whose bytes are not what their name says: they were damaged before the backup."""
    named = ((part.name, part.sha256, _BY_HASH.fullmatch(part.name.removeprefix(manifest.FOLDER))) for part in contents.files)
    return tuple(name for name, sha256, match in named if match and match[1] != sha256)
