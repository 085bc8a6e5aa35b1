"""The components every page is made of, gathered from :mod:`quartierwerk.foundation.ui.tags`."""

from django import template

from quartierwerk.foundation.ui.tags import address_tags, components, content_tags, figure_filters, form_tags, picture_tags, text_filters
from quartierwerk.foundation.ui.tags.components import aim_tag, balance_mini, state_tag

__all__ = ["aim_tag", "balance_mini", "register", "state_tag"]

register = template.Library()
for part in (address_tags, components, content_tags, figure_filters, form_tags, picture_tags, text_filters):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
