import pytest

from quartierwerk.foundation.files import phrases
from quartierwerk.foundation.files.core import refusals

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (refusals.EmptyFileError(), "Die Datei ist leer."),
        (
            refusals.TooLargeError(31 * MEGABYTE + MEGABYTE // 2, 20 * MEGABYTE),
            "Die Datei ist zu groß (31,5\u00a0MB). Höchstens 20\u00a0MB sind möglich.",
        ),
        (refusals.WrongKindError("text/html", ("application/pdf",)), "Die Datei ist dem Inhalt nach von der Art HTML. Erlaubt sind: PDF."),
        (
            refusals.WrongKindError("application/octet-stream", ("image/jpeg", "image/png")),
            "Diese Art von Datei ist hier nicht möglich. Erlaubt sind: JPEG, PNG.",
        ),
        (refusals.LockedFileError(), "Die Datei ist mit einem Passwort geschützt. Bitte ohne Passwort speichern."),
        (refusals.UnreadablePictureError(), "Das Bild ist beschädigt oder unvollständig."),
        (refusals.TooManyPixelsError(99, 60_000_000), "Das Bild hat zu viele Bildpunkte. Höchstens 60 Millionen sind möglich."),
        (refusals.DamagedFileError("ab", "missing"), "Die gespeicherte Datei ist nicht mehr da. Bitte melden Sie das dem Betrieb."),
        (
            refusals.DamagedFileError("ab", "changed"),
            "Die gespeicherte Datei ist nicht mehr, was sie war. Bitte melden Sie das dem Betrieb.",
        ),
    ],
)
def test_every_refusal_has_its_sentence(problem, sentence):
    assert phrases.sentence(problem) == sentence
