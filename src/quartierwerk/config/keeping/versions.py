"""Which state of the tables this program knows, read from its migrations without starting Django."""

from collections.abc import Collection, Iterable

import quartierwerk
from quartierwerk.config.keeping import manifest
from quartierwerk.config.keeping.refusals import KeepingRefusedError
from quartierwerk.config.language import gettext as _
from quartierwerk.config.paths import PACKAGE


def known() -> frozenset[str]:
    """Return our own migrations as ``app.name``; an app is called like its folder."""
    return frozenset(f"{path.parent.parent.name}.{path.stem}" for path in PACKAGE.rglob("migrations/[0-9]*.py"))


def unknown(migrations: Iterable[str], *, to: Collection[str]) -> tuple[str, ...]:
    """Return the migrations of our apps that are not among these."""
    ours = {name.partition(".")[0] for name in to}
    return tuple(sorted(name for name in migrations if name.partition(".")[0] in ours and name not in to))


def check_known(migrations: Iterable[str], *, application: str = "") -> None:
    """Be silent where this program knows the state of the tables, be it an older one.

    Raises:
        KeepingRefusedError: a newer program made them.
    """
    strange = unknown(migrations, to=known())
    if strange or manifest.is_newer(application, quartierwerk.__version__):
        told = _("Die Daten kommen von einer neueren Fassung von Quartierwerk (%(version)s). Nehmen Sie diese oder eine noch neuere.")
        raise KeepingRefusedError(told % {"version": ", ".join(strange) or application})
