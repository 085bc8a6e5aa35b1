"""Reading a spreadsheet: upload, preview, confirm."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.concepts import SITE, add_measure, make_concept
from tests.factories.places import make_site
from tests.foundation.tables import books
from tests.pages import links, words
from tests.people import person

from quartierwerk.concepts.models import Goal, Measure
from quartierwerk.concepts.queries.importing import existing_of
from quartierwerk.foundation.audit.models import TrailEntry

pytestmark = pytest.mark.django_db
UPLOAD = reverse("concepts:import", args=(SITE,))
HEADINGS = ["Nummer", "Titel", "Hauptfeld", "Ziel des Programms", "Investiv", "Kosten 2027"]
NEW = ["A1", "Park", "Wohnen", "beides", "ja", 1234.56]
CHANGED = ["M 1", "Neuer Name", "Wohnen", "beides", "ja", 90000]
REFUSED = ["A2", "Brücke", "Fischerei", "beides", "vielleicht", "viel"]


def book(*rows, goals=()):
    sheets = {"Ziele": [["Nummer", "Ziel", "Oberziel"], *goals], "Maßnahmen": [HEADINGS, *rows]}
    return books.excel(sheets if goals else {"Maßnahmen": sheets["Maßnahmen"]})


def upload(client, content, name="plan.xlsx"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def previewed(client, *rows, **more):
    """Return the preview's address and page."""
    response = upload(client, book(*rows, **more))
    assert response.status_code == 302, words(response)
    return response["Location"], client.get(response["Location"])


def confirm(client, address, page, **more):
    return client.post(address, {"fingerprint": page.context["form"]["fingerprint"].value(), **more}, follow=True)


def test_the_preview_says_what_every_row_would_do_and_saves_nothing(concept, officer_client):
    before = existing_of(concept)

    _address, page = previewed(officer_client, NEW, CHANGED, REFUSED, goals=[["2", "Arbeit", ""], ["1", "Gut leben", ""]])

    text = words(page)
    assert page.context["counts"] == {"new": 2, "changed": 1, "unchanged": 1, "refused": 1}
    assert "Noch ist nichts gespeichert." in text
    assert "Titel: Maßnahme 1 → Neuer Name" in text
    for word in ("Fischerei", "vielleicht", "viel"):
        assert word in text
    assert existing_of(concept) == before
    assert not TrailEntry.objects.filter(deed="concepts:concept:take_over").exists()


def test_refused_rows_come_first(concept, officer_client):
    _address, page = previewed(officer_client, NEW, CHANGED, REFUSED)

    assert [row.state.value for row, _label, _sentences in page.context["rows"]] == ["refused", "changed", "new"]


def test_confirming_takes_everything_over(concept, officer_client):
    address, page = previewed(officer_client, NEW, CHANGED, goals=[["2", "Arbeit", ""]])

    response = confirm(officer_client, address, page)

    assert "Übernommen: 1 Ziel und 2 Maßnahmen. Zur Prüfung des Konzepts" in words(response)
    assert sorted(Measure.objects.values_list("code", "title")) == [("A1", "Park"), ("M 1", "Neuer Name"), ("M 2", "Maßnahme 2")]
    assert concept.measures.get(code="A1").planned_costs.get().amount_cents == 123_456
    assert concept.goals.filter(code="2").exists()
    entry = TrailEntry.objects.get(deed="concepts:concept:take_over")
    assert (entry.facts["file"], entry.facts["measures"]) == ("plan.xlsx", 2)


def test_refused_rows_stop_everything_until_they_are_left_out_on_purpose(concept, officer_client):
    address, page = previewed(officer_client, NEW, REFUSED)

    stopped = confirm(officer_client, address, page)
    assert "Kreuzen Sie an, dass diese ausgelassen werden" in words(stopped)
    assert not concept.measures.filter(code="A1").exists()

    confirm(officer_client, address, page, leave_out="on")
    assert sorted(concept.measures.values_list("code", flat=True)) == ["A1", "M 1", "M 2"]
    assert TrailEntry.objects.get(deed="concepts:concept:take_over").facts["left_out"] == 1


def test_a_preview_that_is_overtaken_shows_a_new_one_and_saves_nothing(concept, officer_client):
    address, page = previewed(officer_client, NEW, CHANGED, REFUSED)
    add_measure(concept, 9, code="A1", title="Schon da")

    stale = confirm(officer_client, address, page, leave_out="on")

    assert "Das Konzept hat sich geändert, seit Sie die Vorschau gesehen haben." in words(stale)
    assert stale.context["counts"]["new"] == 0
    assert concept.measures.get(code="A1").title == "Schon da"
    assert stale.context["form"]["leave_out"].value() in {True, "on"}

    confirm(officer_client, address, stale, leave_out="on")

    assert concept.measures.get(code="A1").title == "Park"


