"""Brings a backup back into an empty target: files, then the database whole or not at all, then whatever the caller adds.

The target carries the backup's mark in the data folder and in the database until the end, so that one that was
interrupted says so, no program starts on it, and the same command goes on.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from quartierwerk.config.keeping import archive, database, folder, keys, manifest, postgres_tools, versions
from quartierwerk.config.keeping.archive import Reader
from quartierwerk.config.keeping.manifest import Part
from quartierwerk.config.keeping.refusals import KeepingRefusedError
from quartierwerk.config.language import gettext as _

SPARE = 64 * 1024 * 1024

type Tell = Callable[[str], None]


def is_interrupted(data: Path) -> bool:
    """Tell whether a restore into this data folder was begun and has not ended."""
    return (data / folder.MARK).exists()


def check_not_interrupted(data: Path) -> None:
    """Be silent where no restore was interrupted.

    Raises:
        KeepingRefusedError: one was.
    """
    if is_interrupted(data):
        told = _("In %(folder)s wurde eine Wiederherstellung unterbrochen. Wiederholen Sie sie: quartierwerk restore %(file)s")
        raise KeepingRefusedError(told % {"folder": data, "file": _begun(data).get("file", "F")})


@contextmanager
def checked(path: Path, *, data: Path, without_key: bool, tell: Tell) -> Iterator[Reader]:
    """Hand out a backup of which every byte was read and is what its seal says; nothing is written yet.

    Raises:
        KeepingRefusedError: it is none, is changed, comes from a newer program, or is sealed with another key.
    """
    with Reader(path) as reader:
        tell(_("Prüfe die Sicherung …"))
        versions.check_known(reader.contents.migrations, application=reader.contents.application)
        reader.check()
        if not without_key:
            _check_seal(reader, data)
        yield reader


def _check_seal(reader: Reader, data: Path) -> None:
    """Be silent where the seal fits the key in force, or where none is, the one the backup brings along."""
    key, source = keys.find_trail_key(data), _("der Schlüssel der Spur hier")
    brought = [part for part in reader.contents.files if part.name == f"{manifest.FOLDER}{folder.SECRETS}/{keys.NAME}"]
    if not key and brought:
        key, source = b"".join(reader.content(brought[0])).decode(errors="replace").strip(), _("ihr eigener Schlüssel")
    if not key:
        told = _("Der Schlüssel der Spur fehlt: Legen Sie %(name)s nach %(folder)s, oder nennen Sie QUARTIERWERK_TRAIL_KEY.")
        raise KeepingRefusedError(told % {"name": keys.NAME, "folder": data / folder.SECRETS})
    if not reader.manifest.is_sealed_with(key):
        told = _("Das Siegel der Sicherung passt nicht: %(source)s ist nicht der, mit dem sie versiegelt wurde.")
        raise KeepingRefusedError(told % {"source": source})


def bring_back(reader: Reader, *, url: str, data: Path, finish: Callable[[], None], tell: Tell) -> None:
    """Fill the empty target; afterwards files and rows are those of the backup and ``finish`` is done.

    Raises:
        KeepingRefusedError: the target is not empty, another backup was begun here, there is too little room, or
            the database refused. What was written stays marked as unfinished.
    """
    with database.target(url) as connection:
        _check_target(reader, connection, data)
        _check_room(reader, data, url)
        _mark(reader, connection, data)
        tell(_("Spiele die Dateien zurück …"))
        for part in reader.contents.files:
            _put(reader, part, data)
        os.sync()
        if not database.applied(connection):
            tell(_("Spiele die Datenbank zurück …"))
            server = connection.info.server_version // 10_000
            tools = postgres_tools.tools(max(reader.contents.tools, server))
            dump = next(part for part in reader.contents.parts if part.name == manifest.DUMP)
            postgres_tools.fill(url, reader.content(dump), tools, server=server)
        if _is_untouched(reader, connection):
            _compare(reader, connection)
        finish()
        database.end(connection)
    (data / folder.MARK).unlink()
    archive.sync_folder(data)


def _is_untouched(reader: Reader, connection: database.Connection) -> bool:
    """Tell whether nothing was written since the dump: no table brought up to date, no deed done."""
    is_same_state = database.applied(connection) == reader.contents.migrations
    return is_same_state and database.head_at(connection, reader.contents.trail_number + 1) is None


def _check_target(reader: Reader, connection: database.Connection, data: Path) -> None:
    begun_in_folder, begun_in_database = _begun(data).get("backup", ""), database.begun_with(connection)
    if not {begun_in_folder, begun_in_database} <= {"", reader.manifest.mark}:
        raise KeepingRefusedError(_("Hier wurde die Wiederherstellung einer anderen Sicherung unterbrochen. Nehmen Sie ein leeres Ziel."))
    if not begun_in_folder and (found := folder.in_the_way(data)):
        told = _("Wiederhergestellt wird nur in ein leeres Ziel. Im Datenordner %(folder)s liegt: %(found)s")
        raise KeepingRefusedError(told % {"folder": data, "found": ", ".join(found[:5])})
    # The mark in the database goes first, so an end that was interrupted leaves the whole database and the mark in the folder.
    is_ending = bool(begun_in_folder) and database.head_at(connection, reader.contents.trail_number) == (reader.contents.trail_hash or None)
    if not begun_in_database and not is_ending and (table := database.found_in(connection)):
        raise KeepingRefusedError(_("Wiederhergestellt wird nur in ein leeres Ziel. In der Datenbank liegt: %(found)s") % {"found": table})


def _check_room(reader: Reader, data: Path, url: str) -> None:
    """Be silent where the parts that are still missing fit on the disk, the database too where it lies in the data folder."""
    missing = sum(part.size for part in reader.contents.files if not (data / part.name.removeprefix(manifest.FOLDER)).exists())
    needed = missing + SPARE + (reader.contents.database_bytes if str(data) in url else 0)
    free = shutil.disk_usage(data).free
    if free < needed:
        told = _("Im Datenordner fehlt Platz: gebraucht werden %(needed)s MB, frei sind %(free)s MB.")
        raise KeepingRefusedError(told % {"needed": needed // 1_000_000 + 1, "free": free // 1_000_000})


def _begun(data: Path) -> dict[str, str]:
    try:
        found = json.loads((data / folder.MARK).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError:
        return {"backup": "?"}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {"backup": "?"}


def _mark(reader: Reader, connection: database.Connection, data: Path) -> None:
    content = json.dumps({"backup": reader.manifest.mark, "file": str(reader.path)}, ensure_ascii=False).encode()
    _write(data / folder.MARK, iter((content,)), 0o600)
    archive.sync_folder(data)
    if not database.begun_with(connection) and not database.applied(connection):
        database.begin(connection, reader.manifest.mark)


def _put(reader: Reader, part: Part, data: Path) -> None:
    """Write one file, unless an interrupted restore wrote it already, or the secret is here."""
    name = part.name.removeprefix(manifest.FOLDER)
    path = data / name
    is_secret = name.startswith(f"{folder.SECRETS}/")
    if path.exists() and (is_secret or _is(path, part)):
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if is_secret else 0o777)
    _write(path, reader.content(part), 0o600 if is_secret else 0o666)


def _is(path: Path, part: Part) -> bool:
    with path.open("rb") as file:
        return path.stat().st_size == part.size and hashlib.file_digest(file, "sha256").hexdigest() == part.sha256


def _write(path: Path, content: Iterator[bytes], mode: int) -> None:
    fresh = path.with_name(f"{folder.BEGUN}{path.name}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode), "wb") as file:
        for chunk in content:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _compare(reader: Reader, connection: database.Connection) -> None:
    """Be silent where every table has as many rows as the manifest says.

    Raises:
        KeepingRefusedError: one has not.
    """
    found, wanted = dict(database.counts(connection)), dict(reader.contents.tables)
    different = sorted(table for table in found.keys() | wanted.keys() if found.get(table) != wanted.get(table))
    if different:
        raise KeepingRefusedError(_("Nach dem Zurückspielen stimmen Tabellen nicht: %(tables)s") % {"tables": ", ".join(different)})
