"""Turns KERN's web fonts into the fonts our documents are set in."""

from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY_FOLDER = Path("dist") / "fonts" / "fira-sans"
FACES = ("FiraSans-Regular", "FiraSans-SemiBold", "FiraSans-Italic")


def build_fonts(kern: Path, target: Path) -> None:
    """Leave one TrueType file per needed face in the target folder; a face already there is kept.

    ``kern`` is the folder of the package ``@kern-ux/native``. A face is written under another name
    first, so that a break in between leaves no half font.

    Raises:
        FileNotFoundError: the package does not bring one of the faces.
    """
    target.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        finished = target / f"{face}.ttf"
        if not finished.exists():
            _convert(kern / FAMILY_FOLDER / f"{face}.woff2", finished)


def _convert(source: Path, finished: Path) -> None:
    unfinished = finished.with_suffix(".part")
    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(unfinished)
    unfinished.replace(finished)
