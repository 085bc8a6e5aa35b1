"""Contents of an invented concept with so many measures as a test wants, and with everything awkward in it."""

from quartierwerk.concepts.core.totals import totals

FIELDS = (
    ("housing", "Wohnen"), ("employment", "Beschäftigung"), ("qualification", "Qualifizierung und Ausbildung"),
    ("school_youth", "Schule und Jugendhilfe"), ("social_affairs", "Soziales"), ("culture", "Kultur"),
    ("economy", "Wirtschaft"), ("health", "Gesundheit"), ("integration", "Integration"),
)  # fmt: skip
COST_GROUPS = (
    ("preparation", "A Vorbereitung"), ("steering", "B Steuerung und Beteiligung"), ("land", "C Grunderwerb und Ordnung"),
    ("open_space", "D Freiflächen und Verkehr"), ("building", "E Bauten"), ("other", "F Sonstiges"),
)  # fmt: skip
SOURCES = (("federal", "Bund"), ("state", "Land"), ("municipality", "Kommune"), ("third_party", "Dritte"))
CHAPTERS = (
    ("planning_the_planning", "Planung der Planung"), ("participation", "Beteiligung"), ("analysis", "Analyse und Perspektiven"),
    ("goals", "Zielsystem"), ("measures", "Maßnahmenkonzept"), ("steering", "Steuerung"), ("updating", "Fortschreibung"),
)  # fmt: skip
TITLES = (
    "Nachbarschaftshaus Alter Güterschuppen", "Nordpark: Wege, Schatten, Wasser", "Bildungslotsinnen und -lotsen",
    "Nordplatz umgestalten", "Gesundheitstreff mit der Krankenkasse", "Innenhöfe der Wohnbau öffnen und begrünen",
    "Verfügungsfonds", "Quartiersmanagement und Stadtteilbüro", "Handlungskonzept und Fortschreibung",
    "Jugendwerkstatt am Mühlbach", "Läden in leeren Erdgeschossen", "Sprachcafé im Bahnhof",
)  # fmt: skip
AIMS = (("both", "beides"), ("upgrading", "Aufwertung"), ("cooperation", "Kooperation"))
STATES = (("running", "läuft"), ("planned", "geplant"), ("done", "fertig"), ("idea", "Idee"))
MARKUP = "#let x = 1 und *bold* und _kursiv_ und $ x^2 $ und <script>alert(1)</script> und @ref und `code` und \\#"
BOUNDARY = {
    "type": "Polygon",
    "coordinates": [[
        [8.6690, 50.5905], [8.6745, 50.5921], [8.6832, 50.5917], [8.6874, 50.5894], [8.6881, 50.5858],
        [8.6838, 50.5836], [8.6756, 50.5831], [8.6699, 50.5848], [8.6679, 50.5879], [8.6690, 50.5905],
    ]],
}  # fmt: skip
GOALS = (
    ("1", None, "Wer hier wohnt, wohnt gut", ""),
    ("1.1", "1", "Wohnungen zeitgemäß erneuern, ohne zu verdrängen", "Mieten steigen nicht stärker als in der Stadt"),
    ("1.2", "1", "Höfe und Plätze zum Bleiben", ""),
    ("2", None, "Orte der Begegnung schaffen", "400 Besuche in der Woche"),
    ("2.1", "2", "Ein Haus für alle Vereine", "Zwölf Vereine nutzen das Haus"),
    ("2.2", "2", "Jugend hat einen Ort", "Zwei offene Abende in der Woche"),
    ("3", None, "Lernen und arbeiten im Viertel", "Weniger Jugendliche ohne Abschluss"),
)


