"""Read stored files back, and find those that are no longer whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from quartierwerk.foundation.files import storage
from quartierwerk.foundation.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A stored file whose bytes are ``missing`` or ``changed``."""

    number: int
    sha256: str
    original_name: str
    finding: str


def find(sha256: str) -> StoredFile | None:
    """Return the file with these bytes, or none."""
    return StoredFile.objects.filter(sha256=sha256).first()


def content(file: StoredFile) -> bytes:
    """Return a file's bytes, checked against its hash.

    Raises:
        DamagedFileError: they are gone or changed.
    """
    return storage.read_back(file.sha256)


def find_damaged() -> Iterator[DamagedFile]:
    """Return every stored file whose bytes are not what its hash says, in the order of storing."""
    for number, sha256, name in StoredFile.objects.order_by("pk").values_list("pk", "sha256", "original_name").iterator():
        finding = storage.finding(sha256)
        if finding:
            yield DamagedFile(number, sha256, name, finding)
