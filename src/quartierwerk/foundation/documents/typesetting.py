"""Sets a document: a Typst template and a mapping of content become a tagged, archivable PDF.

Content reaches the template as JSON in a virtual file and is never read as Typst source, so nothing a
person typed can become markup. The template sees the files of its own folder and the shared library
beside this module, nothing else: these are handed over in memory, and the folder on disk that stands
behind them is the one of the fonts.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import typst
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
LIBRARY = HERE / "typst"
FONTS = HERE / "fonts"
UNPRINTABLE = "▯"
SOFT_HYPHEN = "\u00ad"
SOFT_PLACES = "\u200b"
LONGEST_UNBROKEN = 36
LONGEST_WORD = 80
LONG_RUN = re.compile(rf"\S{{{LONGEST_UNBROKEN + 1},}}")


class TypesettingError(Exception):
    """A document could not be set; ``template`` names it, ``reason`` is what the typesetter said."""

    def __init__(self, template: str, reason: str) -> None:
        super().__init__(f"{template}: {reason}")
        self.template = template
        self.reason = reason


def typeset(
    template: Path, content: Mapping[str, object], *, dated: datetime, pictures: Mapping[str, bytes] = MappingProxyType({})
) -> bytes:
    """Return the document as PDF/UA-1 and PDF/A-2a; the same input gives the same bytes.

    ``content`` holds what JSON can hold. The template reads it with ``json("content.json")``; beside
    the given keys it finds ``unprintable``, the code points no font of ours can draw, which are
    printed as ``▯``, and ``pictures``, the names of the files handed over as such. ``dated`` is the
    creation date in the file and carries a time zone.

    Raises:
        TypesettingError: the fonts are missing, ``dated`` has no time zone, the content is not JSON,
            or the template is at fault.
    """
    if dated.tzinfo is None:
        raise TypesettingError(template.name, "the date has no time zone")
    fonts = _fonts(template)
    files = _sources(template)
    files |= pictures
    files["content.json"] = _as_json(template, {**content, "pictures": sorted(pictures)})
    try:
        pdf = typst.compile(  # type: ignore[call-overload]  # the stub does not know files in memory
            files,
            root=str(FONTS),
            font_paths=fonts,
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(dated.timestamp()),
        )
    except typst.TypstError as refusal:
        raise TypesettingError(template.name, f"{refusal.message}\n{refusal.diagnostic}") from refusal
    if not isinstance(pdf, bytes):
        raise TypesettingError(template.name, "the typesetter returned no single file")
    return pdf


def _sources(template: Path) -> dict[str, bytes]:
    """Return the template as ``main.typ`` with the files beside it and the shared library."""
    if not template.is_file():
        raise TypesettingError(template.name, "there is no such template")
    beside = (path for folder in (LIBRARY, template.parent) for path in sorted(folder.glob("*.typ")))
    return {path.name: path.read_bytes() for path in beside} | {"main.typ": template.read_bytes()}


def _as_json(template: Path, content: Mapping[str, object]) -> bytes:
    unknown: set[str] = set()
    cleaned = _printable(content, _known_characters(), unknown)
    if not isinstance(cleaned, dict):
        raise TypesettingError(template.name, "the content is no mapping")
    cleaned["unprintable"] = sorted(f"U+{ord(character):04X}" for character in unknown)
    try:
        return json.dumps(cleaned, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as problem:
        raise TypesettingError(template.name, f"the content is not JSON: {problem}") from problem


def _printable(value: object, known: frozenset[str], unknown: set[str]) -> object:
    """Return the value with every text drawable; ``unknown`` collects what had to be replaced."""
    if isinstance(value, str):
        return _drawable(value, known, unknown)
    if isinstance(value, Mapping):
        return {str(key): _printable(entry, known, unknown) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(entry, known, unknown) for entry in value]
    return value


def _drawable(text: str, known: frozenset[str], unknown: set[str]) -> str:
    plain = text.isascii() and text.isprintable()
    composed = text if plain else "".join(_characters(unicodedata.normalize("NFC", text), known, unknown))
    return LONG_RUN.sub(_with_soft_places, composed) if len(composed) > LONGEST_UNBROKEN else composed


def _characters(text: str, known: frozenset[str], unknown: set[str]) -> Iterator[str]:
    for character in text.replace("\r\n", "\n").replace("\r", "\n"):
        if character in known or character == "\n":
            yield character
        elif character == "\t":
            yield " "
        elif unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Mn", "Me"}:
            unknown.add(character)
            yield UNPRINTABLE


def _with_soft_places(run: re.Match[str]) -> str:
    """Let a run without spaces break: after its own joints, or else every few characters; a word hyphenates by itself."""
    if run[0].isalpha() and len(run[0]) <= LONGEST_WORD:
        return run[0]
    jointed = re.sub(r"([-/_.,;:@&?=+])(?=\w)", rf"\1{SOFT_PLACES}", run[0])
    return re.sub(rf"[^\s{SOFT_PLACES}]{{{LONGEST_UNBROKEN}}}(?=[^\s{SOFT_PLACES}])", rf"\g<0>{SOFT_PLACES}", jointed)


def _fonts(template: Path) -> list[str]:
    if not any(FONTS.glob("*.ttf")):
        raise TypesettingError(template.name, f"no fonts in {FONTS}: the set-up builds them")
    return [str(FONTS)]


@lru_cache(maxsize=1)
def _known_characters() -> frozenset[str]:
    """Return the characters every one of our faces can draw and an archive may hold."""
    coverages = []
    for face in sorted(FONTS.glob("*.ttf")):
        with TTFont(face, lazy=True) as font:
            coverages.append({chr(point) for point in font.getBestCmap()})
    shared = set.intersection(*coverages) if coverages else set()
    return frozenset(
        character for character in shared if unicodedata.category(character) not in {"Co", "Cc", "Cf"} or character == SOFT_HYPHEN
    )
