"""Sessions in the database, read with a statement that is written once: every request of a signed-in person begins here."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from quartierwerk.foundation.statements import kept


@kept
def _unexpired(*, key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """Django's sessions; only the reading is our own. ``ends_at`` is when one ends that was read."""

    ends_at: datetime | None = None

    def _get_session_from_db(self) -> Session | None:
        found = _unexpired(key=self.session_key or "", now=timezone.now()).first()
        if found is None:
            self._session_key = None
        else:
            self.ends_at = found.expire_date
        return found
