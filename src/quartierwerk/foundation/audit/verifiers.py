"""Where rooms register how their part of the record is verified.

A verifier is asked once per verification, reads in batches, and yields what it finds; it registers in
``AppConfig.ready()``. What it has to say that is no finding goes to ``progress``.
"""

from collections.abc import Callable, Iterable, Iterator

from quartierwerk.foundation.audit.core.findings import Finding

type Progress = Callable[[str], None]
type Verifier = Callable[[Progress], Iterable[Finding]]

_verifiers: dict[str, Verifier] = {}


def register(name: str, verifier: Verifier) -> None:
    """Add a verifier; registering the same name again replaces it."""
    _verifiers[name] = verifier


def silent(_sentence: str) -> None:
    """Take a progress sentence and say nothing."""


def number() -> int:
    """Return how many verifiers there are."""
    return len(_verifiers)


def all_findings(progress: Progress = silent) -> Iterator[Finding]:
    """Ask every verifier in turn and yield what they find."""
    for name, verifier in _verifiers.items():
        progress(f"{name} …")
        yield from verifier(progress)
