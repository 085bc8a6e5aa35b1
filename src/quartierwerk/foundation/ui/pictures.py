"""What maps and charts are made of: finished coordinates and plain values, no drawing.

A *picture* has a title, one sentence with its finding, a legend in the order of drawing, and a table
with the same facts. Coordinates are those of the picture's own view box; whoever builds a map has
projected already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

type Value = int | float | Decimal


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One entry of a legend.

    ``sign`` says how it is drawn: ``circle``, ``square``, ``diamond``, ``line``, ``area``. ``css_class``
    is the class of the thing it explains; ``pattern`` names a shared pattern instead (``m-auf`` …).
    """

    label: str
    sign: str = "circle"
    css_class: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class PictureTable:
    """The same facts as a table; ``numeric`` tells which columns (from 0) are figures."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class MapLine:
    """A line such as a border, a railway or a river."""

    css_class: str
    path_d: str


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area such as a state, a park or a block of houses; with an address it is a link."""

    css_class: str
    path_d: str
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class MapMark:
    """A place on the map: a dot, or with a number a numbered mark in the shape of its aim.

    ``shape`` is ``circle``, ``square`` or ``diamond``. Classes of dots: ``ist-vor``, ``ist-um``,
    ``ist-stetig``, ``ist-ende``; of numbered marks: ``ist-auf``, ``ist-koop``, ``ist-beide``. A numbered
    mark is 20 units wide to each side unless its radius says otherwise. A ring is a warning. ``label`` says everything the mark shows;
    ``is_content`` tells that people wrote it, in German.
    """

    x: float
    y: float
    radius: float
    label: str
    address: str = ""
    css_class: str = ""
    number: str = ""
    shape: str = "circle"
    ring: bool = False
    is_content: bool = False


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A word on the map; regions carry ``k-ort``, streets and waters ``k-str``."""

    x: float
    y: float
    text: str
    css_class: str = "k-ort"
    rotation: float = 0


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """How long a distance is: where the bar starts, its length in units of the map, and its name."""

    x: float
    y: float
    length: float
    label: str


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A map without a base map: areas below, then lines, labels and marks.

    Maps with the same ``kept_as`` are the same, so that their markup is written once only.
    """

    title: str
    description: str
    view_box: str
    lines: tuple[MapLine, ...] = ()
    areas: tuple[MapArea, ...] = ()
    marks: tuple[MapMark, ...] = ()
    labels: tuple[MapLabel, ...] = ()
    legend: tuple[LegendItem, ...] = ()
    attribution: str = ""
    note: str = ""
    scale_bar: ScaleBar | None = None
    north: tuple[float, float] | None = None
    table: PictureTable | None = None
    is_small: bool = False
    kept_as: str = ""


@dataclass(frozen=True, slots=True)
class BarSeries:
    """One kind of bar: a value per category, missing where nothing is known.

    ``css_class`` is one of ``q1``–``q3`` (source of money), ``g1``–``g4`` (state of money),
    ``b-gebiet``; ``pattern`` names a shared pattern instead (``m-plan``, ``m-dritte`` …).
    """

    label: str
    values: tuple[Value | None, ...]
    css_class: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class BarTarget:
    """A dashed line with its value and year."""

    value: Value
    label: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Upright bars per category, side by side or stacked; values are already in the unit shown."""

    title: str
    description: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    category_label: str = ""
    is_stacked: bool = False
    target: BarTarget | None = None
    decimals: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One thing and when it runs; without an end it runs to the end of the chart.

    ``aim`` is ``upgrading``, ``cooperation`` or ``both``; ``note`` stands behind the period.
    """

    title: str
    starts_on: date | None
    ends_on: date | None
    aim: str = "both"
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleGroup:
    """Rows under one heading."""

    title: str
    rows: tuple[ScheduleRow, ...]


@dataclass(frozen=True, slots=True)
class ScheduleChart:
    """Periods over years; the table is the chart."""

    title: str
    description: str
    first_year: int
    last_year: int
    groups: Sequence[ScheduleGroup]
    today: date | None = None
    note: str = ""
