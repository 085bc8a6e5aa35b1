"""Photographs without traces: upright, no larger than a page needs, and without where, when and by which device."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image

from quartierwerk.foundation.files.core.media_types import JPEG, PNG
from quartierwerk.foundation.files.core.refusals import TooManyPixelsError, UnreadablePictureError

MOST_PIXELS = 60_000_000
LONGEST_EDGE = 3_200
PRINT_EDGE = 1_000  # 77 mm at 330 dots an inch
_QUALITY = 85
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FORMATS = ("JPEG", "PNG", "WEBP")


def without_traces(content: bytes) -> tuple[bytes, str]:
    """Return the picture encoded anew, with its media type; what is see-through stays PNG, all else becomes JPEG.

    Raises:
        UnreadablePictureError: it cannot be read as a picture.
        TooManyPixelsError: it would unpack to more pixels than the limit.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns about large pictures, which are measured here, and about broken traces, which go.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                _check_size(picture)
                return _encode(_upright(picture))
    except TooManyPixelsError:
        raise
    except Image.DecompressionBombError as problem:
        raise TooManyPixelsError(0, MOST_PIXELS) from problem
    except Exception as problem:
        # Whatever breaks in the decoder means that the bytes are no whole picture.
        raise UnreadablePictureError from problem


@dataclass(frozen=True, slots=True)
class Printed:
    """A photograph as a JPEG for paper, with its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def for_print(content: bytes) -> Printed:
    """Return a kept photograph as a JPEG no larger than paper needs; what is see-through becomes white.

    Raises:
        UnreadablePictureError: it cannot be read as a picture.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            picture.draft("RGB", (PRINT_EDGE, PRINT_EDGE))  # a large JPEG is unpacked no further than needed
            bare = picture.convert("RGBA")
            bare.thumbnail((PRINT_EDGE, PRINT_EDGE), Image.Resampling.BILINEAR)
            paper = Image.new("RGB", bare.size, "white")
            paper.paste(bare, mask=bare.getchannel("A"))
            target = io.BytesIO()
            paper.save(target, "JPEG", quality=_QUALITY)
            return Printed(target.getvalue(), paper.width, paper.height)
    except Exception as problem:
        # Whatever breaks in the decoder means that the bytes are no whole picture.
        raise UnreadablePictureError from problem


def _check_size(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        raise TooManyPixelsError(pixels, MOST_PIXELS)


def _upright(picture: Image.Image) -> Image.Image:
    turn = _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    return picture if turn is None else picture.transpose(turn)


def _encode(picture: Image.Image) -> tuple[bytes, str]:
    see_through = picture.has_transparency_data
    bare = picture.convert("RGBA" if see_through else "RGB")
    bare.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    fresh = Image.new(bare.mode, bare.size)
    fresh.paste(bare)
    target = io.BytesIO()
    if see_through:
        fresh.save(target, "PNG", optimize=True)
        return target.getvalue(), PNG
    fresh.save(target, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    return target.getvalue(), JPEG
