"""Is the product ready to be used: what must hold, and what may be left out by who asks."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

# A worker tells of itself every ten seconds; after a minute without a word nobody is there.
LATELY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found: the database answers, its tables are ours, the data folder can be written, a worker is there."""

    database: bool
    tables: bool
    folder: bool
    worker: bool

    def found(self, *, without: Collection[str] = ()) -> dict[str, bool]:
        """Return each check by name, and first whether all of them hold."""
        checks = {name: holds for name, holds in asdict(self).items() if name not in without}
        return {"ready": all(checks.values()), **checks}


def is_lately(heard_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether a worker was heard of a short while ago."""
    return heard_at is not None and now - heard_at <= LATELY
