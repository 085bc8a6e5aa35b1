"""The German headings of the two sheets in which goals and measures come in and go out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import override

from quartierwerk.concepts.core.import_values import COST, FINANCING
from quartierwerk.concepts.models import Measure
from quartierwerk.foundation.tables.core.values import Choices
from quartierwerk.foundation.tables.mapping import Column, Kind, Per

GOALS_SHEET = "Ziele"
MEASURES_SHEET = "Maßnahmen"
WORDS_SHEET = "Erlaubte Wörter"

GOALS_SHEET_WORDS = (GOALS_SHEET, "Zielsystem", "Zielbaum", "Zielkatalog", "Leitziele")
MEASURES_SHEET_WORDS = (MEASURES_SHEET, "Maßnahme", "Maßnahmenliste", "Maßnahmenplan", "Maßnahmenübersicht", "Projekte", "Projektliste")

# Short headings of the sources; a source the rulebook adds later is headed by its label.
_SOURCE_HEADERS = {"eu": "EU"}
_SOURCE_ALIASES = {
    "federal": ("Bundesmittel", "Finanzierung Bund"),
    "state": ("Landesmittel", "Finanzierung Land"),
    "municipality": ("Gemeinde", "Stadt", "Eigenmittel", "Eigenanteil", "Finanzierung Kommune"),
    "third_party": ("Drittmittel", "Finanzierung Dritte"),
    "eu": ("Europäische Union", "EU-Mittel", "EFRE", "ESF", "Finanzierung EU"),
}
_AIM_WORDS = {"städtebauliche Aufwertung": "upgrading", "nachhaltige Kooperation": "cooperation", "Aufwertung und Kooperation": "both"}
_PRIORITY_WORDS = {"1": "I", "2": "II", "3": "III", "zuerst": "I", "danach": "II", "später": "III"}
_INVESTIVE = Choices.of({"yes": "investiv", "no": "nicht investiv"}, aliases={"nichtinvestiv": "no", "konsumtiv": "no", "baulich": "yes"})


@dataclass(frozen=True, slots=True)
class Lists:
    """The rulebook's words, code to label: fields of action, cost groups, sources of money."""

    fields: Mapping[str, str] = field(default_factory=dict)
    cost_groups: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


def goal_columns() -> tuple[Column, ...]:
    """Return the columns of the sheet of goals."""
    return (
        Column("code", "Nummer", aliases=("Nr.", "Zielnummer", "Ziel-Nr."), required=True),
        Column("title", "Ziel", aliases=("Zielformulierung", "Bezeichnung")),
        Column("parent", "Oberziel", aliases=("Leitziel", "übergeordnetes Ziel", "gehört zu")),
        Column(
            "success_shown_by",
            "Woran zeigt sich der Erfolg",
            Kind.LONG_TEXT,
            aliases=("Erfolgskriterium", "Woran zeigt sich Erfolg"),
        ),
    )


def measure_columns(lists: Lists) -> tuple[Column, ...]:
    """Return the columns of the sheet of measures; those of the money are there once a year."""
    return (*_sheet_columns(lists), *_people_and_time_columns(), *_money_columns(lists), *_indicator_columns())


