"""Says in a German sentence what is wrong with a cell, a row, a sheet or a file, and what was expected."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from quartierwerk.foundation.tables.core.cells import CellProblem
from quartierwerk.foundation.tables.errors import MappingError, UnreadableFileError
from quartierwerk.foundation.tables.preview import RowState
from quartierwerk.foundation.ui import figures

_LONGEST_QUOTE = 80
_MOST_ROWS = 5
_MEGABYTE = 1024 * 1024

CELLS: Mapping[str, str] = {
    "not_money": gettext_noop("„%(value)s“ ist kein Betrag. Erwartet wird zum Beispiel 1.234,56 €."),
    "money_english": gettext_noop(
        "„%(value)s“ ist nicht eindeutig. Bitte mit Punkt für Tausender und Komma für Cent schreiben, zum Beispiel 1.234,56."
    ),
    "money_too_exact": gettext_noop("„%(value)s“ hat mehr als zwei Stellen nach dem Komma. Bitte auf ganze Cent runden."),
    "money_in_thousands": gettext_noop("„%(value)s“ ist in Tausend oder Millionen angegeben. Bitte den vollen Betrag schreiben."),
    "money_too_large": gettext_noop("„%(value)s“ ist zu groß für einen Betrag."),
    "negative_amount": gettext_noop("Der Betrag %(amount)s ist negativ. Geplante Beträge sind null oder größer."),
    "not_a_number": gettext_noop("„%(value)s“ ist keine Zahl. Erwartet wird zum Beispiel 12,5."),
    "number_too_large": gettext_noop("Die Zahl „%(value)s“ ist zu groß."),
    "number_too_exact": gettext_noop("„%(value)s“ hat mehr als %(decimals)s Stellen nach dem Komma."),
    "not_a_date": gettext_noop("„%(value)s“ ist kein Datum. Erwartet wird zum Beispiel 03.03.2027, 03/2027 oder 2027."),
    "date_short_year": gettext_noop("„%(value)s“ nennt das Jahr nicht vollständig. Bitte vier Ziffern schreiben, zum Beispiel 03.03.2027."),
    "date_with_slashes": gettext_noop("„%(value)s“ ist nicht eindeutig. Bitte mit Punkten schreiben, zum Beispiel 03.04.2027."),
    "date_is_number": gettext_noop(
        "„%(value)s“ ist eine Zahl ohne Datumsformat. Bitte die Zelle als Datum formatieren oder zum Beispiel 03.03.2027 schreiben."
    ),
    "no_such_day": gettext_noop("Den Tag „%(value)s“ gibt es nicht."),
    "not_a_year": gettext_noop("„%(value)s“ ist kein Jahr. Erwartet werden vier Ziffern, zum Beispiel 2027."),
    "year_out_of_range": gettext_noop("Das Jahr in „%(value)s“ liegt nicht zwischen 1900 und 2199."),
    "not_yes_or_no": gettext_noop("„%(value)s“ ist weder ja noch nein. Erwartet wird ja, nein oder x."),
    "unknown_word": gettext_noop("„%(value)s“ ist hier nicht vorgesehen. Erlaubt sind: %(allowed)s."),
    "control_character": gettext_noop("Der Text enthält das unsichtbare Steuerzeichen %(code_point)s. Bitte den Text neu eintippen."),
    "text_is_date": gettext_noop(
        "Hier wird Text erwartet, in der Zelle steht aber das Datum %(value)s. Bitte die Zelle als Text formatieren und neu ausfüllen."
    ),
    "text_too_long": gettext_noop("Der Text hat %(length)s Zeichen, höchstens %(limit)s sind möglich."),
    "formula_without_result": gettext_noop(
        "In der Zelle steht eine Formel ohne Ergebnis. "
        "Bitte die Datei in der Tabellenkalkulation öffnen, neu speichern oder den Wert eintragen."
    ),
    "cell_error": gettext_noop("Die Formel in der Zelle ergibt einen Fehler %(value)s. Bitte berichtigen oder den Wert eintragen."),
    "merged": gettext_noop("Die Zellen %(range)s sind verbunden. Bitte den Verbund aufheben und jede Zelle einzeln ausfüllen."),
    "missing_value": gettext_noop("„%(header)s“ fehlt."),
    "duplicate_code": gettext_noop(
        "Die Nummer „%(code)s“ steht mehrmals in der Datei: in den Zeilen %(rows)s. Jede Nummer darf nur einmal vorkommen."
    ),
    "unknown_reference": gettext_noop("Ein Ziel mit der Nummer „%(code)s“ gibt es weder in der Datei noch im Konzept."),
    "refused_reference": gettext_noop("Das Ziel „%(code)s“ kann selbst nicht übernommen werden (siehe Blatt „%(sheet)s“, Zeile %(row)s)."),
    "own_parent": gettext_noop("Das Ziel „%(code)s“ kann nicht sein eigenes Oberziel sein."),
    "circular": gettext_noop("Die Oberziele laufen im Kreis: %(codes)s."),
    "below_sub_goal": gettext_noop("„%(code)s“ ist selbst ein Teilziel. Tiefer als Leitziel und Teilziel reicht der Zielbaum nicht."),
    "has_sub_goals": gettext_noop("Unter diesem Ziel steht schon das Teilziel „%(code)s“. Deshalb kann es nicht selbst Teilziel werden."),
    "end_before_start": gettext_noop("Das Ende %(end)s liegt vor dem Beginn %(start)s."),
    "main_field_repeated": gettext_noop("„%(label)s“ ist schon das Hauptfeld und kann nicht zugleich weiteres Feld sein."),
    "indicator_without_name": gettext_noop("Hier steht eine Angabe zu einem Indikator, aber „%(header)s“ ist leer."),
    "indicator_twice": gettext_noop("Der Indikator „%(name)s“ steht in dieser Zeile zweimal."),
    "too_many_entries": gettext_noop("Hier stehen %(count)s Einträge, höchstens %(limit)s sind möglich."),
}

SHEETS: Mapping[str, str] = {
    "no_headings": gettext_noop("Die Überschriften wurden in den ersten 20 Zeilen nicht gefunden. Nötig sind: %(wanted)s."),
    "missing_column": gettext_noop("Die Spalte „%(header)s“ fehlt."),
    "missing_column_for_new": gettext_noop("Die Spalte „%(header)s“ fehlt. Ohne sie können keine neuen Zeilen übernommen werden."),
    "column_twice": gettext_noop("Die Spalte „%(header)s“ gibt es schon in Spalte %(other)s. Gelesen wird nur die erste."),
    "mapped_to_nothing": gettext_noop("Die Zuordnung nennt „%(ours)s“, eine solche Spalte gibt es nicht."),
    "sheet_twice": gettext_noop("Das Blatt hat dieselbe Aufgabe wie das Blatt „%(other)s“. Gelesen wird nur das erste."),
    "sheet_ignored": gettext_noop("Das Blatt wird nicht gelesen, weil seine Überschriften weder zu Zielen noch zu Maßnahmen passen."),
    "no_rows": gettext_noop("Unter den Überschriften stehen keine Zeilen."),
    "hidden_sheet": gettext_noop("Das Blatt ist ausgeblendet und wird nicht gelesen."),
    "hidden_rows": gettext_noop("Ausgeblendete Zeilen werden mitgelesen: %(rows)s."),
    "example_row": gettext_noop("Die Beispielzeile wird übergangen."),
}

FILES: Mapping[str, str] = {
    "empty_file": gettext_noop("Die Datei ist leer."),
    "file_too_large": gettext_noop("Die Datei ist zu groß. Höchstens %(limit)s sind möglich."),
    "password_protected": gettext_noop("Die Datei ist mit einem Passwort geschützt. Bitte ohne Passwort speichern."),
    "old_format": gettext_noop("Die Datei hat ein altes Excel-Format. Bitte als Excel-Arbeitsmappe (.xlsx) speichern."),
    "has_macros": gettext_noop("Die Datei enthält Makros. Bitte als Excel-Arbeitsmappe ohne Makros (.xlsx) speichern."),
    "other_kind": gettext_noop("Das ist keine Tabelle, sondern eine Datei der Art %(kind)s. Gelesen werden XLSX, ODS und CSV."),
    "web_page": gettext_noop(
        "Die Datei ist eine Webseite oder XML-Datei, auch wenn ihr Name anders endet. Bitte in der Tabellenkalkulation "
        "öffnen und als Excel-Arbeitsmappe (.xlsx) speichern."
    ),
    "damaged": gettext_noop(
        "Die Datei ist beschädigt oder unvollständig. Bitte in der Tabellenkalkulation öffnen, neu speichern und noch einmal hochladen."
    ),
    "declares_entities": gettext_noop(
        "Die Datei enthält eigene XML-Definitionen und wird deshalb nicht gelesen. Bitte in der Tabellenkalkulation neu speichern."
    ),
    "unpacks_too_large": gettext_noop(
        "Entpackt ist die Datei zu groß (höchstens %(limit)s). Bitte nur die Blätter mit Zielen und Maßnahmen speichern."
    ),
    "too_many_parts": gettext_noop(
        "Die Datei besteht aus mehr als %(limit)s Teilen. Bitte nur die Blätter mit Zielen und Maßnahmen speichern."
    ),
    "too_many_sheets": gettext_noop("Die Datei hat mehr als %(limit)s Blätter."),
    "too_many_columns": gettext_noop(
        "Blatt „%(sheet)s“: Die Tabelle reicht bis Spalte %(column)s. Gelesen werden höchstens %(limit)s Spalten."
    ),
    "too_many_rows": gettext_noop("Blatt „%(sheet)s“: Die Tabelle reicht bis Zeile %(row)s. Gelesen werden höchstens %(limit)s Zeilen."),
    "too_many_cells": gettext_noop("Blatt „%(sheet)s“: Die Tabelle hat mehr als %(limit)s Zellen."),
    "too_many_merged": gettext_noop("Blatt „%(sheet)s“: Mehr als %(limit)s Zellen sind verbunden. Bitte die Verbünde aufheben."),
    "too_many_columns_in_text": gettext_noop("Zeile %(row)s hat mehr als %(limit)s Spalten."),
    "too_many_rows_in_text": gettext_noop("Die Datei hat mehr als %(limit)s Zeilen."),
    "not_text": gettext_noop("Die Datei ist weder eine Excel- oder ODS-Tabelle noch lesbarer Text."),
    "unknown_encoding": gettext_noop("Die Zeichenkodierung der Datei ist nicht erkennbar. Bitte als CSV UTF-8 speichern."),
    "broken_quoting": gettext_noop("In Zeile %(row)s ist ein Anführungszeichen nicht geschlossen oder eine Zelle zu lang."),
    "no_known_sheet": gettext_noop("In der Datei gibt es weder ein Blatt „Ziele“ noch ein Blatt „Maßnahmen“ mit passenden Überschriften."),
    "mapping_unreadable": gettext_noop("Die gespeicherte Zuordnung der Spalten ist nicht lesbar."),
}


def state_label(state: RowState) -> str:
    """Name what would become of a row."""
    return {
        RowState.NEW: _("neu"),
        RowState.CHANGED: _("geändert"),
        RowState.UNCHANGED: _("unverändert"),
        RowState.REFUSED: _("nicht übernehmbar"),
    }[state]


def sentence(problem: CellProblem) -> str:
    """Say where something is wrong, what it is, and what was expected."""
    place = where(problem)
    said = said_alone(problem)
    return f"{place}: {said}" if place else said


def where(problem: CellProblem) -> str:
    """Name sheet and cell, sheet and row, or the sheet."""
    if not problem.sheet:
        return ""
    facts = {"sheet": _quote(problem.sheet), "row": problem.row, "cell": f"{problem.column_letter}{problem.row}"}
    if problem.row and problem.column_letter:
        return gettext("Blatt „%(sheet)s“, Zelle %(cell)s") % facts
    if problem.row:
        return gettext("Blatt „%(sheet)s“, Zeile %(row)s") % facts
    return gettext("Blatt „%(sheet)s“") % facts


def said_alone(problem: CellProblem) -> str:
    """Say what is wrong, for a place where the cell is named already."""
    template = CELLS.get(problem.code) or SHEETS.get(problem.code) or FILES[problem.code]
    facts = {"header": problem.header, **problem.facts}
    return gettext(template) % {name: _spoken(name, value) for name, value in facts.items()}


def file_sentence(refusal: UnreadableFileError | MappingError) -> str:
    """Say why a whole file cannot be read."""
    return gettext(FILES[refusal.code]) % {name: _spoken(name, value) for name, value in refusal.facts.items()}


def _spoken(name: str, value: object) -> str:
    if name == "amount" and isinstance(value, int):
        return figures.euros_exact(value)
    if name == "limit" and isinstance(value, int) and value >= _MEGABYTE:
        return f"{value // _MEGABYTE}\u00a0MB" if value % _MEGABYTE == 0 else figures.figure(value)
    if isinstance(value, tuple):
        return _listed(value, most=_MOST_ROWS if name == "rows" else len(value))
    if isinstance(value, int):
        return figures.figure(value) if name in {"limit", "length", "count"} else str(value)
    return _quote(str(value))


def _listed(values: tuple[object, ...], *, most: int) -> str:
    words = [str(value) for value in values[:most]]
    if len(values) > most:
        return gettext("%(words)s und weitere") % {"words": ", ".join(words)}
    if len(words) > 1:
        return gettext("%(words)s und %(last)s") % {"words": ", ".join(words[:-1]), "last": words[-1]}
    return "".join(words)


def _quote(text: str) -> str:
    bare = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return bare if len(bare) <= _LONGEST_QUOTE else f"{bare[: _LONGEST_QUOTE - 1]}…"
