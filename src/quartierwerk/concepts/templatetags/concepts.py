"""Small pieces that concept pages share, in staff and public pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from quartierwerk.concepts.models import Measure, MeasureParty
from quartierwerk.concepts.phrases import goal_anchor
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.ui.templatetags.ui import state_tag

register = template.Library()

_MARKS = {
    "idea": "hollow",
    "planned": "hollow",
    "applied": "hollow",
    "granted": "half",
    "running": "half",
    "done": "full",
    "dropped": "hollow",
}


@register.simple_tag
def measure_state(*, state: str) -> str:
    """Draw a measure's state: disc and word."""
    return state_tag(text=str(Measure.State(state).label), mark=_MARKS[state])


@register.filter
def ordered_measures(content: Mapping[str, Any]) -> list[Any]:
    """Return a content's measures in their order."""
    return [content["measures"][slug] for slug in content["measure_order"]]


@register.simple_tag
def goal_tree(*, goals: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
    """Return guiding goals, each with its sub-goals."""
    return [(goal, [part for part in goals if part["parent"] == goal["code"]]) for goal in goals if goal["parent"] is None]


@register.filter
def measure_code(content: Mapping[str, Any], slug: str) -> str:
    """Return the number of a measure of a content."""
    return str(content["measures"][slug]["code"])


register.filter("goal_anchor", goal_anchor)


@register.filter
def part_word(part: str) -> str:
    """Return what a party of a measure is there for, in the language of the page."""
    return str(MeasureParty.Part(part).label)


@register.filter
def rulebook_word(label: str) -> str:
    """Return a label of the rulebook in the language of the page."""
    return rules.in_page_language(label)
