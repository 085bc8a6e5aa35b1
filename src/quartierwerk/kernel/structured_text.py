"""Text people write, kept as blocks of plain data so that no markup of theirs is ever run.

What is typed is a small part of Markdown: paragraphs, headings, lists, quotations, bold, italic and
links. Everything else stays the characters it is. Blocks go into pages and documents alike.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NotRequired, TypedDict
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

LOWEST_HEADING = 4
HIGHEST_HEADING = 3
_LISTS = {"bullet_list_open": "bullets", "ordered_list_open": "numbers"}


class Run(TypedDict):
    """A stretch of text in one style."""

    text: str
    bold: NotRequired[bool]
    italic: NotRequired[bool]
    href: NotRequired[str]


class Block(TypedDict):
    """A paragraph, heading or quotation with runs, or a list with items."""

    type: str
    runs: NotRequired[list[Run]]
    items: NotRequired[list[list[Run]]]
    level: NotRequired[int]


# "2024. was …" is a year at the start of a sentence, not item 2024 of a list.
_YEAR_AT_LINE_START = re.compile(r"(?m)^( {0,3})(\d{2,})\.")

_reader = MarkdownIt("zero", {"html": False}).enable(["heading", "list", "blockquote", "emphasis", "link", "newline", "escape"])


def read(typed: str) -> list[Block]:
    """Return the blocks of what somebody typed; headings become level 3 or 4."""
    blocks: list[Block] = []
    tokens = _reader.parse(_YEAR_AT_LINE_START.sub(r"\1\2\\.", typed.replace("\x00", "")))
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type in _LISTS and token.level == 0:
            end = _closing(tokens, place)
            blocks.append({"type": _LISTS[token.type], "items": _items(tokens[place:end])})
            place = end
        elif token.type == "inline":
            blocks.append(_block(tokens[place - 1], token, quoted=_inside_quote(tokens, place)))
        place += 1
    return [block for block in blocks if block.get("runs") or block.get("items")]


def typed(blocks: Sequence[Block]) -> str:
    """Return text that ``read`` turns into the same blocks."""
    parts: list[str] = []
    for block in blocks:
        if block["type"] in {"bullets", "numbers"}:
            mark = "- " if block["type"] == "bullets" else "1. "
            parts.append("\n".join(mark + _typed_runs(item) for item in block.get("items", [])))
        else:
            start = {"heading": "#" * block.get("level", HIGHEST_HEADING) + " ", "quote": "> "}.get(block["type"], "")
            parts.append(start + _typed_runs(block.get("runs", [])))
    return "\n\n".join(parts)


def plain(blocks: Sequence[Block]) -> str:
    """Return the words alone, one block a line."""
    lines = []
    for block in blocks:
        runs: Iterable[list[Run]] = block.get("items", []) or [block.get("runs", [])]
        lines.extend("".join(run["text"] for run in line) for line in runs)
    return "\n".join(lines)


def _closing(tokens: Sequence[Token], start: int) -> int:
    for place in range(start + 1, len(tokens)):
        if tokens[place].level == tokens[start].level and tokens[place].nesting == -1:
            return place
    return len(tokens) - 1


def _inside_quote(tokens: Sequence[Token], place: int) -> bool:
    return sum((t.type == "blockquote_open") - (t.type == "blockquote_close") for t in tokens[:place]) > 0


def _items(tokens: Sequence[Token]) -> list[list[Run]]:
    """Return one line of runs per item; a list inside a list is drawn level with it."""
    return [runs for token in tokens if token.type == "inline" and (runs := _runs(token))]


def _block(opening: Token, inline: Token, *, quoted: bool) -> Block:
    runs = _runs(inline)
    if opening.type == "heading_open":
        level = min(max(int(opening.tag[1:]), HIGHEST_HEADING), LOWEST_HEADING)
        return {"type": "heading", "level": level, "runs": runs}
    return {"type": "quote" if quoted else "paragraph", "runs": runs}


def _runs(inline: Token) -> list[Run]:
    runs: list[Run] = []
    bold = italic = 0
    href = ""
    for token in inline.children or ():
        bold += (token.type == "strong_open") - (token.type == "strong_close")
        italic += (token.type == "em_open") - (token.type == "em_close")
        if token.type == "link_open":
            href = _safe(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            href = ""
        text = " " if token.type in {"softbreak", "hardbreak"} else token.content
        if text:
            runs.append(_run(text, bold=bold > 0, italic=italic > 0, href=href))
    return _merged(runs)


def _run(text: str, *, bold: bool, italic: bool, href: str) -> Run:
    run: Run = {"text": text}
    if bold:
        run["bold"] = True
    if italic:
        run["italic"] = True
    if href:
        run["href"] = href
    return run


def _merged(runs: Sequence[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if merged and {**merged[-1], "text": ""} == {**run, "text": ""}:
            merged[-1]["text"] += run["text"]
        else:
            merged.append(run)
    return merged


def _safe(address: str) -> str:
    """Return the address if it leads to a page, a mailbox or a phone, otherwise nothing."""
    return address if urlsplit(address).scheme in {"https", "http", "mailto", "tel"} else ""


def _typed_runs(runs: Sequence[Run]) -> str:
    typed_runs = []
    for run in runs:
        mark = "*" * ((2 if run.get("bold") else 0) + (1 if run.get("italic") else 0))
        text = mark + _escaped(run["text"]) + mark
        typed_runs.append(f"[{text}]({run['href']})" if run.get("href") else text)
    return "".join(typed_runs)


def _escaped(text: str) -> str:
    for mark in "\\*_[]#>":
        text = text.replace(mark, "\\" + mark)
    # A leading "- " or "1. " would begin a list.
    head = text.lstrip()
    if head[:1] in {"-", "+"}:
        text = text.replace(head[:1], "\\" + head[:1], 1)
    digits = head.split(".", 1)[0]
    if digits.isdigit() and "." in head:
        text = text.replace(f"{digits}.", f"{digits}\\.", 1)
    return text
