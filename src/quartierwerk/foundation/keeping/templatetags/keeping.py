"""Filters of the operator's pages."""

from django import template

from quartierwerk.foundation.keeping import phrases
from quartierwerk.foundation.keeping.core.jobs import JobState

register = template.Library()


@register.filter
def task_label(task: str) -> str:
    """Return what a task does."""
    return phrases.task_label(task)


@register.filter
def job_state(state: JobState) -> str:
    """Return what has become of a job."""
    return phrases.state_label(state)


@register.filter(name="bytes")
def amount(size: int | None) -> str:
    """Return bytes the way people write them."""
    return phrases.amount(size or 0)
