"""The data folder: what of it goes into a backup, and whether it is empty enough for a restore.

Everything goes in that is not named here, so that a new kind of file cannot be forgotten.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from quartierwerk.config.keeping.refusals import KeepingRefusedError
from quartierwerk.config.language import gettext as _

SECRETS = "secrets"
MARK = "restore-in-progress.json"
# Made again by set-up, start or print, or belonging to a running process.
MADE_AGAIN = frozenset({"postgres", "static", "papers", MARK})
BEGUN = ".new-"


def kept_files(data: Path, *, with_secrets: bool) -> Iterator[str]:
    """Yield the path below the data folder of every file a backup holds, in order.

    Raises:
        KeepingRefusedError: something there is neither a file nor a folder.
    """
    left_out = MADE_AGAIN if with_secrets else MADE_AGAIN | {SECRETS}
    for entry in sorted(_names(data)) if data.is_dir() else ():
        if entry in left_out or entry.startswith(BEGUN):
            continue
        if (data / entry).is_dir():  # a folder at the top may lie on another disk, behind a link
            yield from _inside(data, entry)
        else:
            yield _regular(data, entry)


def _inside(data: Path, top: str) -> Iterator[str]:
    for folder, folders, names in os.walk(data / top):
        folders.sort()
        here = Path(folder).relative_to(data)
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        yield from (_regular(data, str(here / name)) for name in sorted([*names, *links]) if not name.startswith(BEGUN))


def _regular(data: Path, name: str) -> str:
    path = data / name
    if path.is_symlink() or not path.is_file():
        raise KeepingRefusedError(_("Im Datenordner liegt, was keine Datei ist: %(name)s") % {"name": path})
    return name


def _names(data: Path) -> Iterator[str]:
    return (entry.name for entry in data.iterdir())


def in_the_way(data: Path) -> tuple[str, ...]:
    """Return what lies in the data folder that a restore would have to replace; secrets may be there before."""
    return tuple(sorted(set(_names(data)) - MADE_AGAIN - {SECRETS})) if data.is_dir() else ()