def make_content(measures=9, **changes):
    """Return the content of a frozen revision of an invented concept; ``changes`` replace whole top keys."""
    sheets = [make_measure(place) for place in range(1, measures + 1)]
    return {
        "schema": 1,
        "concept": {"title": "Integriertes Handlungskonzept Nordviertel", "fields_list": "action_fields.programme_text"},
        "site": {
            "code": "lahnfelden-nordviertel", "name": "Nordviertel", "municipality": "Lahnfelden", "county": "Landkreis Musterau",
            "state": "Hessen", "ags": None, "is_example": True, "area_m2": 742_000, "inhabitants": 6180,
            "inhabitants_as_of": "2025-12-31",
            "description": "Ein Stadtteil zwischen Bahndamm und Mühlbach. Viele Familien, wenige Treffpunkte.",
        },
        "boundary": {
            "version": 2, "valid_from": "2022-05-12", "legal_basis": "171e", "legal_basis_label": "§ 171e BauGB (Soziale Stadt)",
            "resolved_on": "2022-05-12", "resolved_by": "Stadtverordnetenversammlung", "reference": "VL-77/2022", "geometry": BOUNDARY,
        },
        "rulebooks": {"fields": "programme_text", "cost_groups": "cost_groups_1", "sources": "financing_sources_1", "chapters": "concept_chapters_1"},
        "fields": [{"code": code, "label": label} for code, label in FIELDS],
        "cost_groups": [{"code": code, "label": label} for code, label in COST_GROUPS],
        "sources": [{"code": code, "label": label} for code, label in SOURCES],
        "chapters": [{"code": code, "label": label, "body": _body(code)} for code, label in CHAPTERS],
        "analysis": [_analysis(place, code, label) for place, (code, label) in enumerate(FIELDS)],
        "goals": [
            {
                "code": code, "title": title, "success_shown_by": success, "parent": parent,
                "measures": [sheet["slug"] for sheet in sheets if code in sheet["goals"]],
            }
            for code, parent, title, success in GOALS
        ],
        "measure_order": [sheet["slug"] for sheet in sheets],
        "measures": {sheet["slug"]: sheet for sheet in sheets},
        "totals": totals(sheets, fields=[{"code": code, "label": label} for code, label in FIELDS]),
        **changes,
    }  # fmt: skip


def make_measure(place=1, **changes):
    """Return one measure sheet; every seventh has almost nothing filled in, the third has an unbalanced year."""
    if place % 7 == 0:
        return {**_bare(place), **changes}
    field, field_label = FIELDS[(place - 1) % 8]
    aim, aim_label = AIMS[place % 3]
    state, state_label = STATES[place % 4]
    group, group_label = COST_GROUPS[place % 6]
    first = 2022 + place % 4
    costs = [{"year": first + step, "cents": 4_000_000 * place + 1_250_000 * step} for step in range(4)]
    financing = [part for cost in costs for part in _financing(cost, third=place % 4 == 0)]
    if place == 3:
        financing.pop()
    return {
        **_bare(place), "title": _title(place), "description": _description(place),
        "main_field": field, "main_field_label": field_label, "other_fields": ["culture"], "other_field_labels": ["Kultur"],
        "aim": aim, "aim_label": aim_label, "investive": aim != "cooperation", "cost_group": group, "cost_group_label": group_label,
        "starts_on": f"{first}-03-01", "ends_on": f"{first + 3}-11-30", "priority": ("I", "II", "III")[place % 3],
        "state": state, "state_label": state_label, "place_note": "Bahnhofstraße 12, Güterschuppen", "geometry": _geometry(place),
        "participation_done": "Zwei Werkstätten mit 58 Leuten, Abfrage an allen Haustüren.",
        "follow_up_cost_cents": 1_850_000, "follow_up_cost_note": "Stadt Lahnfelden, Amt für Soziales",
        "goals": [GOALS[place % 7][0], GOALS[(place + 2) % 7][0]],
        "parties": [
            {"part": "carrier", "part_label": "Träger", "name": "Diakonie Lahnfelden e. V."},
            {"part": "responsible", "part_label": "Federführung", "name": "Amt für Stadtplanung"},
            {"part": "department", "part_label": "beteiligtes Amt", "name": "Jugendamt"},
            {"part": "department", "part_label": "beteiligtes Amt", "name": "Grünflächenamt"},
            {"part": "partner", "part_label": "Partner", "name": "Wohnbau Lahnfelden"},
        ],
        "costs": costs, "financing": financing,
        "indicators": [
            {"name": "Besuche in der Woche", "unit": "Besuche", "baseline": "0.000", "target": "400.000", "target_year": 2028},
            {"name": "Zufriedenheit", "unit": "Note", "baseline": None, "target": "2.250", "target_year": None},
        ],
        "cost_cents": sum(cost["cents"] for cost in costs), "financing_cents": sum(part["cents"] for part in financing),
        **changes,
    }  # fmt: skip