def _sheet_columns(lists: Lists) -> tuple[Column, ...]:
    fields = Choices.of(lists.fields)
    aims = Choices.of(
        _labels(Measure.Aim),
        aliases=_AIM_WORDS,
    )
    return (
        Column("code", "Nummer", aliases=("Nr.", "Maßnahmennummer", "Maßnahmen-Nr.", "Projektnummer"), required=True),
        Column("title", "Titel", aliases=("Maßnahme", "Projekt", "Maßnahmentitel", "Projekttitel", "Bezeichnung")),
        Column("description", "Kurzbeschreibung", Kind.LONG_TEXT, aliases=("Beschreibung", "Projektbeschreibung")),
        Column("main_field", "Hauptfeld", Kind.CHOICE, aliases=("Handlungsfeld", "Haupthandlungsfeld"), choices=fields),
        Column("other_fields", "Weitere Felder", Kind.CHOICES, aliases=("Weitere Handlungsfelder",), choices=fields),
        Column("aim", "Ziel des Programms", Kind.CHOICE, aliases=("Programmziel",), choices=aims),
        Column("investive", "Investiv", Kind.YES_NO, aliases=("investiv / nicht investiv", "Art der Maßnahme"), choices=_INVESTIVE),
        Column("cost_group", "Kostengruppe", Kind.CHOICE, choices=Choices.of(lists.cost_groups)),
        Column("place_note", "Ort", aliases=("Lage", "Adresse", "Standort")),
        Column("outside_reason", "Grund außerhalb", aliases=("Grund, falls außerhalb des Fördergebiets", "Grund, falls außerhalb")),
        Column(
            "priority",
            "Priorität",
            Kind.CHOICE,
            choices=Choices.of(_labels(Measure.Priority), aliases=_PRIORITY_WORDS),
        ),
        Column("state", "Stand", Kind.CHOICE, aliases=("Status", "Umsetzungsstand"), choices=Choices.of(_labels(Measure.State))),
        Column("goals", "Ziele", Kind.CODES, aliases=("Zielnummern", "dient den Zielen")),
    )


def _people_and_time_columns() -> tuple[Column, ...]:
    return (
        Column("carrier", "Träger", aliases=("Maßnahmenträger", "Projektträger")),
        Column("recipient", "Zuwendungsempfänger"),
        Column("responsible", "Federführung", aliases=("federführend", "zuständig", "Zuständigkeit")),
        Column("departments", "Beteiligte Ämter", Kind.LIST, aliases=("Ämter",)),
        Column("partners", "Partner", Kind.LIST, aliases=("Kooperationspartner", "Beteiligte Partner")),
        Column("starts_on", "Beginn", Kind.FIRST_DAY, aliases=("Start", "von")),
        Column("ends_on", "Ende", Kind.LAST_DAY, aliases=("Abschluss", "bis")),
        Column("participation_done", "Beteiligung", Kind.LONG_TEXT, aliases=("Beteiligung der Bewohnerschaft", "Bürgerbeteiligung")),
    )


def _money_columns(lists: Lists) -> tuple[Column, ...]:
    sources = tuple(
        Column(
            f"{FINANCING}{code}",
            _SOURCE_HEADERS.get(code, label),
            Kind.MONEY,
            aliases=(label, *_SOURCE_ALIASES.get(code, ())),
            per=Per.YEAR,
        )
        for code, label in lists.sources.items()
    )
    return (
        Column(COST, "Kosten", Kind.MONEY, aliases=("Gesamtkosten", "Ausgaben", "Plankosten"), per=Per.YEAR),
        *sources,
        Column(
            "follow_up_cost_cents",
            "Folgekosten im Jahr",
            Kind.MONEY,
            aliases=("Folgekosten pro Jahr", "Folgekosten"),
        ),
        Column("follow_up_cost_note", "Folgekosten trägt", aliases=("Wer trägt die Folgekosten",)),
    )


def _indicator_columns() -> tuple[Column, ...]:
    return (
        Column("indicator", "Indikator", per=Per.NUMBER),
        Column("unit", "Einheit", per=Per.NUMBER),
        Column("baseline", "Ausgangswert", Kind.NUMBER, per=Per.NUMBER),
        Column("target", "Zielwert", Kind.NUMBER, per=Per.NUMBER),
        Column("target_year", "bis Jahr", Kind.YEAR, aliases=("Zieljahr",), per=Per.NUMBER),
    )


def _labels(choices: type[Measure.Aim] | type[Measure.State] | type[Measure.Priority]) -> dict[str, str]:
    # The headings are German in every language of the pages, and so are the words below them.
    with override("de"):
        return {str(code): str(label) for code, label in choices.choices}
