"""Where the names of regions stand on a map, so that no dot lies on a letter.

Lengths are units of the map. A name is taken to be as large as on a small screen, so that one place serves all
screens; it is centred on its place, which is the left-right middle of its base line.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

LETTER_WIDTH = 11.0
ABOVE, BELOW = 18.0, 6.0
CLEARANCE = 2.0
_STEP = 12.0
_ASIDE, _UP_AND_DOWN = 7, 6  # how many steps a name may move
type _Box = tuple[float, float, float, float]
_OFFSETS = sorted(
    itertools.product(range(-_ASIDE, _ASIDE + 1), range(-_UP_AND_DOWN, _UP_AND_DOWN + 1)),
    key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A word and where it would best stand."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A round mark."""

    x: float
    y: float
    radius: float


def place_names(names: Sequence[Name], dots: Sequence[Dot], *, width: float) -> tuple[tuple[float, float], ...]:
    """Return a place for each name: the nearest one free of dots and of the names before it, inside the map's width.

    Where nothing near is free, the place with the fewest things under the name is taken.
    """
    boxes: list[_Box] = []
    for name in names:
        boxes.append(_best_box(name, dots, boxes, width))
    return tuple(((left + right) / 2, bottom - BELOW) for left, _top, right, bottom in boxes)


def _best_box(name: Name, dots: Sequence[Dot], boxes: Sequence[_Box], width: float) -> _Box:
    half = len(name.text) * LETTER_WIDTH / 2
    near = [dot for dot in dots if _is_near(dot, name, half)]
    best, fewest = _box(name, (0, 0), half), math.inf
    for step in _OFFSETS:
        box = _box(name, step, half)
        covered = _covered(box, near, boxes, width)
        if covered == 0:
            return box
        if covered < fewest:
            best, fewest = box, covered
    return best


def _is_near(dot: Dot, name: Name, half: float) -> bool:
    """Tell whether the dot could lie under one of the places the name may take."""
    aside, up_and_down = half + _ASIDE * _STEP, ABOVE + _UP_AND_DOWN * _STEP
    reach = dot.radius + CLEARANCE
    return abs(dot.x - name.x) <= aside + reach and abs(dot.y - name.y) <= up_and_down + reach


def _box(name: Name, step: tuple[int, int], half: float) -> _Box:
    x, y = name.x + step[0] * _STEP, name.y + step[1] * _STEP
    return x - half, y - ABOVE, x + half, y + BELOW


def _covered(box: _Box, dots: Sequence[Dot], boxes: Sequence[_Box], width: float) -> int:
    """Return how many dots and names lie under a box; one that leaves the map is worse than any of them."""
    left, top, right, bottom = box
    if left < 0 or right > width:
        return len(dots) + len(boxes) + 1
    hit = sum(_touches(dot, box) for dot in dots)
    return hit + sum(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in boxes)


def _touches(dot: Dot, box: _Box) -> bool:
    away_x = max(box[0] - dot.x, dot.x - box[2], 0)
    away_y = max(box[1] - dot.y, dot.y - box[3], 0)
    return bool(away_x**2 + away_y**2 < (dot.radius + CLEARANCE) ** 2)
