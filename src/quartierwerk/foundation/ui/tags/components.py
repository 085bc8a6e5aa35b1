"""Tags for the pieces of a page: thread, balance, navigation, states, plates."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from django import template
from django.template import RequestContext
from django.template.loader import get_template
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quartierwerk.foundation.slots.values import Knot, KnotValue, Tab
from quartierwerk.foundation.ui import assets, figures, knots
from quartierwerk.foundation.ui.balances import WHOLE, Balance, weigh
from quartierwerk.foundation.ui.listing import Listing, written

if TYPE_CHECKING:
    from django.core.paginator import Page

register = template.Library()

MARKS = {
    "hollow": mark_safe('<circle class="z" cx="8" cy="8" r="5.5"/>'),
    "half": mark_safe('<circle class="z" cx="8" cy="8" r="5.5"/><path class="zf" d="M8 2.5a5.5 5.5 0 0 1 0 11z"/>'),
    "full": mark_safe('<circle class="zf" cx="8" cy="8" r="5.5"/>'),
    "warn": mark_safe('<path class="zf" d="M8 2.5 14 13.5H2z"/>'),
}
TONES = {"neutral": "qw-zeichen", "muted": "qw-zeichen ist-leise", "warn": "qw-zeichen ist-warn"}
AIM_SHAPES = {
    "upgrading": mark_safe('<rect x="1" y="2" width="14" height="12" fill="url(#m-auf)"/>'),
    "cooperation": mark_safe('<circle cx="8" cy="8" r="7" fill="url(#m-koop)"/>'),
    "both": mark_safe('<path d="M8 0l8 8-8 8-8-8z" fill="url(#m-beide)"/>'),
}
SIGN = '<span class="{}"><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>{}</span>'


class Noted(Protocol):
    """Something with a label, a note, and whether it is missing."""

    label: str
    note: str
    missing: bool


class Step(Protocol):
    """One step; ``state`` is ``done``, ``current``, ``open`` or ``missing``."""

    title: str
    note: str
    state: str


class Entry(Protocol):
    """One entry of a timeline."""

    at: Any
    sentence: str
    note: str
    address: str


@register.simple_tag
def stylesheet() -> str:
    """Link the style sheet, the font it needs first, and the sign of the site."""
    return format_html(
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin><link rel="stylesheet" href="{}">'
        '<link rel="icon" href="{}" type="image/svg+xml">',
        assets.address("FiraSans-Regular.woff2"),
        assets.address("site.css"),
        assets.address("logo.svg"),
    )


@register.simple_tag
def script(name: str = "app") -> str:
    """Link a small script: the one of every page, or one that only some pages need."""
    return format_html('<script type="module" src="{}"></script>', assets.address(f"{name}.js"))


@register.inclusion_tag("ui/components/thread.html")
def thread(
    *,
    thread: Mapping[Knot, KnotValue] | None,
    here: str = "",
    large: bool = False,
    through: bool = False,
    single: bool = False,
    label: str = "",
) -> dict[str, Any]:
    """Draw the red thread across the page; ``single`` names the knots of one thing („Ziel“, not „Ziele“)."""
    return {
        "knots": knots.draw(thread or {}, here=here, single=single),
        "label": label or _("Roter Faden"),
        "css": " ".join(["qw-faden", *(["ist-durch"] if through else []), *(["ist-gross"] if large else [])]),
        "through": through,
    }


@register.inclusion_tag("ui/components/thread_strand.html")
def thread_strand(*, thread: Mapping[Knot, KnotValue] | None, here: str = "", single: bool = True) -> dict[str, Any]:
    """Draw the red thread down the page, with titles."""
    return {"knots": knots.draw(thread or {}, here=here, single=single)}


@register.inclusion_tag("ui/components/balance.html")
def balance(*, upgrading: int, cooperation: int, both: int, caption: str = "") -> dict[str, Any]:
    """Draw the two aims against each other; amounts are cents."""
    drawn = weigh(upgrading=upgrading, cooperation=cooperation, both=both)
    return {
        "upgrading": upgrading,
        "cooperation": cooperation,
        "both": both,
        "balance": drawn,
        "shares": _shares(drawn) if drawn else (),
        "caption": caption,
    }


@register.simple_tag
def balance_mini(*, upgrading: int, cooperation: int, both: int) -> str:
    """Draw the balance for one row of a table."""
    drawn = weigh(upgrading=upgrading, cooperation=cooperation, both=both)
    if drawn is None:
        return format_html('<span class="qw-klein">{}</span>', _("noch kein Geld"))
    shares = _shares(drawn)
    words = _("Aufwertung %(upgrading)s, beides %(both)s, Kooperation %(cooperation)s") % {
        "upgrading": shares[0],
        "both": shares[1],
        "cooperation": shares[2],
    }
    up, both_, co = drawn.upgrading, drawn.both, drawn.cooperation
    # Only the words could hold anything to escape; a list shows fifty of these.
    return mark_safe(  # noqa: S308 -- escaped piece by piece
        f'<svg class="qw-mini" role="img" focusable="false"><title>{escape(words)}</title>'
        '<rect class="qw-spur" x="0" y="42%" width="100%" height="16%"/>'
        f'<rect x="{up.x}" width="{up.width}" height="100%" fill="url(#m-auf)"/>'
        f'<rect x="{both_.x}" width="{both_.width}" height="100%" fill="url(#m-beide)"/>'
        f'<rect x="{co.x}" width="{co.width}" height="100%" fill="url(#m-koop)"/>'
        '<line class="qw-achse" x1="50%" x2="50%" y1="-15%" y2="115%"/></svg>'
    )


def _shares(drawn: Balance) -> list[figures.Figure]:
    return [figures.percent(share / WHOLE) for share in drawn.shares]


@register.inclusion_tag("ui/components/field_coverage.html")
def field_coverage(*, fields: Iterable[Noted]) -> dict[str, Any]:
    """List the policy fields with who takes part, and the gaps."""
    return {"fields": fields}


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(*, crumbs: Sequence[tuple[str, str]], below: Any = None) -> dict[str, Any]:
    """Show the way down to this page; a crumb without an address is the page itself.

    ``below`` is a thing with a page of its own that comes after the crumbs: the way back from the pages that change it.
    """
    return {"crumbs": [*crumbs, (str(below), below.get_absolute_url())] if below else crumbs}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(*, tabs: Sequence[Tab], current: str, label: str) -> dict[str, Any]:
    """Link the parts of a dossier, each with its count."""
    return {"tabs": tabs, "current": current, "label": label}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: RequestContext, *, page: "Page[Any]") -> dict[str, Any]:
    """Link the pages of a list and keep everything else of the query."""
    query = context["request"].GET.copy() if "request" in context else None

    def address(number: int) -> str:
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(number, address(number) if isinstance(number, int) else "", number == page.number) for number in numbers],
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag
def state_tag(*, text: str, mark: str = "hollow", tone: str = "neutral") -> str:
    """Say a state in a word with its sign: hollow, half, full, or warn."""
    return _sign(TONES[tone], MARKS[mark], text)


@register.simple_tag
def aim_tag(*, aim: str) -> str:
    """Say which aim something serves, in its shape, colour and word."""
    return _aim_sign(str(aim), get_language() or "")


@lru_cache(maxsize=16)
def _aim_sign(aim: str, _language: str) -> SafeString:
    words = {"upgrading": _("Aufwertung"), "cooperation": _("Kooperation"), "both": _("beides")}
    return _sign("qw-zeichen", AIM_SHAPES[aim], words[aim])


@lru_cache(maxsize=512, typed=True)  # typed: a text that is safe and the same text that is not are two
def _sign(css: str, drawing: SafeString, text: str) -> SafeString:
    """Return a sign with its word; pages show a few dozen of them again and again."""
    return format_html(SIGN, css, drawing, text)


@register.inclusion_tag("ui/components/stepper.html")
def stepper(*, steps: Iterable[Step], label: str = "") -> dict[str, Any]:
    """Show how far something is on its way."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(*, entries: Iterable[Entry]) -> dict[str, Any]:
    """Tell what happened, the newest as given first."""
    return {"entries": entries}


