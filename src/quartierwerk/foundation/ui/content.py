"""Says on an English page that what people wrote is German, so that it is read out as German (WCAG 3.1.2).

The page's own words are in its language; titles, texts and notes of concepts and sites are not translated.
Names of people, places and organisations need no mark. On German pages nothing is added.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from quartierwerk.foundation.ui.figures import is_english

ATTRIBUTE = SafeString(' lang="de"')


class Verbatim(str):
    """A text that stands among words of the page and that people wrote themselves."""

    __slots__ = ()


def language_attribute() -> str:
    """Return the attribute for an element whose content is German."""
    return ATTRIBUTE if is_english() else ""


def german(text: object) -> str:
    """Return the text, on an English page inside an element that says its language."""
    words = text if isinstance(text, str) else "" if text is None else str(text)
    return format_html('<span lang="de">{}</span>', words) if words and is_english() else words
