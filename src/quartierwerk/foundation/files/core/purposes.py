"""What files are taken for, and what each purpose allows."""

from dataclasses import dataclass
from enum import StrEnum

from quartierwerk.foundation.files.core import media_types as kinds
from quartierwerk.foundation.files.core.refusals import EmptyFileError, LockedFileError, TooLargeError, WrongKindError

_MEGABYTE = 1024 * 1024


class Purpose(StrEnum):
    """What a file is for."""

    SPREADSHEET = "spreadsheet"
    BOUNDARY = "boundary"
    PHOTO = "photo"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Allowance:
    """The media types and the number of bytes a purpose allows."""

    media_types: tuple[str, ...]
    largest: int


ALLOWED = {
    Purpose.SPREADSHEET: Allowance((kinds.XLSX, kinds.ODS, kinds.CSV), 20 * _MEGABYTE),
    Purpose.BOUNDARY: Allowance((kinds.GEOJSON, kinds.GEOPACKAGE, kinds.SHAPEFILE), 30 * _MEGABYTE),
    Purpose.PHOTO: Allowance((kinds.JPEG, kinds.PNG, kinds.WEBP), 20 * _MEGABYTE),
    Purpose.PAPER: Allowance((kinds.PDF,), 30 * _MEGABYTE),
}


def admitted(content: bytes, *, purpose: Purpose) -> str:
    """Return the media type of content that may be used for the purpose.

    Raises:
        EmptyFileError: there is nothing in it.
        TooLargeError: it has more bytes than the purpose allows.
        LockedFileError: it is protected with a password.
        WrongKindError: it is of another kind than the purpose allows.
    """
    allowance = ALLOWED[purpose]
    if not content.strip():
        raise EmptyFileError
    if len(content) > allowance.largest:
        raise TooLargeError(len(content), allowance.largest)
    found = kinds.sniff(content)
    if found == kinds.LOCKED:
        raise LockedFileError
    if found not in allowance.media_types:
        raise WrongKindError(found, allowance.media_types)
    return found
