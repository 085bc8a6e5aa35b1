"""What the workspace offers to the slots: where the history of a subject is."""

from django.urls import reverse

from quartierwerk.foundation.slots.values import Subject


def history_address(subject: Subject) -> str:
    """Return the page that tells the subject's history."""
    return reverse("workspace:history", args=(subject.kind, subject.code))
