"""German sentences for what is wrong with a boundary file."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from quartierwerk.foundation.geo import refusals
from quartierwerk.foundation.ui import figures

_MEGABYTE = 1024 * 1024


def sentence(problem: refusals.BoundaryError) -> str:
    """Say what is wrong and what to do about it."""
    for kind, phrase in _PHRASES.items():
        if isinstance(problem, kind):
            return phrase(problem)
    return _("Diese Datei lässt sich nicht als Grenze lesen.")


def place(longitude: float | None, latitude: float | None) -> str:
    """Name a place by latitude and longitude, or by nothing."""
    if longitude is None or latitude is None:
        return _("an einer Stelle, die das Prüfprogramm nicht nennt")
    return _("bei %(lat)s° Nord, %(lon)s° Ost") % {"lat": _degrees(latitude), "lon": _degrees(longitude)}


def _degrees(value: float) -> str:
    return figures.figure(value, decimals=5)


def _unreadable(problem: refusals.UnreadableBoundaryError) -> str:
    sentences = {
        "unknown_form": _("Diese Datei ist weder GeoJSON noch GeoPackage noch ein gezipptes Shapefile."),
        "empty_file": _("Die Datei ist leer."),
        "not_utf8": _("Die GeoJSON-Datei ist nicht in UTF-8 gespeichert. Bitte speichern Sie sie mit dieser Zeichenkodierung."),
        "not_json": _("Die GeoJSON-Datei bricht in Zeile und Spalte %(place)s ab oder enthält dort ein falsches Zeichen."),
        "not_a_number": _("In der GeoJSON-Datei steht ein Wert, der keine Zahl ist: %(place)s"),
        "nested_too_deep": _("Die GeoJSON-Datei ist zu tief verschachtelt."),
        "ring_open": _("Eine Grenzlinie ist nicht geschlossen: Der letzte Punkt muss der erste sein (%(place)s)."),
        "ring_too_short": _("Eine Grenzlinie hat weniger als vier Punkte und umschließt nichts (%(place)s)."),
        "bad_position": _("Eine Koordinate hat keine zwei Zahlen (%(place)s)."),
        "several_layers": _("Die Datei enthält mehrere Ebenen: %(place)s. Bitte speichern Sie die Grenze allein in eine Datei."),
        "no_shp": _("Im ZIP-Archiv steckt keine .shp-Datei."),
        "not_a_zip": _("Das ZIP-Archiv ist beschädigt."),
        "encrypted": _("Das ZIP-Archiv ist mit einem Passwort geschützt. Bitte packen Sie es ohne Passwort."),
        "bad_shp": _("Das Shapefile ist beschädigt oder unvollständig."),
        "not_a_geopackage": _("Das GeoPackage ist beschädigt, oder es ist eine andere SQLite-Datei."),
        "bad_blob": _("Das GeoPackage enthält eine Geometrie, die sich nicht lesen lässt."),
        "extended_geometry": _("Das GeoPackage enthält eine besondere Geometrie. Bitte speichern Sie einfache Flächen."),
    }
    text = sentences.get(problem.detail, _("Die Datei hält sich nicht an das GeoJSON-Format (%(detail)s, %(place)s)."))
    return text % {"place": problem.place, "detail": problem.detail}


def _too_large(problem: refusals.BoundaryTooLargeError) -> str:
    if problem.unit == "bytes":
        facts = {"found": figures.figure(round(problem.found / _MEGABYTE)), "most": figures.figure(round(problem.most / _MEGABYTE))}
        return _("Die Datei ist ausgepackt %(found)s\u00a0MB groß, höchstens %(most)s\u00a0MB sind möglich.") % facts
    sentences = {
        "points": _("Die Grenze hat %(found)s Punkte, höchstens %(most)s sind möglich. Bitte vereinfachen Sie die Linie."),
        "areas": _("Die Datei enthält mehr als %(most)s Flächen."),
        "files": _("Das ZIP-Archiv enthält %(found)s Dateien, höchstens %(most)s sind möglich."),
    }
    return sentences[problem.unit] % {"found": figures.figure(problem.found), "most": figures.figure(problem.most)}


def _unknown_system(problem: refusals.UnknownReferenceSystemError) -> str:
    return _("Das Koordinatensystem „%(name)s“ kennen wir nicht. Üblich ist ETRS89 / UTM 32N (EPSG:25832).") % {"name": problem.name}


def _no_system(problem: refusals.NoReferenceSystemError) -> str:
    if problem.form == "shapefile":
        return _("Dem Shapefile fehlt die .prj-Datei; ohne sie ist nicht klar, in welchem Koordinatensystem die Grenze gezeichnet ist.")
    return _("Die Datei nennt kein Koordinatensystem.")


def _no_area(problem: refusals.NoAreaError) -> str:
    if not problem.found:
        return _("Die Datei enthält keine Fläche.")
    return _("Die Datei enthält keine Fläche, nur: %(kinds)s.") % {"kinds": _kinds(problem.found)}


def _kinds(kinds: tuple[str, ...]) -> str:
    names = {
        "Point": _("Punkte"),
        "MultiPoint": _("Punkte"),
        "LineString": _("Linien"),
        "LinearRing": _("Linien"),
        "MultiLineString": _("Linien"),
        "Empty": _("leere Einträge"),
    }
    return ", ".join(sorted({names.get(kind, kind) for kind in kinds}))


def _invalid(problem: refusals.InvalidGeometryError) -> str:
    sentences = {
        "crosses_itself": _("Die Grenze kreuzt sich selbst %(place)s."),
        "touches_itself": _("Die Grenze berührt sich selbst %(place)s."),
        "hole_outside": _("Eine Aussparung liegt außerhalb der Fläche %(place)s."),
        "holes_nested": _("Eine Aussparung liegt in einer anderen %(place)s."),
        "falls_apart": _("Die Aussparungen zerschneiden die Fläche %(place)s."),
        "parts_nested": _("Eine Teilfläche liegt in einer anderen %(place)s."),
        "ring_twice": _("Eine Grenzlinie steht zweimal in der Datei %(place)s."),
        "too_few_points": _("Eine Grenzlinie hat zu wenige Punkte %(place)s."),
    }
    text = sentences.get(problem.reason, _("Die Grenze widerspricht sich %(place)s."))
    return text % {"place": place(problem.longitude, problem.latitude)}


def _swapped(_problem: refusals.SwappedAxesError) -> str:
    return _("Länge und Breite sind vertauscht: In GeoJSON steht zuerst die Länge (Hessen: 8 bis 10), dann die Breite (49 bis 52).")


def _outside(problem: refusals.OutsideGermanyError) -> str:
    facts = {"place": place(problem.longitude, problem.latitude)}
    return _("Die Fläche liegt weit außerhalb Deutschlands, %(place)s. Stimmt das Koordinatensystem?") % facts


def _left_out(problem: refusals.LeftOutError) -> str:
    facts = {"count": problem.count, "kinds": _kinds(problem.kinds)}
    return _("%(count)s Einträge umschließen keine Fläche und bleiben weg: %(kinds)s.") % facts


def _not_finite(_problem: refusals.CoordinatesNotFiniteError) -> str:
    return _("Eine Koordinate ist keine Zahl oder liegt außerhalb ihres Koordinatensystems.")


_PHRASES: dict[type[refusals.BoundaryError], Callable[..., str]] = {
    refusals.UnreadableBoundaryError: _unreadable,
    refusals.BoundaryTooLargeError: _too_large,
    refusals.UnknownReferenceSystemError: _unknown_system,
    refusals.NoReferenceSystemError: _no_system,
    refusals.NoAreaError: _no_area,
    refusals.InvalidGeometryError: _invalid,
    refusals.TangledError: lambda _problem: _(
        "Die Linie kreuzt sich sehr oft. Was gemeint ist, lässt sich nicht erkennen. Bitte prüfen Sie die Datei."
    ),
    refusals.SwappedAxesError: _swapped,
    refusals.OutsideGermanyError: _outside,
    refusals.LeftOutError: _left_out,
    refusals.CoordinatesNotFiniteError: _not_finite,
}
