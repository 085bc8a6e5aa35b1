"""A spreadsheet as a municipality keeps it: a title above, columns in its own order, one under a name of its own."""

from openpyxl import Workbook

HEADINGS = [
    "Nummer", "Titel", "Hauptfeld", "Ziel des Programms", "Investiv", "Kostengruppe", "Ort", "Stand", "Ziele", "Träger", "Federführung",
    "Beginn", "Ende", "Kosten 2027", "Kosten 2028", "Bund 2027", "Land 2027", "Kommune 2027", "Kommune 2028",
    "Indikator", "Einheit", "Ausgangswert", "Zielwert", "bis Jahr", "Folgekosten im Jahr", "Folgekosten trägt",
]  # fmt: skip
THEIR_WORDS = {"Federführung": "Wer macht es"}
CITY = "Stadt Lindenfurt an der Auwe"


def _measure(number, title, field, aim, **cells):
    usual = {
        "Nummer": number,
        "Titel": title,
        "Hauptfeld": field,
        "Ziel des Programms": aim,
        "Investiv": "nein",
        "Kostengruppe": "Gemeinbedarf",
        "Ort": "Brennhaus, Kesselplatz 1",
        "Stand": "geplant",
        "Ziele": "Z 2.1",
        "Träger": CITY,
        "Federführung": "Amt für Stadtentwicklung",
        "Beginn": "03.03.2027",
        "Ende": "12/2028",
        "Indikator": "Besuche im Jahr",
        "Einheit": "Besuche",
        "Ausgangswert": 0,
        "Zielwert": 400,
        "bis Jahr": 2028,
        "Folgekosten im Jahr": "1.000,00",
        "Folgekosten trägt": CITY,
    }
    return [(usual | cells).get(heading) for heading in HEADINGS]


LENDING_SHOP = {
    "Investiv": "ja",
    "Ziele": "Z 2.1, Z 2.4",
    "Träger": "Nachbarschaftswerk Auwe gGmbH",
    "Beginn": "03/2028",
    "Ende": "12/2029",
    "Kosten 2028": "20.000,00 €",
    "Indikator": "Ausleihen im Jahr",
    "Einheit": "Ausleihen",
    "Zielwert": 700,
    "bis Jahr": 2030,
    "Folgekosten im Jahr": 4000,
    "Folgekosten trägt": "Betreiberverein Brennhaus",
}
FINANCED = {"Kosten 2027": "30.000,00 €", "Bund 2027": "10.000,00 €", "Land 2027": 10000, "Kommune 2027": 10000}


def write_plan(path):
    """Write two new measures, a changed one and one whose amount nobody can read; return the path."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Maßnahmen"
    sheet.append(["Fortschreibung Emailleviertel, Stand Herbst 2026"])
    sheet.append([])
    sheet.append([THEIR_WORDS.get(heading, heading) for heading in HEADINGS])
    sheet.append(_measure("M 41", "Leihladen „Leih was“", "Soziales", "beides", **LENDING_SHOP))
    sheet.append(_measure("M 42", "Nachtcafé für Schichtarbeitende", "Gesundheit", "Kooperation", **FINANCED))
    sheet.append(_measure("M 43", "Schattenbäume am Kesselplatz", "Wohnen", "Aufwertung", Investiv="ja", **FINANCED))
    sheet.append(_measure("M 44", "Rampe am Waschhaus", "Wohnen", "Aufwertung", **{"Kosten 2027": "ca. 20 T€"}))
    book.save(path)
    return path
