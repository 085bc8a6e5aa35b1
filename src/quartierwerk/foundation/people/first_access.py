"""The one-time link that lets the first person in.

The link's token is signed, holds for a day, and counts how many first accounts there were when it was
made. Making the account raises the count, so a used link stays closed even if all accounts vanish.
"""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.people import queries

DEED = "people:account:create_first"
VALID_FOR = timedelta(hours=24)
_SALT = "quartierwerk.first-access"


def issue_link() -> str:
    """Return the path of the page where the first account is made."""
    token = signing.dumps(_accounts_made(), salt=_SALT)
    return reverse("people:first_access", args=(token,))


def is_open(token: str) -> bool:
    """Tell whether the token is ours, not older than a day, not used, and nobody can sign in yet."""
    try:
        made = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return False
    return made == _accounts_made() and not queries.somebody_can_sign_in()


def _accounts_made() -> int:
    return TrailEntry.objects.filter(deed=DEED).count()