def test_a_file_that_changes_nothing_offers_nothing(concept, officer_client):
    filled = officer_client.get(reverse("concepts:import_template", args=(SITE,)), {"filled": ""})

    response = upload(officer_client, filled.content)
    page = officer_client.get(response["Location"])

    assert page.context["counts"] == {"new": 0, "changed": 0, "unchanged": 4, "refused": 0}
    assert "Es gibt nichts zu übernehmen." in words(page)


def test_the_empty_template_has_every_heading_and_is_read_as_nothing(concept, officer_client):
    response = officer_client.get(reverse("concepts:import_template", args=(SITE,)))

    assert response["Content-Disposition"] == 'attachment; filename="vorlage-handlungskonzept.xlsx"'
    assert openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames[:2] == ["Ziele", "Maßnahmen"]
    page = officer_client.get(upload(officer_client, response.content)["Location"])
    assert set(page.context["counts"].values()) == {0}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "leer.xlsx"),
        (b"PK\x03\x04 kaputt", "plan.xlsx"),
        (b"\x89PNG\r\n", "bild.png"),
        (b"%PDF-1.7", "plan.pdf"),
        (b"\x00" * 50, "x.csv"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(content, name, concept, officer_client):
    response = upload(officer_client, content, name)

    assert response.status_code == 200
    assert "Eine Angabe stimmt noch nicht" in words(response)


def test_a_spreadsheet_of_something_else_says_so(concept, officer_client):
    response = upload(officer_client, books.excel({"Tabelle1": [["Vorname", "Nachname"], ["Ada", "L"]]}))

    page = officer_client.get(response["Location"])
    assert page.context["plan"].is_empty
    assert page.context["file_problems"]


def test_no_file_is_asked_for(concept, officer_client):
    assert "Eine Angabe stimmt noch nicht" in words(officer_client.post(UPLOAD, {}))


def test_a_file_beyond_all_limits_keeps_a_sentence(concept, officer_client, monkeypatch):
    monkeypatch.setattr("quartierwerk.foundation.files.upload.LARGEST_UPLOAD", 1_000)

    response = upload(officer_client, b"x" * 200_000)

    assert response.status_code == 200
    assert "Die Datei ist zu groß." in words(response)


@pytest.mark.parametrize("draft", ["unsinn", "a:b:c", "WyJhIl0:1abc:xyz"])
def test_a_preview_nobody_made_is_not_found(draft, concept, officer_client):
    assert officer_client.get(reverse("concepts:import_preview", args=(SITE, draft))).status_code == 404


@pytest.mark.parametrize("page", ["import_preview", "import_assign"])
def test_a_preview_is_for_the_site_it_was_uploaded_at(page, concept, officer_client):
    make_concept(make_site("musterstadt-sued"))
    uploaded = upload(officer_client, book(NEW))["Location"]
    draft = uploaded.rstrip("/").rpartition("/")[2]
    assert officer_client.get(reverse(f"concepts:{page}", args=(SITE, draft))).status_code == 200

    elsewhere = reverse(f"concepts:{page}", args=("musterstadt-sued", draft))

    assert officer_client.get(elsewhere).status_code == 404
    assert officer_client.post(elsewhere, {"fingerprint": "x"}).status_code == 404


def test_a_preview_is_for_whoever_uploaded(concept, officer_client, client):
    address, _page = previewed(officer_client, NEW)

    client.force_login(person("department_contact", "municipality", "musterstadt"))

    assert client.get(address).status_code == 404


def test_a_preview_lasts_a_day(concept, officer_client, monkeypatch):
    import time

    address, _page = previewed(officer_client, NEW)
    later = time.time() + 24 * 60 * 60 + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert officer_client.get(address).status_code in {302, 404}


def test_two_hundred_rows_a_page(concept, officer_client):
    rows = [[f"A{place:03}", "Park", "Wohnen", "beides", "ja", 1] for place in range(250)]

    _address, page = previewed(officer_client, *rows)

    assert len(page.context["rows"]) == 200
    assert page.context["counts"]["new"] == 250


@pytest.mark.parametrize("method", ["get", "post"])
def test_readers_read_no_spreadsheets_in(method, reader_client):
    make_concept()

    assert getattr(reader_client, method)(UPLOAD).status_code == 403
    assert not Goal.objects.filter(code="A1").exists()


def test_the_preview_takes_as_many_queries_for_twenty_rows_as_for_two(concept, officer_client):
    from tests.queries import queries_of

    asked = []
    for number in (2, 20):
        address, _page = previewed(officer_client, *[[f"A{place}", "Park", "Wohnen", "beides", "ja", 1] for place in range(number)])
        asked.append(len(queries_of(officer_client, address)))

    assert asked[0] == asked[1] <= 20


# Columns nobody recognises.

THEIRS = ["Nummer", "Vorhaben", "Hauptfeld", "Ziel des Programms", "Investiv", "Bemerkung"]
ROW = ["A1", "Park", "Wohnen", "beides", "ja", "x"]


def assigned(client, content, **chosen):
    """Return the pages of the preview, of the assignment and of what follows saving it."""
    address = upload(client, content)["Location"]
    preview = client.get(address)
    form = client.get(f"{address}zuordnung/")
    return preview, form, client.post(f"{address}zuordnung/", chosen, follow=True)


def test_unknown_columns_are_named_and_lead_to_their_assignment(concept, officer_client):
    _address, page = previewed(officer_client, [*NEW, "x"])
    content = books.excel({"Maßnahmen": [THEIRS, ROW]})

    preview, form, _saved = assigned(officer_client, content)

    assert "Spalten zuordnen" not in words(page)
    assert "sie werden nicht gelesen: „Vorhaben“, „Bemerkung“" in words(preview)
    assert "Die Spalte „Titel“ fehlt." in words(preview)
    assert [link for link in links(preview) if link.endswith("/zuordnung/")]
    assert "Für neue Maßnahmen fehlen noch: Titel." in words(form)
    assert "Spalte B „Vorhaben“" in words(form)
    assert "Zum Beispiel: Park" in words(form)


def test_an_assigned_column_is_read_and_remembered_for_the_next_spreadsheet(concept, officer_client):
    content = books.excel({"Maßnahmen": [THEIRS, ROW]})

    _preview, _form, page = assigned(officer_client, content, sheet_0="Maßnahmen", column_0_B="Titel", column_0_F="-")

    said = "Nach der Zuordnung, die Ihre Kommune gespeichert hat: „Vorhaben“ gilt als „Titel“; „Bemerkung“ wird nicht gelesen."
    assert page.context["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}
    assert "Die Zuordnung ist gespeichert" in words(page)
    assert said in words(page)
    confirm(officer_client, page.request["PATH_INFO"], page)
    assert concept.measures.get(code="A1").title == "Park"
    _address, again = upload_again(officer_client, books.excel({"Maßnahmen": [THEIRS, ["A2", *ROW[1:]]]}))
    assert said in words(again)
    assert again.context["counts"]["new"] == 1


def upload_again(client, content):
    address = upload(client, content)["Location"]
    return address, client.get(address)


def test_a_sheet_of_unknown_purpose_is_assigned_first_and_its_columns_then(concept, officer_client):
    rows = {"Tabelle1": [["Kennung", "Vorhaben", "Bereich"], ["M 1", "Neuer Name", "Wohnen"]]}

    preview, form, page = assigned(officer_client, books.excel(rows), sheet_0="Maßnahmen")

    assert "Spalten zuordnen" in words(preview)
    assert "Was steht auf diesem Blatt?" in words(form)
    assert "Das Blatt ist zugeordnet. Sehen Sie jetzt seine Spalten durch." in words(page)
    chosen = {"sheet_0": "Maßnahmen", "column_0_A": "Nummer", "column_0_B": "Titel", "column_0_C": "Hauptfeld"}
    done = officer_client.post(page.request["PATH_INFO"], chosen, follow=True)
    assert done.context["counts"] == {"new": 0, "changed": 1, "unchanged": 0, "refused": 0}


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"column_0_A": "Titel", "column_0_B": "-"}, "Auf dem Blatt „Maßnahmen“ fehlt die Spalte „Nummer“."),
        ({"column_0_A": "Nummer", "column_0_B": "Nummer"}, "„Nummer“ ist schon der Spalte A zugeordnet."),
        ({"column_0_A": "Nummer", "column_0_B": "Fahrrad"}, "Fahrrad"),
        ({"column_0_A": "Nummer", "column_0_B": "Titel", "sheet_1": "Maßnahmen"}, "Zwei Blätter können nicht beide „Maßnahmen“ sein."),
    ],
)
def test_what_could_not_be_read_is_refused_with_a_sentence_and_stays_in_the_form(chosen, sentence, concept, officer_client):
    rows = {"Maßnahmen": [["Kennung", "Vorhaben", "Hauptfeld", "Investiv"], ROW[:4]], "Liste": [["Wort", "Zahl"], ["a", "b"]]}

    _preview, _form, page = assigned(officer_client, books.excel(rows), **{"sheet_0": "Maßnahmen", "sheet_1": "-", **chosen})

    assert sentence in words(page)
    assert page.context["form"]["column_0_A"].value() == chosen["column_0_A"]
    assert not TrailEntry.objects.filter(deed="concepts:concept:assign_columns").exists()


def test_an_assignment_changed_after_the_preview_asks_to_look_again(concept, officer_client):
    address, page = upload_again(officer_client, books.excel({"Maßnahmen": [THEIRS, ROW]}))
    officer_client.post(f"{address}zuordnung/", {"sheet_0": "Maßnahmen", "column_0_B": "Titel", "column_0_F": "-"})

    stale = confirm(officer_client, address, page)

    assert "seit Sie die Vorschau gesehen haben" in words(stale)
    assert not concept.measures.filter(code="A1").exists()


def test_the_assignment_of_a_file_somebody_else_uploaded_is_no_page(concept, officer_client, client):
    address, _page = previewed(officer_client, NEW)

    client.force_login(person("department_contact", "municipality", "musterstadt"))

    assert client.get(f"{address}zuordnung/").status_code == 404
