"""KERN's web fonts become document fonts."""

import pytest
from fontTools.ttLib import TTFont

from quartierwerk.config.fonts import FACES, build_fonts


@pytest.fixture
def kern(tmp_path):
    """A package with three tiny fonts in place of KERN's."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    folder = tmp_path / "kern" / "dist" / "fonts" / "fira-sans"
    folder.mkdir(parents=True)
    for face in FACES:
        builder = FontBuilder(1000, isTTF=True)
        builder.setupGlyphOrder([".notdef"])
        builder.setupCharacterMap({})
        builder.setupGlyf({".notdef": Glyph()})
        builder.setupHorizontalMetrics({".notdef": (500, 0)})
        builder.setupHorizontalHeader(ascent=800, descent=-200)
        builder.setupNameTable({"familyName": "Fira Sans", "styleName": face})
        builder.setupOS2()
        builder.setupPost()
        builder.font.flavor = "woff2"
        builder.save(folder / f"{face}.woff2")
    return tmp_path / "kern"


def test_fonts_become_truetype_without_a_web_wrapper(kern, tmp_path):
    build_fonts(kern, tmp_path / "fonts")

    made = {path.name: TTFont(path).flavor for path in (tmp_path / "fonts").iterdir()}

    assert made == {f"{face}.ttf": None for face in FACES}


def test_fonts_already_there_are_kept(kern, tmp_path):
    target = tmp_path / "fonts"
    build_fonts(kern, target)
    before = {path.name: path.stat().st_mtime_ns for path in target.iterdir()}

    build_fonts(kern, target)

    assert {path.name: path.stat().st_mtime_ns for path in target.iterdir()} == before


def test_fonts_missing_from_the_package_are_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"FiraSans-Regular\.woff2"):
        build_fonts(tmp_path, tmp_path / "fonts")
