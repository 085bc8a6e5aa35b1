"""The table of contents of a backup: what lies in it, with sizes, hashes and counts, and the seal over all of it.

The seal is a keyed hash under the trail's key. Whoever changes a backup without that key changes it visibly;
whoever has the key could forge the trail as well.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from quartierwerk.config.keeping.refusals import KeepingRefusedError
from quartierwerk.config.language import gettext as _

FORMAT = 1
NAME, DUMP, FOLDER = "manifest.json", "database.dump", "data/"
LARGEST = 256 * 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the archive: its name there, its size in bytes and its hash."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: who wrote it when, the state of the database, its trail, and every part.

    ``migrations`` are the applied ones as ``app.name``; ``tables`` counts rows by table, ``database_bytes`` is
    what the database took up, ``tools`` the main version of PostgreSQL whose tools can read the dump.
    """

    made_at: str
    application: str
    migrations: tuple[str, ...]
    tools: int
    database_bytes: int
    tables: Mapping[str, int]
    trail_number: int
    trail_hash: str
    has_secrets: bool
    parts: tuple[Part, ...]

    @property
    def files(self) -> tuple[Part, ...]:
        """Return the parts that belong into the data folder."""
        return tuple(part for part in self.parts if part.name.startswith(FOLDER))

    @property
    def size(self) -> int:
        """Return how many bytes all parts take up."""
        return sum(part.size for part in self.parts)

    def written(self, key: str) -> bytes:
        """Return the manifest as it stands in the archive, sealed with the key."""
        body = {"format": FORMAT, **asdict(self)}
        return json.dumps({**body, "seal": _seal(body, key)}, ensure_ascii=False, indent=1, sort_keys=True).encode()


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it was read: the contents, and what the seal has to fit."""

    contents: Contents
    body: Mapping[str, Any]
    seal: str

    def is_sealed_with(self, key: str) -> bool:
        """Tell whether the seal was made with this key over exactly these contents."""
        return hmac.compare_digest(self.seal, _seal(self.body, key))

    @property
    def mark(self) -> str:
        """Return what tells this backup from every other."""
        return hashlib.sha256(_canonical(self.body)).hexdigest()


def _canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _seal(body: Mapping[str, Any], key: str) -> str:
    return hmac.new(key.encode(), b"quartierwerk-backup\n" + _canonical(body), hashlib.sha256).hexdigest()


def read(content: bytes) -> Manifest:
    """Return the manifest in these bytes.

    Raises:
        KeepingRefusedError: it cannot be read, comes from a newer program, or names a part outside the data folder.
    """
    try:
        body = json.loads(content)
        seal = str(body.pop("seal"))
        written = body["format"]
        contents = _contents(body) if written == FORMAT else None
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise KeepingRefusedError(_("Das Verzeichnis der Sicherung ist nicht zu lesen: %(reason)s") % {"reason": problem}) from problem
    if contents is None:
        raise KeepingRefusedError(_("Die Sicherung hat die Form %(form)s, die dieses Programm nicht kennt.") % {"form": written})
    for part in contents.parts:
        _check(part)
    return Manifest(contents, body, seal)


def _contents(body: Mapping[str, Any]) -> Contents:
    return Contents(
        made_at=str(body["made_at"]),
        application=str(body["application"]),
        migrations=tuple(str(name) for name in body["migrations"]),
        tools=int(body["tools"]),
        database_bytes=int(body["database_bytes"]),
        tables={str(table): int(rows) for table, rows in body["tables"].items()},
        trail_number=int(body["trail_number"]),
        trail_hash=str(body["trail_hash"]),
        has_secrets=bool(body["has_secrets"]),
        parts=tuple(Part(str(part["name"]), int(part["size"]), str(part["sha256"])) for part in body["parts"]),
    )


def _check(part: Part) -> None:
    """Be silent where the part is the dump or lies inside the data folder.

    Raises:
        KeepingRefusedError: it would lie anywhere else, or is no part at all.
    """
    inside = part.name.removeprefix(FOLDER)
    path = PurePosixPath(inside)
    is_plain = str(path) == inside and not path.is_absolute() and not {"", ".", ".."} & set(inside.split("/"))
    is_printable = part.name.isprintable() and "\\" not in part.name
    belongs = part.name == DUMP or (part.name.startswith(FOLDER) and is_plain and is_printable)
    if not belongs or part.size < 0 or not _SHA256.fullmatch(part.sha256):
        raise KeepingRefusedError(_("Die Sicherung nennt einen Teil, der nicht hineingehört: %(name)s") % {"name": ascii(part.name)})


def is_newer(application: str, than: str) -> bool:
    """Tell whether a version of the program, such as 0.10.2, came after another."""
    return _numbers(application) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", version)[:3])
