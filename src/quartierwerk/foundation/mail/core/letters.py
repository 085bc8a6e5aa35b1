"""A letter's words, once; its plain text and its HTML are two ways to write them down.

The HTML needs no table, no picture, nothing from elsewhere and no address to be asked when somebody reads it. Styles
stand in the elements themselves, for many mail programs throw everything else away.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]")
_BODY = "margin:0;padding:24px 16px;background:#ffffff;color:#1a1a1a;overflow-wrap:anywhere;font:16px/1.5 Arial,Helvetica,sans-serif"
_TITLE = "margin:0 0 16px;font-size:22px;line-height:1.3"
_INNER = "max-width:600px;margin:0 auto"
_BUTTON = "display:inline-block;padding:12px 20px;border-radius:4px;background:#171a2b;color:#ffffff;text-decoration:none"
_SMALL = "margin:24px 0 0;padding-top:12px;border-top:1px solid #6b6b6b;font-size:14px;color:#4a4a4a"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the next part is about."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences; addresses in them become links."""

    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list: what, a small line, and where to go on."""

    text: str
    note: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing to do, with its full address."""

    label: str
    address: str


type Block = Heading | Paragraph | Points | Action


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's words in one language; ``closing`` says who writes and how to stop it."""

    language: str
    subject: str
    blocks: tuple[Block, ...]
    closing: tuple[str, ...] = ()


def from_text(text: str, *, subject: str, language: str, closing: Sequence[str] = ()) -> Letter:
    """Return a letter from plain words: blank lines part paragraphs, lines that begin with a dash make a list."""
    blocks: list[Block] = []
    for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            blocks.append(Points(tuple(Point(line[2:].strip()) for line in lines)))
        elif lines:
            blocks.append(Paragraph("\n".join(lines)))
    return Letter(language, subject, tuple(blocks), tuple(closing))


def as_text(letter: Letter) -> str:
    """Write the letter as plain text."""
    parts = ["\n".join(_lines(block)) for block in letter.blocks]
    closing = ["-- \n" + "\n".join(letter.closing)] if letter.closing else []
    return "\n\n".join([*parts, *closing]) + "\n"


def _lines(block: Block) -> Sequence[str]:
    match block:
        case Heading(text):
            return text, "-" * len(text)
        case Paragraph(text):
            return (text,)
        case Action(label, address):
            return f"{label}:", address
        case Points(points):
            return [line for point in points for line in _point_lines(point)]


def _point_lines(point: Point) -> Sequence[str]:
    return [f"- {point.text}", *(f"  {line}" for line in (point.note, point.address) if line)]


def as_html(letter: Letter) -> str:
    """Write the letter as one HTML document."""
    body = "\n".join(_element(block) for block in letter.blocks)
    closing = "<br>".join(_linked(line) for line in letter.closing)
    title = html.escape(letter.subject)
    return (
        f'<!doctype html>\n<html lang="{html.escape(letter.language)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title></head>\n'
        f'<body style="{_BODY}">\n<main style="{_INNER}">\n<h1 style="{_TITLE}">{title}</h1>\n{body}\n'
        + (f'<p style="{_SMALL}">{closing}</p>\n' if closing else "")
        + "</main>\n</body>\n</html>\n"
    )


def _element(block: Block) -> str:
    match block:
        case Heading(text):
            return f'<h2 style="margin:24px 0 8px;font-size:18px">{html.escape(text)}</h2>'
        case Paragraph(text):
            return f'<p style="margin:0 0 16px">{"<br>".join(_linked(line) for line in text.splitlines())}</p>'
        case Action(label, address):
            return f'<p style="margin:0 0 16px"><a href="{_checked(address)}" style="{_BUTTON}">{html.escape(label)}</a></p>'
        case Points(points):
            return f'<ul style="margin:0 0 16px;padding-left:20px">{"".join(_item(point) for point in points)}</ul>'


def _item(point: Point) -> str:
    text = html.escape(point.text)
    if point.address:
        text = f'<a href="{_checked(point.address)}" style="color:#0a3d8f">{text}</a>'
    note = f'<br><span style="font-size:14px;color:#4a4a4a">{html.escape(point.note)}</span>' if point.note else ""
    return f'<li style="margin:0 0 8px">{text}{note}</li>'


def _linked(text: str) -> str:
    """Return the escaped text with its addresses as links."""
    pieces, at = [], 0
    for found in _ADDRESS.finditer(text):
        address = html.escape(found[0])
        pieces += [html.escape(text[at : found.start()]), f'<a href="{address}" style="color:#0a3d8f">{address}</a>']
        at = found.end()
    return "".join([*pieces, html.escape(text[at:])])


def _checked(address: str) -> str:
    """Return the escaped address of a link.

    Raises:
        ValueError: it does not lead to a page; in a letter there is nothing else to lead to.
    """
    if not _ADDRESS.fullmatch(address):
        raise ValueError(address)
    return html.escape(address)
