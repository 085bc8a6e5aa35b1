"""Reads pages the way people do: their words, without markup, spaces evened out."""

import html
import re


def words(response):
    """Return the visible text of a page."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "").split())


def links(response):
    """Return every address the page links to."""
    return re.findall(r'(?:href|action|src)="([^"]+)"', html.unescape(response.content.decode()))


def doubled_ids(response):
    """Return the ids that stand more than once."""
    found = re.findall(r'\bid="([^"]+)"', response.content.decode())
    return sorted({name for name in found if found.count(name) > 1})
