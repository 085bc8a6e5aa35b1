"""Pictures for tests, drawn on the spot."""

import io
import struct
import zlib

from PIL import Image

ORIENTATION, CAMERA = 274, 272
TURNED = 6


def picture(kind="JPEG", *, size=(40, 20), mode="RGB", colour=(200, 30, 30), with_traces=False):
    """Return an encoded picture; with traces it names a camera, a place and an orientation."""
    image = Image.new(mode, size, colour)
    target = io.BytesIO()
    options = {}
    if with_traces:
        exif = Image.Exif()
        exif[CAMERA], exif[ORIENTATION] = "Kamera 3000", TURNED
        exif.get_ifd(34853)[1] = "N"
        options = {"exif": exif.tobytes()}
    image.save(target, kind, **options)
    return target.getvalue()


def pixel_bomb(edge):
    """Return a small PNG that says it has edge times edge pixels."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")
