"""What the trail says about the deed just done."""

from quartierwerk.foundation.audit.models import TrailEntry


def last_entry():
    """Return deed, subject kind, subject code and facts of the newest entry."""
    entry = TrailEntry.objects.order_by("-number").first()
    return entry.deed, entry.subject_kind, entry.subject_code, entry.facts
