"""Renders template text and reads what it says."""

import html
import re

from django.template import engines
from django.test import RequestFactory

BREAK = re.compile(
    r"<(?:br|/?(?:p|li|ul|ol|div|dt|dd|td|th|tr|table|caption|h[1-6]|section|summary|details|legend|label|fieldset|nav|option|button|small|span|title|desc|text))\b[^>]*>"
)


def render(source, address="/", **context):
    """Return the HTML of a template given as text."""
    return engines["django"].from_string(source).render(context, RequestFactory().get(address))


def says(markup):
    """Return the words a reader meets, one piece after the other."""
    text = re.sub(r"<[^>]+>", "", BREAK.sub("\n", str(markup)))
    return [line.strip() for line in html.unescape(text).split("\n") if line.strip()]