def _bare(place):
    return {
        "code": f"M {place:02}", "slug": f"m-{place:02}", "title": _title(place), "description": "", "main_field": "housing",
        "main_field_label": "Wohnen", "other_fields": [], "other_field_labels": [], "aim": "upgrading", "aim_label": "Aufwertung",
        "investive": True, "cost_group": "", "cost_group_label": "", "starts_on": None, "ends_on": None, "priority": "",
        "state": "planned", "state_label": "geplant", "place_note": "", "geometry": None, "outside_reason": "",
        "participation_done": "", "follow_up_cost_cents": None, "follow_up_cost_note": "", "goals": [], "parties": [],
        "costs": [], "financing": [], "indicators": [], "cost_cents": 0, "financing_cents": 0,
    }  # fmt: skip


def _title(place):
    if place == 2:
        return "#let x = 1 *bold* $ <script>"
    if place == 5:
        return "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle im Quartierszentrum"
    return TITLES[place % len(TITLES)] + ("" if place <= len(TITLES) else f" {place}")


def _description(place):
    if place == 2:
        return MARKUP + "\n\nZweiter Absatz mit " + "x" * 90 + " und https://www.beispiel.invalid/" + "pfad/" * 30
    if place == 4:
        return ("Der leer stehende Güterschuppen von 1904 wird Treffpunkt für das Viertel. " * 41)[:3000]
    return (
        "Der leer stehende Güterschuppen von 1904 wird Treffpunkt: Saal, Küche, Beratung, Werkstatt. Vier Partner betreiben ihn gemeinsam."
    )


def _geometry(place):
    east, north = 8.6710 + (place * 37 % 100) / 100 * 0.0150, 50.5842 + (place * 53 % 100) / 100 * 0.0062
    if place % 5 == 1:
        return {"type": "LineString", "coordinates": [[east, north], [east + 0.001, north + 0.0003], [east + 0.002, north]]}
    if place % 5 == 2:
        ring = [[east, north], [east + 0.0012, north], [east + 0.0012, north + 0.0006], [east, north + 0.0006], [east, north]]
        return {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Point", "coordinates": [east, north]}


def _financing(cost, *, third):
    shares = (
        {"federal": 30, "state": 30, "municipality": 20, "third_party": 20} if third else {"federal": 33, "state": 33, "municipality": 34}
    )
    labels = dict(SOURCES)
    return [
        {"source": source, "source_label": labels[source], "year": cost["year"], "cents": cost["cents"] * share // 100}
        for source, share in shares.items()
    ]


def _analysis(place, code, label):
    return {
        "field": code, "label": label,
        "strengths": "" if code == "integration" else f"Dichtes Netz an Vereinen im Feld {label}.\nKurze Wege, viel Grün am Bach.",
        "weaknesses": "" if place == 4 else f"Im Feld {label} fehlen Räume. 34,2 % der Kinder leben von Grundsicherung.",
        "argued_away": "Das Jugendamt deckt dies stadtweit ab." if code == "integration" else "",
    }  # fmt: skip


def _body(code):
    if code == "updating":
        return []
    return [
        {
            "type": "paragraph",
            "runs": [
                {"text": "Dieses Kapitel sagt, wie "},
                {"text": "Ämter und Bewohner", "bold": True},
                {"text": " zusammen planen. " * 12},
            ],
        },
        {"type": "heading", "level": 4, "runs": [{"text": "Überschrift ohne Ebene darüber"}]},
        {"type": "bullets", "items": [[{"text": "Magistrat"}], [{"text": MARKUP}], [{"text": "Öffentlichkeit", "italic": True}]]},
        {"type": "heading", "level": 3, "runs": [{"text": "Schritte"}]},
        {"type": "numbers", "items": [[{"text": "Auftakt"}], [{"text": "Werkstatt"}], [{"text": "Beschluss"}]]},
        {"type": "quote", "runs": [{"text": "Wir wollen einen Ort, der uns gehört."}]},
        {
            "type": "paragraph",
            "runs": [
                {"text": "Mehr steht beim "},
                {"text": "Bundesinstitut", "href": "https://www.beispiel.invalid/leitfaden"},
                {"text": "."},
            ],
        },
    ]


STEPS = (
    {"kind": "recommended", "decided_on": "2024-02-08", "body_name": "Stadtteilbeirat Nordviertel", "reference": "TOP 3"},
    {"kind": "executive", "decided_on": "2024-02-26", "body_name": "Magistrat", "reference": "Vorlage 88/2024"},
    {"kind": "council", "decided_on": "2024-03-14", "body_name": "Stadtverordnetenversammlung", "reference": "VL-112/2024, TOP 7"},
)
