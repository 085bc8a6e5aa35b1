"""The tag that links to pages of higher rooms, which fill the slot of addresses."""

from django import template

from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Subject

register = template.Library()


@register.simple_tag
def address_of(*, page: str, kind: str, code: str) -> str:
    """Return where a subject's history or public page is, or nothing where no room shows it."""
    return registry.address_of(page, Subject(kind, code))
