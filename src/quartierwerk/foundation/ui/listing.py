"""The long table of a list: what stands in it is decided by a room, how it is written here.

Written in Python and not in a template, because a list of fifty rows has four hundred cells, and a template
looks up, translates and escapes each of them on its own. A cell is a text, which is escaped, or a safe text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from quartierwerk.foundation.ui.content import Verbatim, german

# Longer than any code may be, so that no code of the address can hold it.
_STAND_IN = "_" * 201


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, whether it holds figures (set to the right), whether each cell repeats the head where rows are stacked."""

    head: str
    figures: bool = False
    repeated: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that looks different: ``css`` is added to what its column says."""

    content: str
    css: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of rows; the first cell of a row is its heading. ``foot`` is a last row that sums up.

    ``label`` names the region that scrolls where the table is too wide, ``caption`` the table; it may be for
    screen readers only.
    """

    label: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Cell]]
    foot: Sequence[str] = field(default=())
    caption_shown: bool = False
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Addresses:
    """Says where each of many things is shown; two that say the same are equal."""

    before: str
    after: str

    def __call__(self, code: str) -> str:
        """Return where the thing with this code is shown."""
        return f"{self.before}{code}{self.after}"


def addresses_of(name: str, *before: str) -> Addresses:
    """Return what says where each of many things is shown: the address of the route is asked for once.

    The code of the thing is the route's last argument, after those in ``before``.
    """
    ahead, _code, behind = reverse(name, args=(*before, _STAND_IN)).rpartition(_STAND_IN)
    return Addresses(ahead, behind)


def link(address: str, text: str, after: str = "") -> SafeString:
    """Return a link, with a blank and something safe behind it; what people wrote says its language on an English page."""
    shown = german(text) if isinstance(text, Verbatim) else text
    return mark_safe(f'<a href="{escape(address)}">{conditional_escape(shown)}</a>{" " if after else ""}{_written(after)}')  # noqa: S308 -- escaped piece by piece


def written(listing: Listing) -> SafeString:
    """Return the whole table as HTML; it stacks its rows on a narrow screen and scrolls in a region of its own on a middling one."""
    heads = "".join(f'<th scope="col"{' class="n"' if column.figures else ""}>{_written(column.head)}</th>' for column in listing.columns)
    css = "qw-tab ist-dicht qw-stapelbar" if listing.dense else "qw-tab qw-stapelbar"
    shown = "qw-klein" if listing.caption_shown else "qw-sr"
    return mark_safe(  # noqa: S308 -- escaped piece by piece
        f'<div class="qw-rolle" tabindex="0" role="group" aria-label="{escape(listing.label)}"><table class="{css}">'
        f'<caption class="{shown}">{_written(listing.caption)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{_body(listing)}</tbody>{_foot(listing)}</table></div>"
    )


def _body(listing: Listing) -> str:
    openings = [(_classes(column), _repeated(column)) for column in listing.columns[1:]]
    parts: list[str] = []
    for heading, *cells in listing.rows:
        parts.append(f'<tr><th scope="row">{_written(heading)}</th>')
        for cell, (css, repeated) in zip(cells, openings, strict=True):
            if isinstance(cell, Cell):
                both = f"{css} {cell.css}".strip()
                parts.append(f'<td class="{both}"{repeated}>{_written(cell.content)}</td>')
            else:
                parts.append(f'<td class="{css}"{repeated}>{_written(cell)}</td>' if css else f"<td{repeated}>{_written(cell)}</td>")
        parts.append("</tr>")
    return "".join(parts)


def _foot(listing: Listing) -> str:
    if not listing.foot:
        return ""
    heading, *sums = listing.foot
    width = len(listing.columns) - len(sums)
    cells = "".join(f'<td class="n">{_written(total)}</td>' for total in sums)
    return f'<tfoot><tr><th scope="row" colspan="{width}">{_written(heading)}</th>{cells}</tr></tfoot>'


def _classes(column: Column) -> str:
    return "n" if column.figures else ""


def _repeated(column: Column) -> str:
    return f' data-kopf="{escape(column.head)}"' if column.repeated else ""


def _written(text: str | Cell) -> str:
    content = text.content if isinstance(text, Cell) else text
    return content if isinstance(content, SafeString) else escape(content)
