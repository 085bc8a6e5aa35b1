"""How somebody wants to be written to."""

from dataclasses import dataclass

from quartierwerk.foundation.mail.core.kinds import MailKind
from quartierwerk.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Wishes:
    """The language, the kinds they can choose and want, when they are away, and who reads for them then."""

    language: str
    wanted: frozenset[MailKind]
    absence: Period | None = None
    fallback_id: int | None = None
