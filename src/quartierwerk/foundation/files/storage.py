"""Bytes on disk under their hash: written whole or not at all, and checked when read back."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from quartierwerk.foundation.files.core.refusals import DamagedFileError


def path_of(sha256: str) -> Path:
    """Return where the bytes with this hash lie."""
    return Path(settings.DATA) / "files" / sha256[:2] / sha256


def keep(content: bytes) -> str:
    """Return the content's hash; afterwards the bytes lie safely under it, also after a loss of power."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if finding(sha256) == "":
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    _sync_folder(target.parent.parent)
    return sha256


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def finding(sha256: str) -> str:
    """Return ``missing``, ``changed``, or nothing when the bytes are what their hash says."""
    try:
        with path_of(sha256).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "missing"
    return "" if found == sha256 else "changed"


def read_back(sha256: str) -> bytes:
    """Return the bytes with this hash.

    Raises:
        DamagedFileError: they are gone or changed.
    """
    try:
        content = path_of(sha256).read_bytes()
    except FileNotFoundError as problem:
        raise DamagedFileError(sha256, "missing") from problem
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DamagedFileError(sha256, "changed")
    return content
