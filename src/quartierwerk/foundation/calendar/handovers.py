"""What becomes of somebody's follow-ups when they leave."""

from django.db.models import F
from django.utils import timezone

from quartierwerk.foundation.calendar.core.follow_ups import State
from quartierwerk.foundation.calendar.models import FollowUp


def take_over(person_id: int, successor_id: int) -> int:
    """Lay the person's open follow-ups before the successor and return how many; runs inside the deed of the hand-over."""
    waiting = FollowUp.objects.filter(person=person_id, state=State.OPEN)
    return waiting.update(person=successor_id, sequence=F("sequence") + 1, changed=timezone.now())
