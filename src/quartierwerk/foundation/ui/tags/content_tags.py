"""Marks of language for what people wrote."""

from django import template

from quartierwerk.foundation.ui import content

register = template.Library()


@register.filter
def german(text: object) -> str:
    """Show what people wrote in German, so marked on an English page."""
    return content.german(text)


@register.filter
def verbatim_german(text: object) -> object:
    """Mark a text only where it is known that people wrote it."""
    return content.german(text) if isinstance(text, content.Verbatim) else text


@register.simple_tag
def in_german() -> str:
    """Give an element the language of its German content: ``<div{% in_german %}>``."""
    return content.language_attribute()
