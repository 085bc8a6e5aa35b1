"""Pictures of the documents: photographs small enough for paper, and the ground under the plan as one drawing."""

import base64
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from quartierwerk.concepts.core.plan_drawing import Layout, Line, lines_of
from quartierwerk.concepts.exports.written import day
from quartierwerk.concepts.queries.printing import Ground, Live, Photo
from quartierwerk.foundation.documents.kept import Pictures
from quartierwerk.foundation.files import photographs, storage
from quartierwerk.foundation.files.core.refusals import DamagedFileError, UnreadablePictureError
from quartierwerk.foundation.geo import geometry as geometries
from quartierwerk.places.models import MapLayer

# The colours of the plan on the screen (tokens.css), as a drawing needs them.
FILLS = {"park": "#cfe7d2", "water": "#a8edfe", "house": "#b2b6cc", "house_inside": "#51577a"}
RAIL = (
    '<path d="{path}" fill="none" stroke="#8187a7" stroke-width="0.9"/>'
    '<path d="{path}" fill="none" stroke="#fff" stroke-width="0.45" stroke-dasharray="2 2"/>'
)
SHORT_HASH = 16


def photo_file(photo: Photo) -> str:
    """Return the name under which a document finds the photograph."""
    return f"photo-{photo.sha256[:SHORT_HASH]}.svg"


def printed_photos(photos: Iterable[Photo]) -> list[dict[str, str]]:
    """Return what a sheet says about each photograph."""
    return [{"file": photo_file(photo), "alt": photo.alt_text, "credit": photo.credit, "taken": day(photo.taken_on)} for photo in photos]


def ground_file(ground: Ground) -> str:
    """Return the name under which a document finds the ground; it changes with the layer."""
    return f"ground-{ground.layer}-{ground.sha256[:SHORT_HASH]}.svg"


def pictures_of(live: Live, slugs: Iterable[str], *, layout: Layout | None, boundary: Mapping[str, Any] | None) -> Callable[[], Pictures]:
    """Return how to make the document's pictures, for the case that it is set; what cannot be read is none."""
    shown = [photo for slug in slugs for photo in live.photos.get(slug, ())]

    def make() -> Pictures:
        made: dict[str, bytes | None] = {photo_file(photo): _photo(photo.sha256) for photo in shown}
        if live.ground and layout:
            made[ground_file(live.ground)] = _ground(live.ground, layout, json.dumps(boundary["geometry"] if boundary else None))
        return made

    return make


def _photo(sha256: str) -> bytes | None:
    try:
        return in_drawing(photographs.for_print(storage.read_back(sha256)))
    except (DamagedFileError, UnreadablePictureError):
        return None


def in_drawing(printed: photographs.Printed) -> bytes:
    """Return the photograph inside a drawing: files in the typesetter's memory have to be text."""
    size = f'width="{printed.width}" height="{printed.height}"'
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    inside = base64.b64encode(printed.jpeg).decode()
    return f'<svg {spaces} {size}><image {size} xlink:href="data:image/jpeg;base64,{inside}"/></svg>'.encode()


@lru_cache(maxsize=16)
def _ground(ground: Ground, layout: Layout, outline: str) -> bytes | None:
    layer = MapLayer.objects.filter(pk=ground.layer).first()
    return ground_drawing(layer.features["features"], json.loads(outline), layout) if layer else None


def ground_drawing(features: Sequence[Mapping[str, Any]], boundary: Mapping[str, Any] | None, layout: Layout) -> bytes:
    """Return parks, water, houses and rails that lie on the paper, in millimetres; houses inside the boundary are dark."""
    inside = geometries.shape_of(boundary) if boundary else None
    paths: dict[str, list[str]] = {}
    for feature in features:
        kind, shape = feature["properties"]["kind"], feature["geometry"]
        lines = [tuple(map(layout.on_paper, line)) for line, _closed in lines_of(shape)]
        if not any(layout.holds(point) for line in lines for point in line):
            continue
        if kind == "house" and inside and inside.covers(geometries.shape_of(shape).representative_point()):
            kind = "house_inside"
        paths.setdefault(kind, []).extend(_path(line, closed=kind in FILLS) for line in lines)
    drawn = [f'<path d="{"".join(paths[kind])}" fill="{fill}" fill-rule="evenodd"/>' for kind, fill in FILLS.items() if kind in paths]
    drawn += [RAIL.format(path="".join(paths["rail"]))] if "rail" in paths else []
    width, height = f"{layout.width_mm:.2f}", f"{layout.height_mm:.2f}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">'
    return f"{head}{''.join(drawn)}</svg>".encode()


def _path(line: Line, *, closed: bool) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in line) + ("Z" if closed else "")
