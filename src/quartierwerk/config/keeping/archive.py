"""The file a backup is: a ZIP whose members are stored as they are, the manifest last.

Nothing in it is compressed by the ZIP, so no member can be larger than the file itself. It is written under no
name, or a passing one, and gets its own name when it is whole and on the disk.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Self

from quartierwerk.config.keeping import manifest
from quartierwerk.config.keeping.manifest import Contents, Manifest, Part
from quartierwerk.config.keeping.refusals import KeepingRefusedError
from quartierwerk.config.language import gettext as _

CHUNK = 1024 * 1024
NO_SUCH_FLAG = {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT}

type Told = Callable[[int], None]


def nobody(_bytes: int) -> None:
    """Take how many bytes are done and say nothing."""


class Writer:
    """Adds parts to an archive and remembers size and hash of each."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, strict_timestamps=False)
        self.parts: list[Part] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        # Left alone it would write its end when it is collected, into a file that is closed by then.
        with contextlib.suppress(OSError, ValueError):
            self._zip.close()

    def add(self, name: str, source: IO[bytes]) -> Part:
        """Add everything the source gives and return the part."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
            while chunk := source.read(CHUNK):
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        part = Part(name, size, digest.hexdigest())
        self.parts.append(part)
        return part

    def finish(self, contents: Contents, key: str) -> None:
        """Add the sealed manifest; afterwards the archive is whole."""
        self._zip.writestr(zipfile.ZipInfo(manifest.NAME), contents.written(key))
        self._zip.close()


@contextlib.contextmanager
def new_file(target: Path) -> Iterator[IO[bytes]]:
    """Hand out a file to write; when the block ends well it is on the disk under its name, otherwise nothing is.

    Raises:
        KeepingRefusedError: there is a file of that name, or no folder for it.
    """
    if target.exists():
        raise KeepingRefusedError(_("Die Datei %(name)s gibt es schon.") % {"name": target})
    if not target.parent.is_dir():
        raise KeepingRefusedError(_("Den Ordner %(name)s gibt es nicht.") % {"name": target.parent})
    descriptor, passing = _begin(target)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            _name(file, passing, target)
    finally:
        if passing:
            passing.unlink(missing_ok=True)
    sync_folder(target.parent)


def _begin(target: Path) -> tuple[int, Path | None]:
    """Open a file without a name, which vanishes with us even when we are killed; where there is none, one with a passing name."""
    try:
        return os.open(target.parent, os.O_TMPFILE | os.O_RDWR, 0o600), None
    except (AttributeError, OSError) as problem:  # not on every system, not on every file system
        if isinstance(problem, OSError) and problem.errno not in NO_SUCH_FLAG:
            raise
    for left_behind in target.parent.glob(f".{target.name}.partial-*"):
        left_behind.unlink()
    passing = target.with_name(f".{target.name}.partial-{secrets.token_hex(4)}")
    return os.open(passing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), passing


def _name(file: IO[bytes], passing: Path | None, target: Path) -> None:
    """Give the file its name, unless somebody else took it meanwhile."""
    try:
        if passing is None:
            # Python follows the link to the open file only where it is also told a folder, which an absolute path ignores.
            os.link(f"/proc/self/fd/{file.fileno()}", target, src_dir_fd=file.fileno(), follow_symlinks=True)
        else:
            os.link(passing, target)
    except FileExistsError as problem:
        raise KeepingRefusedError(_("Die Datei %(name)s gibt es schon.") % {"name": target}) from problem


def sync_folder(folder: Path) -> None:
    """Make sure that the names in the folder outlive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _no_backup(path: Path) -> KeepingRefusedError:
    return KeepingRefusedError(_("%(name)s ist keine Sicherung von Quartierwerk, oder sie ist nicht ganz.") % {"name": path})


class Reader:
    """An archive being read; nothing it says is believed before ``check`` has been silent."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
            raise _no_backup(path) from problem
        self.manifest = self._read_manifest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._zip.close()

    @property
    def contents(self) -> Contents:
        """Return what the manifest says."""
        return self.manifest.contents

    def _read_manifest(self) -> Manifest:
        self._check_members()
        if manifest.NAME not in self._zip.namelist():
            raise _no_backup(self.path)
        if self._zip.getinfo(manifest.NAME).file_size > manifest.LARGEST:
            raise KeepingRefusedError(_("Das Verzeichnis der Sicherung ist zu groß."))
        with self._reading():
            return manifest.read(self._zip.read(manifest.NAME))

    def _check_members(self) -> None:
        """Be silent where every member is stored as it is, once, and all together fit into the file.

        Raises:
            KeepingRefusedError: they do not; a ZIP made to fill the disk looks so.
        """
        members = self._zip.infolist()
        is_plain = all(member.compress_type == zipfile.ZIP_STORED and member.file_size == member.compress_size for member in members)
        fits = sum(member.file_size for member in members) <= self.path.stat().st_size
        if not is_plain or not fits or len({member.filename for member in members}) != len(members):
            raise KeepingRefusedError(_("Die Sicherung ist anders gepackt, als Quartierwerk es tut."))

    def check(self, told: Told = nobody) -> None:
        """Read everything once and be silent where every part is what the manifest says, and nothing lies beside them.

        Raises:
            KeepingRefusedError: a part is missing, changed or unknown.
        """
        named = [part.name for part in self.contents.parts]
        unknown = set(self._zip.namelist()) ^ {*named, manifest.NAME}
        if unknown or len(set(named)) != len(named) or manifest.DUMP not in named:
            raise KeepingRefusedError(
                _("Inhalt und Verzeichnis der Sicherung passen nicht zusammen: %(name)s") % {"name": ascii(min(unknown, default=""))}
            )
        for part in self.contents.parts:
            for chunk in self.content(part):
                told(len(chunk))

    def content(self, part: Part) -> Iterator[bytes]:
        """Yield a part's bytes; the last chunk comes only when all of them are what the manifest says.

        Raises:
            KeepingRefusedError: they are not.
        """
        digest, size, held = hashlib.sha256(), 0, b""
        with self._reading(), self._zip.open(part.name) as member:
            while chunk := member.read(CHUNK):
                if held:
                    yield held
                held = chunk
                size += len(chunk)
                digest.update(chunk)
        if size != part.size or digest.hexdigest() != part.sha256:
            raise KeepingRefusedError(_("Die Sicherung ist verändert oder beschädigt: %(name)s") % {"name": part.name})
        yield held

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
            if isinstance(problem, KeepingRefusedError):
                raise
            raise KeepingRefusedError(_("Die Sicherung ist verändert oder beschädigt: %(name)s") % {"name": self.path}) from problem
