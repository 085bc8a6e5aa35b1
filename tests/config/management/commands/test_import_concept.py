"""Importing goals and measures on the command line."""

import csv
import io

import pytest
from django.core.management import call_command
from tests.factories.concepts import SITE, make_concept
from tests.foundation.tables import books

from quartierwerk.concepts.queries.importing import existing_of
from quartierwerk.foundation.audit.models import TrailEntry

pytestmark = pytest.mark.django_db
HEADINGS = ["Nummer", "Titel", "Hauptfeld", "Ziel des Programms", "Investiv", "Kosten 2027"]
GOOD = ["A1", "Park", "Wohnen", "beides", "ja", 1234.56]
BAD = ["A2", "Brücke", "Fischerei", "beides", "ja", "viel"]


def run(tmp_path, *rows, site=SITE, content=None, options=()):
    """Return exit code, rows of the CSV, and complaints."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content if content is not None else books.excel({"Maßnahmen": [HEADINGS, *rows]}))
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("import_concept", site, str(path), *options, stdout=out, stderr=err, no_color=True)
    except SystemExit as ended:
        code = ended.code
    return code, list(csv.reader(io.StringIO(out.getvalue()))), err.getvalue().replace(str(path), "FILE").splitlines()


def test_without_confirm_every_row_is_told_and_nothing_saved(tmp_path):
    concept = make_concept(measures=1)
    before = existing_of(concept)

    code, table, complaints = run(tmp_path, GOOD, ["M 1", "Neu", "Wohnen", "beides", "ja", 90_000])

    assert (code, complaints) == (0, [])
    assert table[0] == ["sheet", "row", "column", "state", "sentence"]
    assert table[1] == ["Maßnahmen", "2", "", "new", ""]
    assert table[2][:4] == ["Maßnahmen", "3", "", "changed"]
    assert "Titel: Maßnahme 1 -> Neu" in table[2][4]
    assert existing_of(concept) == before
    assert not TrailEntry.objects.exists()


def test_with_confirm_the_rows_are_saved_as_the_systems_deed(tmp_path):
    concept = make_concept()

    code, _table, complaints = run(tmp_path, GOOD, options=["--confirm"])

    assert (code, complaints) == (0, ["Speichere"])  # progress is told where no bar is seen
    assert concept.measures.get().title == "Park"
    entry = TrailEntry.objects.get()
    assert (entry.deed, entry.actor_name, entry.facts["file"]) == ("concepts:concept:take_over", "Quartierwerk", "plan.xlsx")


def test_the_trail_names_the_file_by_its_own_hash(tmp_path):
    import hashlib

    make_concept()

    run(tmp_path, GOOD, options=["--confirm"])

    assert TrailEntry.objects.get().facts["sha256"] == hashlib.sha256((tmp_path / "plan.xlsx").read_bytes()).hexdigest()


@pytest.mark.parametrize("options", [(), ("--confirm",)])
def test_a_refused_cell_is_named_by_file_line_and_column_and_nothing_is_saved(options, tmp_path):
    concept = make_concept()

    code, table, complaints = run(tmp_path, GOOD, BAD, options=options)

    assert code == 1
    assert [row[1:4] for row in table[2:]] == [["3", "C", "refused"], ["3", "F", "refused"]]
    assert [line.split(": ")[0] for line in complaints] == ["FILE:3:C", "FILE:3:F"]
    assert "Fischerei" in complaints[0]
    assert not concept.measures.exists()


def test_a_site_without_concept_is_refused(tmp_path):
    code, _table, complaints = run(tmp_path, GOOD, site="unbekannt")

    assert (code, complaints) == (1, ["FILE:0:0: Der Standort unbekannt hat kein Handlungskonzept."])


def test_what_is_no_spreadsheet_is_refused(tmp_path):
    make_concept()

    code, _table, complaints = run(tmp_path, content=b"\x89PNG\r\n")

    assert code == 1
    assert complaints[0].startswith("FILE:0:0: ")


def test_a_saved_mapping_names_other_headings(tmp_path):
    concept = make_concept()
    mapping = tmp_path / "spalten.toml"
    mapping.write_text('[columns]\n"Projekt" = "Titel"\n')
    headings = ["Nummer", "Projekt", *HEADINGS[2:]]

    code, _table, _complaints = run(
        tmp_path, content=books.excel({"Maßnahmen": [headings, GOOD]}), options=["--mapping", str(mapping), "--confirm"]
    )

    assert code == 0
    assert concept.measures.get().title == "Park"


def test_a_mapping_that_is_none_is_refused(tmp_path):
    make_concept()
    mapping = tmp_path / "spalten.toml"
    mapping.write_text("kein toml [")

    code, _table, complaints = run(tmp_path, GOOD, options=["--mapping", str(mapping)])

    assert code == 1
    assert complaints


def test_complaints_are_in_the_language_of_the_command_line(tmp_path):
    from django.utils import translation

    make_concept()
    with translation.override("en"):
        code, _table, complaints = run(tmp_path, BAD)
        _code, _nothing, unknown = run(tmp_path, GOOD, site="nirgends")

    assert code == 1
    assert complaints[0].startswith("FILE:2:C: Sheet “Maßnahmen”, cell C2:")
    assert unknown == ["FILE:0:0: The site nirgends has no action concept."]


def test_a_mapping_that_cannot_be_read_is_named_itself(tmp_path):
    make_concept()
    (tmp_path / "spalten.toml").write_text("kein TOML")

    code, _table, complaints = run(tmp_path, GOOD, options=["--mapping", str(tmp_path / "spalten.toml")])

    assert code == 1
    assert complaints == [f"{tmp_path / 'spalten.toml'}:0:0: Die gespeicherte Zuordnung der Spalten ist nicht lesbar."]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_reading_shows_a_bar_on_a_terminal(tmp_path):
    make_concept()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(books.excel({"Maßnahmen": [HEADINGS, GOOD]}))
    err = Terminal()

    call_command("import_concept", SITE, str(path), "--confirm", stdout=io.StringIO(), stderr=err)

    assert "Lese plan.xlsx" in err.getvalue()
    assert "Speichere" in err.getvalue()
    assert err.getvalue().count("100%") == 2
