"""The closed list of kinds of letters, and what each kind owes to the law.

Source: § 7 UWG and Art. 21 GDPR let everybody object to letters nobody owes them; RFC 8058 says how one click does it.
What an account or a procedure demands is not such a letter and cannot be unsubscribed from.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class MailKind(StrEnum):
    """What a letter is about; German and English names live in ``mail.phrases``."""

    WAY_IN = "way_in"
    ACCOUNT = "account"
    DUTY = "duty"
    DIGEST = "digest"
    NEWS = "news"


class Obligation(StrEnum):
    """Why a letter is sent: its reader caused it, a procedure demands it, or it is an offer."""

    TRANSACTIONAL = "transactional"
    DUTY = "duty"
    OPTIONAL = "optional"


OBLIGATIONS: Mapping[MailKind, Obligation] = MappingProxyType(
    {
        MailKind.WAY_IN: Obligation.TRANSACTIONAL,
        MailKind.ACCOUNT: Obligation.TRANSACTIONAL,
        MailKind.DUTY: Obligation.DUTY,
        MailKind.DIGEST: Obligation.OPTIONAL,
        MailKind.NEWS: Obligation.OPTIONAL,
    }
)


def may_unsubscribe(kind: MailKind) -> bool:
    """Tell whether a reader may say that no more letters of this kind shall come."""
    return OBLIGATIONS[kind] is Obligation.OPTIONAL


def holds_a_key(kind: MailKind) -> bool:
    """Tell whether whoever reads such a letter could sign in as its reader, so that nobody else may read it."""
    return kind is MailKind.WAY_IN
