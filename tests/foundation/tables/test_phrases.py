import re
from pathlib import Path

import pytest

from quartierwerk.foundation import tables
from quartierwerk.foundation.tables import phrases
from quartierwerk.foundation.tables.core.cells import CellProblem
from quartierwerk.foundation.tables.errors import MappingError, UnreadableFileError
from quartierwerk.foundation.tables.preview import RowState

SOURCES = "".join(path.read_text() for path in Path(tables.__path__[0]).rglob("*.py"))


def test_a_sentence_names_sheet_and_cell_what_is_wrong_and_what_is_expected():
    problem = CellProblem("Maßnahmen", 7, "D", "Kosten 2027", "not_money", {"value": "12,3,4"})

    assert phrases.sentence(problem) == "Blatt „Maßnahmen“, Zelle D7: „12,3,4“ ist kein Betrag. Erwartet wird zum Beispiel 1.234,56 €."


def test_a_sentence_about_a_row_or_a_sheet_names_only_that():
    assert phrases.sentence(CellProblem("S", 7, "", "Titel", "missing_value")) == "Blatt „S“, Zeile 7: „Titel“ fehlt."
    assert phrases.sentence(CellProblem("S", 0, "", "", "no_rows")) == "Blatt „S“: Unter den Überschriften stehen keine Zeilen."


def test_allowed_words_rows_and_amounts_are_written_out():
    allowed = CellProblem("S", 2, "B", "Feld", "unknown_word", {"value": "x", "allowed": ("Wohnen", "Kultur", "Gesundheit")})
    rows = CellProblem("S", 2, "A", "Nummer", "duplicate_code", {"code": "A1", "rows": (2, 3, 4, 5, 6, 7)})
    amount = CellProblem("S", 2, "A", "Kosten", "negative_amount", {"amount": -150})

    assert phrases.said_alone(allowed).endswith("Erlaubt sind: Wohnen, Kultur und Gesundheit.")
    assert "in den Zeilen 2, 3, 4, 5, 6 und weitere." in phrases.said_alone(rows)
    assert phrases.said_alone(amount).startswith("Der Betrag −1,50\u00a0€ ist negativ.")


def test_quotes_from_a_file_are_short_and_printable():
    sentence = phrases.said_alone(CellProblem("S", 2, "A", "x", "not_money", {"value": "\x07\u202ea" * 500}))

    assert sentence.isprintable()
    assert len(sentence) < 160


def test_a_refused_file_has_its_sentence():
    assert (
        phrases.file_sentence(UnreadableFileError("file_too_large", limit=20 * 1024 * 1024))
        == "Die Datei ist zu groß. Höchstens 20\u00a0MB sind möglich."
    )
    assert phrases.file_sentence(MappingError("mapping_unreadable")) == "Die gespeicherte Zuordnung der Spalten ist nicht lesbar."


def test_every_refusal_in_the_package_has_a_sentence():
    files = set(re.findall(r'(?:UnreadableFileError|MappingError)\(\s*"(\w+)"', SOURCES)) | {"password_protected", "old_format"}
    cells = set(re.findall(r'Refusal\(\s*"(\w+)"', SOURCES))
    sheets = set(re.findall(r'CellProblem\([^"]*(?:"", ){0,2}(?:[\w.]+, )*"(\w+)"', SOURCES))

    assert files - set(phrases.FILES) == set()
    assert cells - set(phrases.CELLS) == set()
    assert sheets - set(phrases.CELLS) - set(phrases.SHEETS) == set()


@pytest.mark.parametrize("state", RowState)
def test_every_state_of_a_row_has_a_name(state):
    assert phrases.state_label(state)
