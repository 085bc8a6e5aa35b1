"""Tags for maps and charts."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.content import language_attribute
from quartierwerk.foundation.ui.layouts import lay_out_bars, lay_out_period, today_line, year_lines
from quartierwerk.foundation.ui.pictures import BarChart, MapMark, MapPicture, PictureTable, ScheduleChart, ScheduleRow, Value

register = template.Library()

MARK_SHAPES = {"square": '<rect x="-18" y="-17" width="36" height="34"/>', "diamond": '<path d="M0-25 25 0 0 25-25 0z"/>'}
AIM_PATTERNS = {"upgrading": "m-auf", "cooperation": "m-koop", "both": "m-beide"}
RING_DISTANCE = 4.0
CORE_SHARE = 0.38
KEPT_MAPS = 64
MARK_RADIUS = 20.0  # of a numbered mark as it is drawn
_kept_markup: dict[tuple[str, bool], str] = {}


@register.simple_tag
def map_picture(*, map: MapPicture) -> str:  # noqa: A002 -- the tag's prop is called as templates read
    """Draw a map with its legend and, if it has one, its table."""
    if not map.kept_as:
        return _map_markup(map)
    name = (map.kept_as, figures.is_english())
    found = _kept_markup.get(name)  # another thread may clear what is kept at any moment
    if found is None:
        if len(_kept_markup) >= KEPT_MAPS:
            _kept_markup.clear()
        found = _kept_markup[name] = _map_markup(map)
    return found


def _map_markup(picture: MapPicture) -> str:
    return get_template("ui/components/map_picture.html").render({"map": picture})


@register.simple_tag
def map_marks(*, marks: Iterable[MapMark]) -> SafeString:
    """Draw the marks of a map; written here, because a programme has a thousand of them."""
    return SafeString("".join(_mark(mark) for mark in marks))


def _mark(mark: MapMark) -> str:
    drawn = _numbered(mark) if mark.number else _dot(mark)
    language = language_attribute() if mark.is_content else ""
    if not mark.address:
        return f"<g><title{language}>{conditional_escape(mark.label)}</title>{drawn}</g>"
    return f'<a href="{conditional_escape(mark.address)}"><title{language}>{conditional_escape(mark.label)}</title>{drawn}</a>'


def _numbered(mark: MapMark) -> str:
    place = f"translate({coordinate(mark.x)} {coordinate(mark.y)}){scaled(mark.radius)}"
    shape, number = MARK_SHAPES.get(mark.shape, '<circle r="20"/>'), conditional_escape(mark.number)
    return f'<g class="k-nr" transform="{place}"><g class="{conditional_escape(mark.css_class)}">{shape}<text y="6">{number}</text></g></g>'


def _dot(mark: MapMark) -> str:
    at = f'cx="{coordinate(mark.x)}" cy="{coordinate(mark.y)}"'
    drawn = f'<circle class="k-ring" {at} r="{ring(mark.radius)}"/>' if mark.ring else ""
    drawn += f'<circle class="k-p {conditional_escape(mark.css_class)}" {at} r="{coordinate(mark.radius)}"/>'
    return drawn + (f'<circle class="k-kern" {at} r="{core_of(mark.radius)}"/>' if "ist-stetig" in mark.css_class else "")


@register.inclusion_tag("ui/components/bar_chart.html")
def bar_chart(*, chart: BarChart) -> dict[str, Any]:
    """Draw upright bars with their legend and table."""

    def write(value: Value) -> str:
        is_whole = chart.decimals == 0 and value != int(value)
        return figures.figure(value, decimals=None if is_whole else chart.decimals)

    return {"chart": chart, "layout": lay_out_bars(chart, write=write), "table": _bar_table(chart)}


def _bar_table(chart: BarChart) -> PictureTable:
    unit = f", {chart.unit}" if chart.unit else ""
    return PictureTable(
        headers=(chart.category_label, *(f"{series.label}{unit}" for series in chart.series)),
        rows=tuple(
            (category, *(figures.figure(series.values[at], decimals=chart.decimals) for series in chart.series))
            for at, category in enumerate(chart.categories)
        ),
        numeric=frozenset(range(1, len(chart.series) + 1)),
    )


@register.inclusion_tag("ui/components/schedule_chart.html")
def schedule_chart(*, chart: ScheduleChart) -> dict[str, Any]:
    """Draw periods over years; the chart is a table."""
    return {
        "chart": chart,
        "years": range(chart.first_year, chart.last_year + 1),
        "grid": format_html_join("", '<line class="b-gitter" x1="{0}" x2="{0}" y1="0" y2="100%"/>', ((x,) for x in year_lines(chart))),
        "today": today_line(chart),
        "groups": [(group.title, [(row, lay_out_period(chart, row)) for row in group.rows]) for group in chart.groups],
    }


@register.filter
def is_numeric(table: PictureTable, column: int) -> bool:
    """Tell whether a column (from 0) holds figures."""
    return column in table.numeric


@register.filter
def coordinate(value: float) -> str:
    """Write a number as an SVG attribute, whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@register.filter
def ring(radius: float) -> str:
    """Return the radius of the warning round a dot."""
    return coordinate(radius + RING_DISTANCE)


@register.filter
def core_of(radius: float) -> str:
    """Return the radius of the light core in a dot."""
    return coordinate(radius * CORE_SHARE)


@register.filter
def scaled(radius: float) -> str:
    """Return how a numbered mark of this radius is scaled; nothing at its natural size."""
    return "" if radius == MARK_RADIUS else f" scale({coordinate(radius / MARK_RADIUS)})"


@register.filter
def aim_pattern(aim: str) -> str:
    """Return the shared pattern of an aim."""
    return AIM_PATTERNS[aim]


@register.filter
def in_months(row: ScheduleRow) -> str:
    """Write a period as 3/2024–11/2027; an open end is „ab“."""
    if row.starts_on is None:
        return figures.DASH
    start = figures.month(row.starts_on)
    return f"{start}–{figures.month(row.ends_on)}" if row.ends_on else _("ab %(start)s") % {"start": start}
