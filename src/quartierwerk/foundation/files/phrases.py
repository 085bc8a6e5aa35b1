"""Says why a file is not taken or not handed out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from quartierwerk.foundation.files.core import media_types as kinds
from quartierwerk.foundation.files.core import refusals
from quartierwerk.kernel.errors import DomainError

_MEGABYTE = 1024 * 1024
_MILLION = 1_000_000

_NAMES: Mapping[str, str] = {
    kinds.XLSX: "XLSX", kinds.XLSM: "XLSM", kinds.ODS: "ODS", kinds.CSV: "CSV", kinds.GEOJSON: "GeoJSON", kinds.GEOPACKAGE: "GeoPackage",
    kinds.SHAPEFILE: "Shapefile (ZIP)", kinds.PDF: "PDF", kinds.JPEG: "JPEG", kinds.PNG: "PNG", kinds.WEBP: "WebP", kinds.HTML: "HTML",
    kinds.OLD_OFFICE: "XLS", kinds.ZIP: "ZIP",
}  # fmt: skip


def sentence(problem: DomainError) -> str:
    """Say in a German sentence why a file was refused.

    Raises:
        KeyError: the refusal is not one of this package.
    """
    return _SENTENCES[type(problem)](problem)


def name_of(media_type: str) -> str:
    """Return what people call a media type."""
    return _NAMES.get(media_type, media_type)


def _too_large(problem: Any) -> str:
    return _("Die Datei ist zu groß (%(size)s). Höchstens %(limit)s sind möglich.") % {
        "size": _megabytes(problem.size),
        "limit": _megabytes(problem.limit),
    }


def _wrong_kind(problem: Any) -> str:
    allowed = ", ".join(name_of(media_type) for media_type in problem.allowed)
    if problem.found == kinds.UNKNOWN:
        return _("Diese Art von Datei ist hier nicht möglich. Erlaubt sind: %(allowed)s.") % {"allowed": allowed}
    return _("Die Datei ist dem Inhalt nach von der Art %(found)s. Erlaubt sind: %(allowed)s.") % {
        "found": name_of(problem.found),
        "allowed": allowed,
    }


def _too_many_pixels(problem: Any) -> str:
    return _("Das Bild hat zu viele Bildpunkte. Höchstens %(limit)s Millionen sind möglich.") % {"limit": problem.limit // _MILLION}


def _damaged(problem: Any) -> str:
    if problem.finding == "missing":
        return _("Die gespeicherte Datei ist nicht mehr da. Bitte melden Sie das dem Betrieb.")
    return _("Die gespeicherte Datei ist nicht mehr, was sie war. Bitte melden Sie das dem Betrieb.")


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}".replace(".", ",").removesuffix(",0") + "\u00a0MB"


_SENTENCES: Mapping[type[DomainError], Callable[[Any], str]] = {
    refusals.EmptyFileError: lambda _problem: _("Die Datei ist leer."),
    refusals.TooLargeError: _too_large,
    refusals.WrongKindError: _wrong_kind,
    refusals.LockedFileError: lambda _problem: _("Die Datei ist mit einem Passwort geschützt. Bitte ohne Passwort speichern."),
    refusals.UnreadablePictureError: lambda _problem: _("Das Bild ist beschädigt oder unvollständig."),
    refusals.TooManyPixelsError: _too_many_pixels,
    refusals.DamagedFileError: _damaged,
}
