"""A working copy as plain content: everything in it, in order, in a fixed number of queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.factories.concepts import INSIDE, NOW, SITE, TODAY, add_measure, add_measures, make_area, make_concept, make_money, square
from tests.factories.places import make_site

from quartierwerk.concepts.core.content import SCHEMA, content_hash
from quartierwerk.concepts.core.measure_sheet import Indicator
from quartierwerk.concepts.models import ActionConcept, Chapter, FieldAnalysis
from quartierwerk.concepts.queries.content import boundary_content, content_of, one_measure, site_content
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.kernel import structured_text
from quartierwerk.places.models import SiteFigure, SiteName

pytestmark = pytest.mark.django_db


def full_concept():
    """Return a concept with a measure that says everything."""
    concept = make_concept()
    add_measure(
        concept,
        money=make_money(),
        geometry=INSIDE,
        participation_done="Werkstatt",
        follow_up_cost_cents=1_200_00,
        follow_up_cost_note="Stadt",
        indicators=(Indicator("Bänke", "Stück", Decimal("1.500"), Decimal(80), 2030), Indicator("Bäume")),
    )
    return concept


def test_a_measure_says_everything_its_sheet_holds():
    measure = content_of(full_concept(), on=TODAY)["measures"]["m-1"]

    assert measure == {
        "code": "M 1", "slug": "m-1", "title": "Maßnahme 1", "description": "Wege und Bänke.", "main_field": "housing",
        "main_field_label": rules.catalogue("action_fields.programme_text", on=TODAY).labels["housing"], "other_fields": ["culture"],
        "other_field_labels": [rules.catalogue("action_fields.programme_text", on=TODAY).labels["culture"]],
        "aim": "both", "aim_label": "beides", "investive": True, "cost_group": "community_facilities",
        "cost_group_label": rules.catalogue("cost_groups", on=TODAY).labels["community_facilities"], "starts_on": "2026-01-01",
        "ends_on": "2027-12-31", "priority": "I", "state": "planned", "state_label": "geplant", "place_note": "Marktplatz",
        "geometry": INSIDE, "outside_reason": "", "participation_done": "Werkstatt", "follow_up_cost_cents": 120000,
        "follow_up_cost_note": "Stadt", "goals": ["1.1"],
        "parties": [
            {"part": "carrier", "part_label": "Träger", "name": "Stadt Musterstadt"},
            {"part": "department", "part_label": "beteiligtes Amt", "name": "Jugendamt"},
            {"part": "partner", "part_label": "Partner", "name": "Turnverein"},
            {"part": "responsible", "part_label": "Federführung", "name": "Stadtplanungsamt"},
        ],
        "costs": [{"year": 2026, "cents": 9000000}],
        "financing": [
            {"source": "federal", "source_label": "Bund", "year": 2026, "cents": 3000000},
            {"source": "municipality", "source_label": "Kommune", "year": 2026, "cents": 3000000},
            {"source": "state", "source_label": "Land", "year": 2026, "cents": 3000000},
        ],
        "indicators": [
            {"name": "Bänke", "unit": "Stück", "baseline": "1.5", "target": "80", "target_year": 2030},
            {"name": "Bäume", "unit": "", "baseline": None, "target": None, "target_year": None},
        ],
        "cost_cents": 9000000, "financing_cents": 9000000,
    }  # fmt: skip


def test_a_bare_measure_says_what_is_missing():
    from quartierwerk.concepts import actions
    from quartierwerk.concepts.core.measure_sheet import Sheet

    concept = make_concept()
    actions.measures.write_sheet(concept, None, Sheet("K1", "Kurz", "housing", "upgrading", investive=False), taken=())

    measure = content_of(concept, on=TODAY)["measures"]["k1"]

    empty = ("starts_on", "ends_on", "geometry", "follow_up_cost_cents")
    assert {name: measure[name] for name in empty} == dict.fromkeys(empty)
    assert [measure[name] for name in ("goals", "parties", "costs", "financing", "indicators", "other_fields")] == [[]] * 6
    assert (measure["cost_group"], measure["cost_group_label"], measure["cost_cents"]) == ("", "", 0)


def test_a_code_the_list_no_longer_knows_stands_for_itself():
    concept = make_concept()
    add_measure(concept, main_field="fischerei", other_fields=("bergbau",), cost_group="altes")

    measure = content_of(concept, on=TODAY)["measures"]["m-1"]

    assert (measure["main_field_label"], measure["other_field_labels"], measure["cost_group_label"]) == ("fischerei", ["bergbau"], "altes")


def test_the_content_names_schema_concept_rulebooks_and_lists():
    content = content_of(make_concept(), on=TODAY)

    assert (content["schema"], content["concept"]["title"]) == (SCHEMA, f"Handlungskonzept {SITE}")
    assert content["rulebooks"] == {
        "fields": "programme_text", "cost_groups": "cost_groups_1", "sources": "financing_sources_1", "chapters": "concept_chapters_1",
    }  # fmt: skip
    for key, name in (("fields", "action_fields.programme_text"), ("cost_groups", "cost_groups"), ("sources", "financing_sources")):
        assert [entry["code"] for entry in content[key]] == [entry.code for entry in rules.catalogue(name, on=TODAY).entries]


def test_chapters_and_analysis_stand_in_the_order_of_the_rulebook():
    concept = make_concept()
    body = structured_text.read("Ein Text")
    for code in ("steering", "participation"):
        Chapter.objects.create(concept=concept, chapter_code=code, body=body, edited_at=NOW)
    for code in ("health", "housing"):
        FieldAnalysis.objects.create(concept=concept, field_code=code, strengths="Stark", weaknesses="Schwach", argued_away="Nein")

    content = content_of(concept, on=TODAY)

    chapters = rules.catalogue("concept_chapters", on=TODAY).labels
    assert [(chapter["code"], chapter["label"]) for chapter in content["chapters"]] == list(chapters.items())
    assert [chapter["code"] for chapter in content["chapters"] if chapter["body"] == body] == [
        code for code in chapters if code in {"steering", "participation"}
    ]
    assert [entry["field"] for entry in content["analysis"]] == ["housing", "health"]
    assert content["analysis"][0]["argued_away"] == "Nein"


def test_goals_name_their_parents_and_measures():
    concept = make_concept(measures=2)

    goals = content_of(concept, on=TODAY)["goals"]

    assert [(goal["code"], goal["parent"], goal["measures"]) for goal in goals] == [("1", None, []), ("1.1", "1", ["m-1", "m-2"])]


def test_measures_stand_by_their_number():
    concept = make_concept()
    for place in (3, 1, 2):
        add_measure(concept, place)

    assert content_of(concept, on=TODAY)["measure_order"] == ["m-1", "m-2", "m-3"]


def test_the_site_is_told_as_it_is_on_the_day():
    site = make_site(description="Am Bach")
    SiteName.objects.filter(site=site).update(ends_on=date(2025, 12, 31))
    SiteName.objects.create(site=site, name="Neuer Norden", begins_on=date(2026, 1, 1))
    SiteName.objects.create(site=site, name="Nordi", kind="alias", begins_on=date(2026, 5, 1))
    for kind, value, day in (
        ("area_m2", 700_000, date(2024, 1, 1)),
        ("area_m2", 650_000, None),
        ("inhabitants", 4_000, date(2020, 1, 1)),
        ("inhabitants", 5_000, date(2025, 1, 1)),
    ):
        SiteFigure.objects.create(site=site, kind=kind, value=value, as_of=day)

    found = site_content(site, on=TODAY)

    assert found == {
        "code": SITE, "name": "Neuer Norden", "municipality": "Musterstadt", "county": "", "state": "Hessen", "ags": None, "is_example": False,
        "description": "Am Bach", "area_m2": 700_000, "inhabitants": 5_000, "inhabitants_as_of": "2025-01-01",
    }  # fmt: skip
    assert site_content(site, on=date(2025, 6, 1))["name"] == "Musterstadt Nord"


def test_a_name_that_is_over_is_better_than_none():
    site = make_site()
    SiteName.objects.filter(site=site).update(ends_on=date(2025, 12, 31))

    assert site_content(site, on=TODAY)["name"] == "Musterstadt Nord"


def test_a_site_without_figures_says_so():
    found = site_content(make_site(), on=TODAY)

    assert (found["area_m2"], found["inhabitants"], found["inhabitants_as_of"]) == (None, None, None)


def test_the_boundary_is_the_one_in_force_on_the_day():
    site = make_site()
    make_area(site, version=1, valid_from=date(2020, 1, 1))
    make_area(site, version=2, valid_from=date(2026, 1, 1), geometry=square(8.6))

    assert boundary_content(site, on=date(2019, 12, 31)) is None
    assert boundary_content(site, on=date(2025, 12, 31))["version"] == 1
    newest = boundary_content(site, on=TODAY)
    assert (newest["version"], newest["valid_from"], newest["geometry"]) == (2, "2026-01-01", square(8.6))
    assert (newest["legal_basis"], newest["resolved_by"]) == ("171e", "Stadtverordnetenversammlung")


def test_one_measure_is_the_same_alone_as_within_the_whole():
    concept = full_concept()

    assert one_measure(concept.measures.get(), on=TODAY) == content_of(concept, on=TODAY)["measures"]["m-1"]


def test_the_content_is_german_whoever_looks():
    concept = full_concept()

    with translation.override("en"):
        english = content_of(concept, on=TODAY)

    assert english == content_of(concept, on=TODAY)


def test_the_same_working_copy_has_the_same_hash_and_a_change_another():
    concept = full_concept()
    before = content_hash(content_of(concept, on=TODAY))

    assert content_hash(content_of(ActionConcept.objects.get(), on=TODAY)) == before
    concept.measures.get().planned_costs.update(amount_cents=1)
    assert content_hash(content_of(concept, on=TODAY)) != before


def test_the_content_is_read_in_as_many_queries_for_two_measures_as_for_twenty():
    concept = make_concept(measures=2)
    asked = []
    for more in (0, 18):
        add_measures(concept, more)
        found = ActionConcept.objects.select_related("site__municipality").get()
        with CaptureQueriesContext(connection) as queries:
            content_of(found, on=TODAY)
        asked.append(len(queries))

    assert asked == [7, 7]


# What the rulebook's list has no more.


def test_a_chapter_with_a_text_that_the_list_has_no_more_stays():
    concept = make_concept()
    for code, text in (("old", "Alter Text"), ("empty", ""), ("participation", "Neuer Text")):
        Chapter.objects.create(concept=concept, chapter_code=code, body=structured_text.read(text), edited_at=NOW)

    chapters = content_of(concept, on=TODAY)["chapters"]

    assert chapters[-1] == {"code": "old", "label": "old", "body": structured_text.read("Alter Text"), "unlisted": True}
    assert [chapter["code"] for chapter in chapters[:-1]] == list(rules.catalogue("concept_chapters", on=TODAY).labels)
    assert not any("unlisted" in chapter for chapter in chapters[:-1])


def test_an_analysis_with_a_text_that_the_list_has_no_more_stays(monkeypatch):
    concept = make_concept()
    FieldAnalysis.objects.create(concept=concept, field_code="old", strengths="viel")
    FieldAnalysis.objects.create(concept=concept, field_code="empty")
    monkeypatch.setattr(rules, "last_labels", lambda name: {"old": f"Früher in {name}"})

    analysis = content_of(concept, on=TODAY)["analysis"]

    label = "Früher in action_fields.programme_text"
    assert analysis == [{"field": "old", "label": label, "strengths": "viel", "weaknesses": "", "argued_away": "", "unlisted": True}]
