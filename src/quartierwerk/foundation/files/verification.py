"""Checks that the stored bytes are still what their hashes say."""

from collections.abc import Iterator

from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.verifiers import Progress
from quartierwerk.foundation.files.models import StoredFile
from quartierwerk.foundation.files.queries import find_damaged

TABLE = StoredFile._meta.db_table  # noqa: SLF001 -- Django's documented model interface


def verify_files(_progress: Progress) -> Iterator[Finding]:
    """Yield every stored file whose bytes are gone or changed."""
    for damaged in find_damaged():
        yield Finding(TABLE, damaged.number, FindingKind(damaged.finding), f"{damaged.sha256[:16]} {damaged.original_name}")
