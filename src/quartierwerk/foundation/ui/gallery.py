"""Invented values for the gallery."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from quartierwerk.foundation.slots.values import Knot, KnotState, KnotValue, Tab
from quartierwerk.foundation.ui import pictures
from quartierwerk.foundation.ui.fields import DayField, EuroField
from quartierwerk.foundation.ui.listing import Cell, Column, Listing, link

TODAY = date(2026, 11, 22)
HOUSE_ROWS = 8
HOUSES_IN_ROW = 11


@dataclass(frozen=True, slots=True)
class Covered:
    """A policy field and who takes part."""

    label: str
    note: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a procedure."""

    title: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened."""

    at: datetime
    sentence: str
    note: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in a list."""

    code: str
    title: str
    aim: str
    state: str
    mark: str
    years: str
    cents: int
    missing_cents: int
    upgrading: int
    cooperation: int
    both: int


class MeasureForm(forms.Form):
    """Every kind of field, with hints."""

    title = forms.CharField(label="Titel", help_text="Kurz und so, wie die Leute im Viertel es nennen.", max_length=120)
    description = forms.CharField(label="Beschreibung", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    field = forms.ChoiceField(label="Hauptfeld", choices=[("", "Bitte wählen"), ("housing", "Wohnen"), ("culture", "Kultur")])
    aim = forms.ChoiceField(
        label="Ziel",
        choices=[("upgrading", "Städtebauliche Aufwertung"), ("cooperation", "Nachhaltige Kooperation"), ("both", "Beides")],
        widget=forms.RadioSelect,
        help_text="Beide Ziele haben den gleichen Rang.",
    )
    partners = forms.MultipleChoiceField(
        label="Mitwirkung",
        choices=[("youth", "Jugendamt"), ("housing", "Wohnbau"), ("church", "Diakonie")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    cost = EuroField(label="Gesamtkosten", help_text="Mit Umsatzsteuer, ohne Grunderwerb.")
    year = forms.IntegerField(label="Jahr", min_value=1999, max_value=2100)
    begins_on = DayField(label="Beginn", help_text="Zum Beispiel 3.3.2027.")
    file = forms.FileField(label="Kostenschätzung", required=False, help_text="PDF, höchstens 20 MB.")
    is_investive = forms.BooleanField(label="Die Maßnahme ist investiv", required=False)


class FilterForm(forms.Form):
    """Filters of a list."""

    phase = forms.ChoiceField(
        label="Phase", required=False, choices=[("", "alle Phasen"), ("running", "Umsetzung"), ("closed", "Abschluss")]
    )
    aim = forms.ChoiceField(label="Ziel", required=False, choices=[("", "alle Ziele"), ("both", "beides")])
    q = forms.CharField(label="Enthält", required=False)


THREAD = {
    Knot.NEED: KnotValue("Rang 2 von 18", "Treffpunkte fehlen", "#bedarf"),
    Knot.GOALS: KnotValue("Z 2.1", "Orte der Begegnung", "#ziele"),
    Knot.MEASURES: KnotValue("M 07", "beschlossen und im Bau", "#massnahme"),
    Knot.DECISIONS: KnotValue("14.03.2024", "Stadtverordnete", "#entscheidung"),
    Knot.EUROS: KnotValue("1.440.000\u00a0€", "von 2.400.000\u00a0€ bewilligt", "#geld", KnotState.UNDER_WAY),
    Knot.RESULTS: KnotValue("312 von 400", "Besuche je Woche", "#ergebnis", KnotState.TO_COME),
    Knot.LESSONS: KnotValue("fehlt noch", "ab Abschlussbericht", "", KnotState.MISSING),
}
PROGRAMME_THREAD = {
    Knot.NEED: KnotValue("34", "Standorte, gemessen in vier Dimensionen", "#bedarf"),
    Knot.GOALS: KnotValue("412", "aus beschlossenen Handlungskonzepten", "#ziele"),
    Knot.MEASURES: KnotValue("1.046", "davon 388 nicht investiv", "#massnahmen"),
    Knot.DECISIONS: KnotValue("2.310", "Beschlüsse und Bescheide", "#entscheidungen"),
    Knot.EUROS: KnotValue("137,3\u00a0Mio.\u00a0€", "bewilligt, 74\u00a0% abgerufen", "#geld", KnotState.UNDER_WAY),
    Knot.RESULTS: KnotValue("647", "Maßnahmen mit Wirkungsnachweis", "#ergebnisse", KnotState.UNDER_WAY),
    Knot.LESSONS: KnotValue("96", "geprüfte gute Beispiele", "#lehren", KnotState.TO_COME),
}
FIELDS = (
    Covered("Wohnen", "Wohnbau Lahnfelden"),
    Covered("Beschäftigung", "Jobcenter"),
    Covered("Qualifizierung", "Volkshochschule"),
    Covered("Schule und Jugendhilfe", "Nordschule, Jugendamt"),
    Covered("Soziales", "Diakonie"),
    Covered("Kultur", "Musikschule"),
    Covered("Wirtschaft", "", missing=True),
    Covered("Gesundheit", "Krankenkasse, ab 2027"),
    Covered("Integration", "Internationaler Verein"),
)
STEPS = (
    Step("Entwurf", "seit 3.9.2026", "done"),
    Step("Ämterrunde", "sechs Ämter", "done"),
    Step("Beirat", "am 8.12.2026", "current"),
    Step("Beschluss", "noch ohne Termin", "open"),
    Step("Anlage Kosten", "nicht eingereicht", "missing"),
)
ENTRIES = (
    Entry(datetime(2026, 11, 20, 9, 12), "Jana Roth hat die Zielgröße aktualisiert: 298 → 312 Besuche", "Zählung September"),  # noqa: DTZ001 -- spreadsheets know no time zone
    Entry(datetime(2026, 10, 14, 15, 40), "Förderbank hat 310.000,00\u00a0€ ausgezahlt", "Abruf 2026-3", "#abruf"),  # noqa: DTZ001 -- spreadsheets know no time zone
    Entry(datetime(2026, 9, 2, 11, 5), "Jana Roth hat die Kosten geändert: 2.310.000 → 2.400.000\u00a0€", "Grund: Baupreisindex"),  # noqa: DTZ001 -- spreadsheets know no time zone
)
TABS = (
    Tab("overview", "Überblick", "#ueberblick"),
    Tab("money", "Geld", "#geld", 11),
    Tab("decisions", "Entscheidungen", "#entscheidungen", 4),
    Tab("files", "Dateien", "#dateien", 23),
    Tab("history", "Verlauf", "#verlauf", 1146),
)


def rows(count: int) -> tuple[Row, ...]:
    """Return as many invented measures as asked for."""
    names = ("Nachbarschaftshaus Alter Güterschuppen", "Nordpark: Wege, Schatten, Wasser", "Bildungslotsinnen und -lotsen")
    aims = ("both", "upgrading", "cooperation")
    states = (("läuft", "half"), ("fertig", "full"), ("geplant", "hollow"))
    return tuple(
        Row(
            code=f"M {at + 1:02d}",
            title=names[at % 3],
            aim=aims[at % 3],
            state=states[at % 3][0],
            mark=states[at % 3][1],
            years=f"{2022 + at % 4}–{2026 + at % 3}",
            cents=240_000_000 - at * 3_100_000,
            missing_cents=0 if at % 4 else 1_600_000,
            upgrading=10 + at % 7,
            cooperation=8 + at % 5,
            both=4 + at % 3,
        )
        for at in range(count)
    )


def money_by_year() -> pictures.BarChart:
    """Return bars side by side."""
    return pictures.BarChart(
        title="Geld nach Jahr, M 07",
        description="Je Jahr drei Balken. 2026 sind 900 geplant, 640 bewilligt und 310 abgerufen, in Tausend Euro.",
        unit="Tsd. €",
        category_label="Jahr",
        categories=("2024", "2025", "2026", "2027"),
        series=(
            pictures.BarSeries("geplant", (180, 620, 900, 700), pattern="m-plan"),
            pictures.BarSeries("bewilligt", (180, 620, 640, 0), "g2"),
            pictures.BarSeries("abgerufen", (180, 540, 310, None), "g3"),
        ),
    )


def money_by_source() -> pictures.BarChart:
    """Return stacked bars with a target line."""
    return pictures.BarChart(
        title="Kosten nach Geldgeber",
        description="2026 sind es 1.532 Tausend Euro, davon 65 Prozent von Bund und Land.",
        unit="Tsd. €",
        category_label="Jahr",
        categories=("2024", "2025", "2026", "2027", "2028", "2029"),
        series=(
            pictures.BarSeries("Dritte", (12, 52, 142, 434, 209, 42), pattern="m-dritte"),
            pictures.BarSeries("Kommune", (261, 352, 396, 231, 96, 53), "q2"),
            pictures.BarSeries("Bund und Land", (549, 814, 994, 876, 223, 95), "q1"),
        ),
        is_stacked=True,
        target=pictures.BarTarget(1250, "Rahmen 1.250 je Jahr"),
    )


def schedule() -> pictures.ScheduleChart:
    """Return periods of measures."""
    row = pictures.ScheduleRow
    return pictures.ScheduleChart(
        title="Zeitplan",
        description="Drei von fünf Maßnahmen laufen.",
        first_year=2022,
        last_year=2029,
        today=TODAY,
        groups=(
            pictures.ScheduleGroup(
                "Bauten und Freiräume",
                (
                    row("M 07 Nachbarschaftshaus", date(2024, 3, 1), date(2027, 11, 30), "both", "#m07"),
                    row("M 03 Nordpark", date(2023, 1, 1), date(2027, 12, 31), "upgrading", "#m03"),
                    row("M 09 Innenhöfe", date(2026, 4, 1), date(2028, 6, 30), "upgrading", "#m09", "Zusage fehlt"),
                ),
            ),
            pictures.ScheduleGroup(
                "Zusammenarbeit",
                (
                    row("M 11 Bildungslotsinnen", date(2022, 6, 1), None, "cooperation", "#m11"),
                    row("M 14 Gesundheitstreff", None, None, "cooperation", "#m14"),
                ),
            ),
        ),
    )


def _houses(*, inside: bool) -> str:
    """Draw rows of houses as one path: those inside the invented boundary, or those outside."""
    drawn = []
    for line in range(HOUSE_ROWS):
        for nth in range(HOUSES_IN_ROW):
            left, top = 20 + 68 * nth + 14 * (line % 2), 24 + 72 * line + 6 * (nth % 3)
            wide, deep = 40 + 8 * ((line + nth) % 3), 16 + 6 * ((line * nth) % 3)
            is_inside = 120 < left < 600 and 90 < top < 470  # noqa: PLR2004 -- the invented boundary
            if is_inside == inside and (line + 2 * nth) % 7:
                drawn.append(f"M{left} {top}h{wide}l4 {deep}h-{wide}z")
    return "".join(drawn)


def district_map() -> pictures.MapPicture:
    """Return a plan of a district with numbered measures."""
    mark = pictures.MapMark
    return pictures.MapPicture(
        title="Nordviertel: Fördergebiet und Maßnahmen",
        description="Das Fördergebiet von 74 Hektar ist gestrichelt umrandet. Vier nummerierte Maßnahmen liegen im Gebiet.",
        view_box="0 0 760 600",
        areas=(
            pictures.MapArea("k-boden", "M0 0H760V600H0z"),
            pictures.MapArea("k-drin", "M118 80 620 70 662 330 600 480 168 485z"),
            pictures.MapArea("k-gruen", "M410 330q60-50 150 0t-20 110q-120 20-130-110z"),
            pictures.MapArea("k-haus", _houses(inside=False)),
            pictures.MapArea("k-haus-drin", _houses(inside=True)),
        ),
        lines=(
            pictures.MapLine("k-wasser", "M-20 540Q200 500 380 535T780 520"),
            pictures.MapLine("k-bahn", "M-20 470 780 150"),
            pictures.MapLine("k-bahn-2", "M-20 470 780 150"),
            pictures.MapLine("k-grenze", "M118 80 620 70 662 330 600 480 168 485z"),
        ),
        labels=(
            pictures.MapLabel(212, 372, "Bahndamm", "k-str", -22),
            pictures.MapLabel(485, 420, "Nordpark", "k-str m"),
            pictures.MapLabel(600, 540, "Mühlbach", "k-str"),
        ),
        marks=(
            mark(352, 330, 20, "M 07 Nachbarschaftshaus, beides, läuft", "#m07", "ist-beide", "7", "diamond"),
            mark(505, 378, 20, "M 03 Nordpark, Aufwertung, läuft", "#m03", "ist-auf", "3", "square"),
            mark(262, 180, 20, "M 11 Bildungslotsinnen, Kooperation, läuft", "#m11", "ist-koop", "11", "circle"),
            mark(560, 200, 20, "M 09 Innenhöfe, Aufwertung, beantragt", "#m09", "ist-auf", "9", "square"),
        ),
        legend=(
            pictures.LegendItem("Aufwertung", "square", "k-marke ist-auf"),
            pictures.LegendItem("Kooperation", "circle", "k-marke ist-koop"),
            pictures.LegendItem("beides", "diamond", "k-marke ist-beide"),
            pictures.LegendItem("Fördergebiet seit 12.5.2022", "line", "k-grenze"),
        ),
        scale_bar=pictures.ScaleBar(24, 580, 120, "200 m"),
        north=(726, 44),
        attribution="Erfundener Plan.",
        table=pictures.PictureTable(
            headers=("Maßnahme", "Ziel", "Stand"),
            rows=(("M 07 Nachbarschaftshaus", "beides", "läuft"), ("M 03 Nordpark", "Aufwertung", "läuft")),
        ),
    )


def state_map() -> pictures.MapPicture:
    """Return dots on an invented state."""
    mark = pictures.MapMark
    outline = "M-40-330 60-340 110-250 190-200 150-90 90 0 70 130-20 320-90 250-120 140-190 90-240 10-190-60-210-160-110-210z"
    return pictures.MapPicture(
        title="Sechs Standorte",
        description="Jeder Punkt ist ein Standort, seine Fläche wächst mit den bewilligten Mitteln. Drei liegen im Süden.",
        view_box="-265 -360 530 700",
        areas=(pictures.MapArea("k-land", outline),),
        lines=(pictures.MapLine("k-kreis", "M-190-60 150-90M-120 140 80 40M-110-210 110-250"),),
        labels=(pictures.MapLabel(15, -261, "Nordhessen"), pictures.MapLabel(-20, 190, "Südhessen")),
        marks=(
            mark(76, -214, 8.7, "Ahrenstadt – Nordring, Umsetzung seit 2020", "#1", "ist-um"),
            mark(-60, -120, 9, "Lahnfelden – Eulenhang, Verstetigung seit 2018", "#2", "ist-stetig"),
            mark(40, -60, 7, "Bachfelden – Ostend, Vorbereitung seit 2025", "#3", "ist-vor"),
            mark(-74, 70, 8, "Ebersfurt – Sossental, Umsetzung seit 2017, Rest über 40 %", "#4", "ist-um", ring=True),
            mark(-30, 120, 10, "Rodenfurt – Schelmenberg, Abschluss seit 2013", "#5", "ist-ende"),
            mark(-35, 240, 7.9, "Wallenau – Kernstadt, Umsetzung seit 2020", "#6", "ist-um"),
        ),
        legend=(
            pictures.LegendItem("Vorbereitung", "circle", "k-p ist-vor"),
            pictures.LegendItem("Umsetzung", "circle", "k-p ist-um"),
            pictures.LegendItem("Verstetigung", "circle", "k-p ist-stetig"),
            pictures.LegendItem("Abschluss", "circle", "k-p ist-ende"),
            pictures.LegendItem("Rest über 40 %", "circle", "k-ring"),
        ),
        note="Punktfläche: bewilligte Mittel von Bund und Land.",
    )


def workspace() -> dict[str, Any]:
    """Return everything the gallery of staff pages shows."""
    wrong = MeasureForm({"title": "", "cost": "12.5", "begins_on": "30.2.2027", "year": "1950"}, auto_id="id_w_%s")
    return {
        "is_example": True,
        "crumbs": [("Lahnfelden", "#"), ("Nordviertel", "#"), ("Maßnahmen", "")],
        "thread": THREAD,
        "tabs": TABS,
        "fields": FIELDS,
        "steps": STEPS,
        "entries": ENTRIES,
        "rows": rows(6),
        "total_cents": sum(row.cents for row in rows(6)),
        "page": Paginator(range(1, 341), 50).page(4),
        "bar_chart": money_by_year(),
        "stacked_chart": money_by_source(),
        "schedule": schedule(),
        "state_map": state_map(),
        "form": MeasureForm(initial={"cost": 123_456, "title": "Nachbarschaftshaus"}),
        "wrong_form": wrong,
        "filter_form": FilterForm({"phase": "running"}, auto_id="id_f_%s"),
        "today": TODAY,
    }


def listing() -> Listing:
    """Return a long table with a sum and a cell that stands out."""
    return Listing(
        label="Standorte",
        caption="Zwei Standorte",
        columns=(Column("Standort"), Column("Stufe", repeated=False), Column("geplant, €", figures=True)),
        rows=(
            (link("#nordviertel", "Nordviertel"), "in Umsetzung", "6.240.000"),
            (link("#aue", "An der Aue"), "in Vorbereitung", Cell("–", "ist-leer")),
        ),
        foot=("Summe, 2 Standorte", "6.240.000"),
    )


def portal() -> dict[str, Any]:
    """Return everything the gallery of public pages shows."""
    return {
        "is_example": True,
        "crumbs": [("Start", "/"), ("Standorte", "#"), ("Lahnfelden", "")],
        "thread": PROGRAMME_THREAD,
        "fields": FIELDS,
        "rows": rows(6),
        "listing": listing(),
        "district_map": district_map(),
        "facts": [
            ("Einwohner (31.12.2025)", "6.180"),
            ("Fläche", "74\u00a0ha"),
            ("Im Programm seit", "2021"),
            ("Bewilligt", "6,24\u00a0Mio.\u00a0€"),
        ],
    }
