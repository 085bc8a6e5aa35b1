"""Documents that never change are set once and kept; the same input finds the kept file."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
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
    path = _place(template, content, dated)
    if path.exists():
        return path.read_bytes()
    drawn = pictures()
    pdf = typeset(template, content, dated=dated, pictures=_at_hand(drawn))
    if None in drawn.values():
        return pdf
    _keep(path, pdf)
    return pdf


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
    papers: Path = settings.DATA / "papers"
    return papers / name[:2] / f"{name}.pdf"


@lru_cache(maxsize=32)
def _fingerprint(folder: Path) -> bytes:
    digest = hashlib.sha256(version("typst").encode())
    for source in sorted([*LIBRARY.glob("*.typ"), *folder.glob("*.typ")]):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return digest.digest()
