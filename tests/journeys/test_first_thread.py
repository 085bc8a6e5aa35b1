"""The first thread: from a start page to a resolved concept, told by four people who have no mouse."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from tests.browser import SITE
from tests.journeys.keyboard import FIELDS, Keyboard
from tests.journeys.spreadsheets import write_plan

pytestmark = pytest.mark.browser

TODAY = datetime.now(ZoneInfo("Europe/Berlin")).strftime("%d.%m.%Y")
DOSSIER = f"/werkbank/standorte/{SITE}/"


@pytest.fixture
def sit_down(product, window_of):
    """Give somebody a window on the product and a keyboard."""
    return lambda **options: Keyboard(window_of(product.base, viewport={"width": 1280, "height": 900}, **options))


def sign_in(hands, role, password):
    hands.follow("Anmelden")
    hands.fill("E-Mail", f"{role}@beispiel.invalid")
    hands.fill("Passwort", password)
    hands.follow("Anmelden", inside="main")
    assert hands.page.url.endswith("/werkbank/")


def test_a_newcomer_follows_the_thread_to_the_resolved_concept_and_its_paper(sit_down):
    hands = sit_down()
    hands.window.open("/")

    hands.fill("Gemeinde oder Stadtteil", "Emaille")
    with hands.page.expect_navigation():
        hands.press("Enter")
    hands.follow("Emailleviertel", inside="main")
    assert "Beispiel" in hands.page.inner_text("body")
    assert "Was das Viertel braucht" in hands.text()
    assert "Neun von 34 Läden stehen leer." in hands.text()
    # The other story resolves a further revision in the same product, before this one or after it.
    need, goals, measures, decided = (text.strip() for text in hands.page.locator(".qw-faden a").all_inner_texts()[:4])
    hands.follow(need, inside="qw-faden")
    assert "Stärken und Schwächen" in hands.text()
    hands.follow(measures, inside="qw-faden")
    hands.follow("M 13", inside="main")
    assert "Bildungslotsinnen" in hands.text()
    hands.follow("Z 2.4 Neue und alte Nachbarn", inside="main")
    assert hands.page.url.endswith("/konzept/#ziel-Z-2-4")
    hands.follow(decided, inside="qw-faden")

    assert f"mit {goals.replace('Ziele', 'Zielen')} und {measures}" in hands.text()
    assert decided in hands.text()
    paper = hands.open_paper("Ganzes Konzept als PDF")
    assert paper.headers["content-type"] == "application/pdf"
    assert PdfReader(BytesIO(paper.body())).metadata.title.startswith("Integriertes Handlungskonzept Emailleviertel")


def test_the_coordinator_brings_a_spreadsheet_to_a_resolution_and_the_ministry_recognises_it(sit_down, product, tmp_path):
    hands = sit_down()
    hands.window.open("/")
    sign_in(hands, "area_officer", product.password)

    _bring_in(hands, write_plan(tmp_path / "massnahmen-herbst.xlsx"))
    _mend_what_the_check_found(hands)
    _resolve(hands)
    hands.follow("Abmelden")
    hands.window.open(f"/standorte/{SITE}/konzept/")

    assert "Fassung 3 mit 24 Zielen und 43 Maßnahmen" in hands.text()
    assert "Drucksache 88/2026" in hands.text()
    assert "Nachtcafé für Schichtarbeitende" in hands.text()
    assert "Rampe am Waschhaus" not in hands.text()
    sign_in(hands, "programme_ministry", product.password)
    _recognise(hands)
    hands.window.open(f"/standorte/{SITE}/konzept/")
    assert "Schreiben II 4-26-0101" in hands.text()


def _bring_in(hands, file):
    hands.follow("Lindenfurt an der Auwe – Emailleviertel", inside="main")
    hands.follow("Handlungskonzept", inside="qw-reiter")
    hands.follow("Ziele und Maßnahmen aus einer Tabelle einlesen", inside="main")
    hands.go_to("Tabelle", kinds=FIELDS, inside="main")
    with hands.page.expect_file_chooser() as chooser:
        hands.press("Enter")
    chooser.value.set_files(file)
    hands.follow("Vorschau zeigen")

    seen = hands.text()
    assert "neu 2 geändert 1 unverändert 0 nicht lesbar 1" in seen
    assert "Noch ist nichts gespeichert." in seen
    assert "Blatt „Maßnahmen“, Zelle N7: „ca. 20 T€“ ist in Tausend oder Millionen angegeben. Bitte den vollen Betrag schreiben." in seen

    hands.follow("Spalten zuordnen", inside="main")
    assert "Zum Beispiel: Amt für Stadtentwicklung" in hands.text()
    hands.choose("Spalte K „Wer macht es“", "Federführung")
    hands.follow("Zuordnung speichern")
    assert "„Wer macht es“ gilt als „Federführung“." in hands.text()

    hands.follow("Übernehmen")
    assert "Noch ist nichts gespeichert." in hands.text()
    hands.go_to("Diese Zeilen auslassen und den Rest übernehmen")
    hands.press("Space")
    hands.follow("Übernehmen")

    assert hands.page.url.endswith(f"{DOSSIER}massnahmen/")
    assert "Übernommen: 0 Ziele und 3 Maßnahmen." in hands.text()
    assert "Schattenbäume am Kesselplatz" in hands.text()


def _mend_what_the_check_found(hands):
    hands.follow("Handlungskonzept", inside="qw-reiter")
    hands.follow("Prüfung", inside="main")
    assert "weichen Kosten und Finanzierung um 34.000,00 € voneinander ab." in hands.text()

    hands.follow("Bei der Maßnahme", inside="main")
    hands.fill("Kommune 2028", "20000")
    hands.fill("Kommune 2029", "14.000,00 €")
    hands.follow("Beträge speichern")

    hands.follow("Handlungskonzept", inside="qw-reiter")
    hands.follow("Prüfung", inside="main")
    assert "Alles vollständig" in hands.text()


def _resolve(hands):
    hands.follow("Fassungen", inside="qw-reiter")
    hands.follow("Beschluss eintragen und Fassung einfrieren", inside="main")
    hands.fill("Beschlossen am", TODAY)
    hands.fill("Drucksache oder Aktenzeichen", "Drucksache 88/2026")
    hands.follow("Fassung einfrieren", inside="main")
    assert "Fassung 3 ist eingefroren und öffentlich." in hands.text()


def _recognise(hands):
    hands.follow("Alle Standorte", inside="qw-seitnav")
    hands.follow("Lindenfurt an der Auwe – Emailleviertel", inside="main")
    hands.follow("Fassungen", inside="qw-reiter")
    hands.follow("Fassung 3", inside="main")
    hands.go_to("Schritt eintragen", inside="main")
    hands.press("Enter")
    hands.choose("Schritt", "anerkannt")
    hands.fill("Datum", TODAY)
    hands.fill("Gremium", "Ministerium für Stadtentwicklung (Beispiel)")
    hands.fill("Drucksache oder Aktenzeichen", "Schreiben II 4-26-0101")
    hands.follow("Schritt speichern")
    assert "Der Schritt ist vermerkt." in hands.text()


def test_the_bar_of_roles_changes_eyes(sit_down):
    hands = sit_down()
    hands.window.open("/")

    hands.choose("Beispielprogramm: Ansicht als", "Rechnungsprüfungsamt")
    hands.follow("Wechseln")
    hands.follow("Werkbank", inside="qw-fuss")

    assert "Birgit Hollenbrock" in hands.page.inner_text("header")
    hands.choose("Beispielprogramm: Ansicht als", "Öffentlichkeit")
    hands.follow("Wechseln")
    assert "Birgit Hollenbrock" not in hands.page.inner_text("header") + hands.page.inner_text("footer")


def test_an_outsider_is_told_in_a_sentence_that_this_is_not_theirs(sit_down, product):
    hands = sit_down()
    hands.window.open("/")
    sign_in(hands, "resident", product.password)

    answer = hands.window.open(f"{DOSSIER}konzept/einlesen/")

    assert answer.status == 403
    assert "Das ist hier nicht erlaubt" in hands.text()
    hands.follow("Zum Schreibtisch", inside="main")
    assert hands.page.url.endswith("/werkbank/")
