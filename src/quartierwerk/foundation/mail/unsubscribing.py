"""The signed token with which whoever has a letter can end letters of its kind, without signing in.

It names a person and a kind and holds for ever: a link in an old letter must still work. It opens nothing else.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from quartierwerk.foundation.mail.core.kinds import MailKind, may_unsubscribe

_SALT = "quartierwerk.mail.unsubscribe"


def address_for(person_id: int, kind: MailKind) -> str:
    """Return the full address of the page that ends letters of this kind to this person."""
    token = signing.Signer(salt=_SALT).sign_object([person_id, kind.value])
    return settings.SITE_ADDRESS + reverse("mail:unsubscribe", args=(token,))


def read(token: str) -> tuple[int, MailKind] | None:
    """Return whom and what a token is about; none where it is not ours."""
    try:
        person_id, code = signing.Signer(salt=_SALT).unsign_object(token)
        kind = MailKind(code)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (person_id, kind) if isinstance(person_id, int) and may_unsubscribe(kind) else None
