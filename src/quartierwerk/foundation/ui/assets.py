"""Finds the built style sheet, script and fonts under the names that carry their content's hash."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

DIST = Path(__file__).parent / "static" / "dist"


@functools.cache
def manifest(folder: Path = DIST) -> Mapping[str, str]:
    """Return what the front-end build made: plain name to built name.

    Raises:
        ImproperlyConfigured: the front end was not built.
    """
    try:
        found: dict[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise ImproperlyConfigured("The style sheet is missing; build it with 'npm ci && npm run build' in frontend/.") from problem
    return MappingProxyType(found)


def address(name: str) -> str:
    """Return where the browser fetches a built file, for example ``site.css``."""
    return static(f"dist/{manifest()[name]}")
