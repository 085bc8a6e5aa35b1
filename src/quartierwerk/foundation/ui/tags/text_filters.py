"""Filters that turn structured text into pages, and amounts into table cells."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from quartierwerk.foundation.ui import figures
from quartierwerk.kernel.structured_text import Block, Run

register = template.Library()


@register.filter
def whole_euros(cents: int | None) -> str:
    """Write whole euros without the sign, which the table's head says: 2.400.000."""
    euros = None if cents is None else (abs(cents) + 50) // 100 * (1 if cents >= 0 else -1)
    return figures.figure(euros)


@register.filter
def structured_text(blocks: Sequence[Block] | None) -> SafeString:
    """Draw blocks of text; every word of theirs is escaped."""
    return SafeString("".join(_block(block) for block in blocks or ()))


def _block(block: Block) -> SafeString:
    kind = block["type"]
    if kind in {"bullets", "numbers"}:
        items = format_html_join("", "<li>{}</li>", ((_runs(item),) for item in block.get("items", [])))
        return format_html('<ul class="qw-punkte">{}</ul>' if kind == "bullets" else '<ol class="qw-nummern">{}</ol>', items)
    frames = {"quote": "<blockquote><p>{}</p></blockquote>", "heading": "<h3>{}</h3>" if block.get("level", 3) == 3 else "<h4>{}</h4>"}  # noqa: PLR2004 -- levels of headings
    return format_html(frames.get(kind, "<p>{}</p>"), _runs(block.get("runs", [])))


def _runs(runs: Sequence[Run]) -> SafeString:
    return mark_safe("".join(_run(run) for run in runs))  # noqa: S308 -- escaped piece by piece


def _run(run: Run) -> SafeString:
    text: Any = run["text"]
    text = format_html("<em>{}</em>", text) if run.get("italic") else format_html("{}", text)
    text = format_html("<strong>{}</strong>", text) if run.get("bold") else text
    return format_html('<a href="{}">{}</a>', run["href"], text) if run.get("href") else text


@register.filter
def at(found: Mapping[str, Any], code: str) -> Any:
    """Return what stands under a code, or none."""
    return found.get(code)


# What a browser says of itself names several others; the first that fits is the one.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """Return browser and system of a device in words, from what its browser says of itself; it may say anything."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s auf %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("unbekanntes Gerät")
