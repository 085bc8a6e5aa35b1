"""The deed that empties old letters: what they said and where they went is needed for a while only."""

from datetime import datetime

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.mail import policy, queries
from quartierwerk.foundation.mail.core.refusals import NothingToSendError
from quartierwerk.foundation.mail.models import Bounce
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import Subject


@deed("mail:outbox:clear")
def clear(*, before: datetime, actor: Actor) -> int:
    """Empty the letters that are over since before then, and return how many; that there was a letter stays.

    Raises:
        NotPermittedError: the actor is not the system.
        NothingToSendError: there is nothing to empty.
    """
    policy.may_send(actor).require()
    Bounce.objects.filter(received__lt=before, is_settled=True).delete()
    number = queries.clearable(before=before).update(text="", html="", subject="", address="", answer="", mentions=[], is_cleared=True)
    if not number:
        raise NothingToSendError
    record(Subject("outbox", "outbox"), facts={"letters": number})
    return number
