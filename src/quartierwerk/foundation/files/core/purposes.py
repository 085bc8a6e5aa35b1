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


def check_admitted(media_type: str, *, size: int, purpose: Purpose) -> None:
    """Be silent when content of this type and size may be used for the purpose.

    Raises:
        EmptyFileError: there is nothing in it.
        TooLargeError: it has more bytes than the purpose allows.
        LockedFileError: it is protected with a password.
        WrongKindError: it is of another kind than the purpose allows.
    """
    allowance = ALLOWED[purpose]
    if media_type == kinds.EMPTY:
        raise EmptyFileError
    if size > allowance.largest:
        raise TooLargeError(size, allowance.largest)
    if media_type == kinds.LOCKED:
        raise LockedFileError
    if media_type not in allowance.media_types:
        raise WrongKindError(media_type, allowance.media_types)