@register.simple_tag
def list_table(*, listing: Listing) -> str:
    """Write the long table of a list."""
    return written(listing)


@register.simple_tag
def marker(*, text: str) -> str:
    """Mark something with one framed word, for example „Beispiel“."""
    return format_html('<span class="qw-marke">{}</span>', text)


@register.simple_block_tag
def panel(content: SafeString, *, title: str, anchor: str = "", warn: bool = False) -> str:
    """Lay a plate of the workspace round its content."""
    name = anchor or slugify(title)
    heading = format_html(SIGN, "qw-zeichen ist-warn", MARKS["warn"], title) if warn else conditional_escape(title)
    return format_html('<section class="qw-platte"><h2 class="qw-h2" id="{}">{}</h2>{}</section>', name, heading, content)


@register.simple_block_tag
def nothing_yet(content: SafeString, *, title: str) -> str:
    """Say what will stand here and why it matters, with one action."""
    return format_html('<div class="qw-leer qw-stapel-eng"><p><strong>{}</strong></p>{}</div>', title, content)


@register.simple_block_tag
def origin(content: SafeString, *, value: str) -> str:
    """Answer where a figure comes from; stands in a cell, a definition or a block, never inside a paragraph."""
    return format_html(
        '<details class="qw-herkunft"><summary class="qw-zahl">{}<span class="qw-sr"> ({})</span></summary>'
        "<div><p><strong>{}</strong></p>{}</div></details>",
        value,
        _("Woher?"),
        _("Woher kommt diese Zahl?"),
        content,
    )


@register.simple_block_tag
def notice(content: SafeString, *, title: str, anchor: str = "", tone: str = "warn") -> str:
    """Say what is wrong and how much is missing; the content links to the place and names the rule."""
    return format_html(
        '<div class="qw-hinweis-kasten {}"{}><p><strong>{}</strong></p>{}</div>',
        {"warn": "ist-warn", "info": "ist-info", "danger": "ist-fehler"}[tone],
        format_html(' id="{}"', anchor) if anchor else "",
        format_html(SIGN, "qw-zeichen", MARKS["warn"], title) if tone != "info" else title,
        content,
    )


@register.simple_tag
def key_figures(*, items: Iterable[tuple[str, str]]) -> str:
    """Show a few figures with their names."""
    rows = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", items)
    return format_html('<dl class="qw-kennz">{}</dl>', rows)


@register.simple_tag
def patterns() -> str:
    """Put the shared patterns into the page, once, in its frame."""
    return mark_safe(get_template("ui/patterns.html").render())  # noqa: S308 -- our own template
