import pytest

from quartierwerk.foundation.files.core import media_types as kinds
from quartierwerk.foundation.files.core.purposes import ALLOWED, Purpose, admitted
from quartierwerk.foundation.files.core.refusals import EmptyFileError, LockedFileError, TooLargeError, WrongKindError

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "purpose", "media_type"),
    [
        (b"Nummer;Titel\n", Purpose.SPREADSHEET, kinds.CSV),
        (b'{"type": "Polygon"}', Purpose.BOUNDARY, kinds.GEOJSON),
        (b"%PDF-1.7", Purpose.PAPER, kinds.PDF),
    ],
)
def test_content_that_fits_its_purpose_is_admitted(content, purpose, media_type):
    assert admitted(content, purpose=purpose) == media_type


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_refuses_what_is_empty_too_large_locked_or_a_web_page(purpose):
    with pytest.raises(EmptyFileError):
        admitted(b" \n", purpose=purpose)
    with pytest.raises(TooLargeError):
        admitted(b"x" * (ALLOWED[purpose].largest + 1), purpose=purpose)
    with pytest.raises(LockedFileError):
        admitted(LOCKED, purpose=purpose)
    with pytest.raises(WrongKindError) as caught:
        admitted(b"<html><script>", purpose=purpose)
    assert caught.value.found == kinds.HTML
