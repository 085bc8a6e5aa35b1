import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from quartierwerk.foundation.files.core.refusals import TooManyPixelsError, UnreadablePictureError
from quartierwerk.foundation.files.photographs import LONGEST_EDGE, PRINT_EDGE, for_print, without_traces
from tests.foundation.files import pictures


def opened(content):
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        return image


def test_a_photograph_loses_place_time_and_device_but_stands_upright():
    before = pictures.picture(size=(40, 20), with_traces=True)

    content, media_type = without_traces(before)

    assert b"Kamera 3000" in before
    assert b"Kamera 3000" not in content
    assert dict(opened(content).getexif()) == {}
    assert (opened(content).size, media_type) == ((20, 40), "image/jpeg")


@pytest.mark.parametrize(
    ("kind", "mode", "colour", "media_type"),
    [
        ("WEBP", "RGB", (1, 2, 3), "image/jpeg"),
        ("PNG", "RGB", (1, 2, 3), "image/jpeg"),
        ("PNG", "RGBA", (1, 2, 3, 4), "image/png"),
        ("JPEG", "CMYK", (1, 2, 3, 4), "image/jpeg"),
        ("PNG", "L", 7, "image/jpeg"),
    ],
)
def test_what_is_see_through_stays_png_and_all_else_becomes_jpeg(kind, mode, colour, media_type):
    assert without_traces(pictures.picture(kind, mode=mode, colour=colour))[1] == media_type


def test_a_very_large_photograph_is_made_smaller():
    content, _media_type = without_traces(pictures.picture(size=(LONGEST_EDGE * 2, 100)))

    assert opened(content).size == (LONGEST_EDGE, 50)


@pytest.mark.parametrize("edge", [8_000, 12_000, 60_000])
def test_a_picture_that_would_unpack_to_far_too_many_pixels_is_refused(edge):
    with pytest.raises(TooManyPixelsError):
        without_traces(pictures.pixel_bomb(edge))


@pytest.mark.parametrize(
    "content", [b"", b"x", pictures.picture("GIF", mode="P", colour=1), pictures.picture()[:200], pictures.pixel_bomb(500)]
)
def test_what_is_no_whole_picture_is_refused(content):
    with pytest.raises(UnreadablePictureError):
        without_traces(content)


WHOLE = {kind: pictures.picture(kind, with_traces=kind == "JPEG") for kind in ("JPEG", "PNG", "WEBP")}


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12))
def test_a_damaged_picture_is_refused_or_repaired(kind, flips):
    content = bytearray(WHOLE[kind])
    for place, byte in flips:
        content[place % len(content)] = byte

    try:
        without_traces(bytes(content))
    except (UnreadablePictureError, TooManyPixelsError):
        assert flips


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")])
def test_for_paper_every_photograph_is_a_small_jpeg(kind, mode):
    given = io.BytesIO()
    Image.new("RGBA", (2000, 1000), (0, 0, 0, 0)).convert(mode).save(given, kind)

    printed = for_print(given.getvalue())

    with Image.open(io.BytesIO(printed.jpeg)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (printed.width, printed.height))
    assert (printed.width, printed.height) == (PRINT_EDGE, PRINT_EDGE // 2)


def test_what_is_see_through_is_white_on_paper():
    given = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(given, "PNG")

    with Image.open(io.BytesIO(for_print(given.getvalue()).jpeg)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_what_is_no_picture_is_not_printed():
    with pytest.raises(UnreadablePictureError):
        for_print(b"no picture")
