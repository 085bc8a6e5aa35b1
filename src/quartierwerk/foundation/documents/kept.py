"""Documents that never change are set once and kept; the same input finds the kept file.

A kept paper carries the hash of its bytes in its name and is handed out only while they fit. Papers can always be set
again, so there are only as many as ``PAPERS_LIMIT`` allows: those that nobody asked for the longest time go first.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from quartierwerk.foundation.documents.typesetting import LIBRARY, typeset

type Pictures = Mapping[str, bytes | None]


def typeset_now(template: Path, content: Mapping[str, object], *, dated: datetime, pictures: Callable[[], Pictures]) -> bytes:
    """Return what ``typeset`` returns, with the pictures that can be had.

    Raises:
        TypesettingError: as ``typeset``.
    """
    return typeset(template, content, dated=dated, pictures=_at_hand(pictures()))


def typeset_once(template: Path, content: Mapping[str, object], *, dated: datetime, pictures: Callable[[], Pictures] = dict) -> bytes:
    """Return what ``typeset`` returns, from the folder of kept papers where it was set before.

    ``pictures`` are made only where it was not. The content names each by what it shows, so that a document with
    other pictures is another paper; one that lacks a picture is not kept.

    Raises:
        TypesettingError: as ``typeset``.
    """
    place = _place(template, content, dated)
    if (found := _find(place)) is not None:
        return found
    drawn = pictures()
    pdf = typeset(template, content, dated=dated, pictures=_at_hand(drawn))
    if None in drawn.values():
        return pdf
    _keep(place.with_name(f"{place.name}-{hashlib.sha256(pdf).hexdigest()}.pdf"), pdf)
    for more in sorted(place.parent.glob(f"{place.name}-*.pdf"))[1:]:  # two who printed at once agree on one
        more.unlink(missing_ok=True)
    make_room(settings.PAPERS_LIMIT)
    return pdf


def _find(place: Path) -> bytes | None:
    """Return the paper kept at this place, or nothing where there is none that is still whole; a damaged one goes."""
    for path in place.parent.glob(f"{place.name}-*.pdf"):
        with contextlib.suppress(FileNotFoundError):
            pdf = path.read_bytes()
            if hashlib.sha256(pdf).hexdigest() == path.stem.rpartition("-")[2]:
                os.utime(path)
                return pdf
            path.unlink()
    return None


def size() -> int:
    """Return how many bytes all kept papers take up."""
    return sum(size for _used_at, size, _path in _papers())


def make_room(limit: int) -> None:
    """Let go of papers nobody asked for the longest time, until nine tenths of the limit are kept; below the limit all stay."""
    papers = sorted(_papers())
    kept = sum(size for _used_at, size, _path in papers)
    if kept <= limit:
        return
    for _used_at, size, path in papers:
        if kept <= limit * 9 // 10:
            return
        path.unlink(missing_ok=True)
        kept -= size


def _papers() -> Iterator[tuple[float, int, Path]]:
    """Yield each kept paper with the moment of its last use and its size; one that goes meanwhile is left out."""
    for path in _folder().glob("*/*.pdf"):
        with contextlib.suppress(FileNotFoundError):
            facts = path.stat()
            yield facts.st_mtime, facts.st_size, path


def _folder() -> Path:
    folder: Path = settings.DATA / "papers"
    return folder


def _keep(path: Path, pdf: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Whole or not at all: two who print at once, be it in one process, write two files, and either may become the paper.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pdf)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _at_hand(pictures: Pictures) -> dict[str, bytes]:
    return {name: picture for name, picture in pictures.items() if picture is not None}


def _place(template: Path, content: Mapping[str, object], dated: datetime) -> Path:
    digest = hashlib.sha256(_fingerprint(template.parent))
    digest.update(f"{template.name} {dated.isoformat()}".encode())
    digest.update(json.dumps(content, sort_keys=True, ensure_ascii=False, default=str).encode())
    name = digest.hexdigest()
    return _folder() / name[:2] / name


@lru_cache(maxsize=32)
def _fingerprint(folder: Path) -> bytes:
    digest = hashlib.sha256(version("typst").encode())
    for source in sorted([*LIBRARY.glob("*.typ"), *folder.glob("*.typ")]):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.digest()
