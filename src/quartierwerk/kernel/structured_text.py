"""Text people write, kept as blocks of plain data so that no markup of theirs is ever run.

What is typed is a small part of Markdown: paragraphs, headings, lists, quotations, bold, italic and
links. Everything else stays the characters it is. Blocks go into pages and documents alike.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NotRequired, TypedDict

from markdown_it import MarkdownIt
from markdown_it.token import Token

LOWEST_HEADING = 4
HIGHEST_HEADING = 3
_STYLES = {"**": "bold", "*": "italic"}
_SCHEMES = frozenset({"https", "http", "mailto", "tel"})
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


# A number that begins a line: quotation marks and bullets before it, the number itself, point or bracket.
_NUMBERED = re.compile(r"^((?:[ \t]*(?:>|[-+*](?=[ \t])))*)([ \t]*)(\d{1,9})([.)])(?=\s|$)")
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")  # non-breaking spaces are meant

_reader = MarkdownIt("zero", {"html": False}).enable(["heading", "list", "blockquote", "emphasis", "link", "newline", "escape"])


def read(typed: str) -> list[Block]:
    """Return the blocks of what somebody typed; headings become level 3 or 4.

    ``typed`` writes every one of them so that it is read the same again. Bold and italic that begin or
    end inside a word, where that cannot be written, are left out.
    """
    return [_writable(block) for block in _parse(typed)]


def typed(blocks: Sequence[Block]) -> str:
    """Return text that ``read`` turns into the same blocks."""
    parts: list[str] = []
    before = ""
    for block in blocks:
        parts.append(_typed_block(block, after_numbers=before == "numbers"))
        before = block["type"]
    return "\n\n".join(parts)


def plain(blocks: Sequence[Block]) -> str:
    """Return the words alone, one block a line."""
    lines: list[str] = []
    for block in blocks:
        runs: Iterable[list[Run]] = block.get("items", []) or [block.get("runs", [])]
        lines.extend("".join(run["text"] for run in line) for line in runs)
    return "\n".join(lines)


def _parse(text: str) -> list[Block]:
    blocks: list[Block] = []
    tokens = _reader.parse(_only_lists_are_numbered(text.replace("\x00", "")))
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type in _LISTS and token.level == 0:
            end = _closing(tokens, place)
            _add_list(blocks, _LISTS[token.type], _items(tokens[place:end]))
            place = end
        elif token.type == "inline":
            blocks.append(_block(tokens[place - 1], token, quoted=_inside_quote(tokens, place)))
        place += 1
    return [block for block in blocks if block.get("runs") or block.get("items")]


def _only_lists_are_numbered(text: str) -> str:
    """Return the text with every number escaped that neither begins a list nor goes on with one.

    "2024. was …" and "12. Juli" are sentences; as items of a list they would lose their number.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    expected: dict[int, int] = {}  # by indentation: the number that goes on with the list
    after_blank = False
    for place, line in enumerate(lines):
        match = _NUMBERED.match(line)
        if match:
            marks, indent, number = match[1], len(match[2]), int(match[3])
            if marks or number not in {1, expected.get(indent)}:
                lines[place] = line[: match.end(3)] + "\\" + line[match.end(3) :]
            else:
                expected = {level: nr for level, nr in expected.items() if level < indent} | {indent: number + 1}
        elif after_blank and line.strip() and not line.startswith((" ", "\t")):
            expected = {}
        after_blank = not line.strip()
    return "\n".join(lines)


def _add_list(blocks: list[Block], kind: str, items: list[list[Run]]) -> None:
    """Add a list, or its items to the list of the same kind just before it."""
    if blocks and blocks[-1]["type"] == kind:
        blocks[-1]["items"] = [*blocks[-1].get("items", []), *items]
    else:
        blocks.append({"type": kind, "items": items})


def _writable(block: Block) -> Block:
    """Return the block if it can be written down and read again, otherwise without bold and italic."""
    if _parse(typed([block])) == [block]:
        return block
    if "items" in block:
        return {**block, "items": [_unstyled(item) for item in block["items"]]}
    return {**block, "runs": _unstyled(block["runs"])}


def _unstyled(runs: Sequence[Run]) -> list[Run]:
    return _merged([_run(run["text"], bold=False, italic=False, href=run.get("href", "")) for run in runs])


def _closing(tokens: Sequence[Token], start: int) -> int:
    following = range(start + 1, len(tokens))
    return next(place for place in following if tokens[place].level == tokens[start].level and tokens[place].nesting == -1)


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
    return _tidied(_merged(runs))


def _tidied(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with single spaces between words and none at the ends."""
    tidied: list[Run] = []
    for run in runs:
        text = _BLANK.sub(" ", run["text"])
        if not tidied or tidied[-1]["text"].endswith(" "):
            text = text.lstrip(" " if tidied else None)
        if text:
            tidied.append({**run, "text": text})
    while tidied and not tidied[-1]["text"].rstrip():
        tidied.pop()
    if tidied:
        tidied[-1]["text"] = tidied[-1]["text"].rstrip()
    return _merged(tidied)


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
    scheme, colon, _ = address.partition(":")
    return address if colon and scheme.lower() in _SCHEMES else ""


def _typed_block(block: Block, *, after_numbers: bool) -> str:
    kind = block["type"]
    if kind in _LISTS.values():
        items = enumerate(block.get("items", []), 1)
        return "\n".join(("- " if kind == "bullets" else f"{number}. ") + _typed_line(item) for number, item in items)
    if kind == "heading":
        return "#" * block.get("level", HIGHEST_HEADING) + " " + _typed_runs(block.get("runs", []), escaped="\\*_[]#")
    line = _typed_line(block.get("runs", []), after_numbers=after_numbers or kind == "quote")
    return f"> {line}" if kind == "quote" else line


def _typed_line(runs: Sequence[Run], *, after_numbers: bool = True) -> str:
    """Return the runs as a line that begins no list, heading or quotation of its own."""
    line = _typed_runs(runs)
    number = re.match(r"(\d{1,9})[.)](?=\s|$)", line)
    if number and (after_numbers or int(number[1]) == 1):
        return f"{number[1]}\\{line[number.end(1) :]}"
    return "\\" + line if re.match(r"[#>]|[-+](?=\s|$)", line) else line


def _typed_runs(runs: Sequence[Run], *, escaped: str = "\\*_[]") -> str:
    """Return the runs as one line; bold and italic are opened and closed like brackets."""
    line = ""
    opened: list[str] = []
    for place, run in enumerate(runs):
        while not set(opened) <= _marks(run):
            line += opened.pop()
        begins = sorted(_marks(run) - set(opened), key=lambda mark: (-_stay(mark, runs[place:]), mark))
        line += "".join(begins) + _typed_text(run, escaped)
        opened += begins
    return line + "".join(reversed(opened))


def _marks(run: Run) -> set[str]:
    return {mark for mark, style in _STYLES.items() if run.get(style)}


def _stay(mark: str, runs: Sequence[Run]) -> int:
    """Return over how many runs a mark stays open."""
    return next((place for place, run in enumerate(runs) if mark not in _marks(run)), len(runs))


def _typed_text(run: Run, escaped: str) -> str:
    text = "".join("\\" + sign if sign in escaped else sign for sign in run["text"])
    href = run.get("href", "")
    target = f"<{href}>" if "(" in href or ")" in href else href
    return f"[{text}]({target})" if href else text
