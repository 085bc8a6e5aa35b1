"""The concept and the measure sheet on paper, with everything awkward people type into them."""

from copy import deepcopy
from datetime import UTC, date, datetime
from io import BytesIO

import page
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from quartierwerk.concepts import exports
from quartierwerk.concepts.core.content import content_hash
from quartierwerk.concepts.core.totals import totals
from quartierwerk.concepts.exports import documents
from quartierwerk.concepts.exports.sheets import mark_numbers
from quartierwerk.concepts.models import ConceptRevision, ResolutionStep
from quartierwerk.concepts.queries.printing import NOTHING_LIVE, Ground, Live, Photo
from quartierwerk.foundation.files import storage
from quartierwerk.places.models import MapLayer
from tests.factories.concept_content import MARKUP, STEPS, make_content, make_measure
from tests.foundation.files.pictures import picture

DATED = datetime(2026, 11, 22, 12, tzinfo=UTC)


def concept(content, number=2, steps=STEPS):
    return exports.concept_pdf(content, number=number, steps=steps, dated=DATED)


def sheet(content, slug="m-01", number=2, steps=STEPS):
    return exports.measure_sheet_pdf(content, slug, number=number, steps=steps, dated=DATED)


def words(pdf):
    """Return the text with white space and break places evened out; a hyphen shares its glyph with the soft one."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.replace("\u200b", "").replace("\u00a0", " ").replace("\u00ad", "-").split())


def squeezed(pdf):
    """Return the text without spaces and hyphens, so that breaks inside words do not matter."""
    return "".join(words(pdf).split()).replace("-", "")


def outline_titles(entries):
    for entry in entries:
        if isinstance(entry, list):
            yield from outline_titles(entry)
        else:
            yield " ".join(entry.title.split())


def with_measures(*sheets, **changes):
    content = make_content(0, **changes)
    content["measure_order"] = [each["slug"] for each in sheets]
    content["measures"] = {each["slug"]: each for each in sheets}
    content["totals"] = totals(sheets, fields=content["fields"])
    return content


@pytest.fixture(scope="module")
def resolved():
    return concept(make_content(9))


@pytest.fixture(scope="module")
def resolved_words(resolved):
    return words(resolved)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_concept_meets_the_standards(resolved, profile):
    report = page.validate_pdf_bytes(resolved, profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures if "STREAM-LENGTH" not in failure.rule_id] == []


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_measure_sheet_meets_the_standards(profile):
    report = page.validate_pdf_bytes(sheet(make_content(4), "m-04"), profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures if "STREAM-LENGTH" not in failure.rule_id] == []


def test_every_measure_is_in_the_text_and_in_the_outline(resolved):
    content = make_content(9)
    reader = PdfReader(BytesIO(resolved))
    titles = list(outline_titles(reader.outline))
    text = squeezed(resolved)

    for measure in content["measures"].values():
        assert "".join(measure["title"].split()).replace("-", "") in text
        assert f"{measure['code']} {measure['title']}" in titles


def test_the_outline_follows_the_parts_of_the_concept(resolved):
    titles = list(outline_titles(PdfReader(BytesIO(resolved)).outline))

    parts = [
        "Das Gebiet",
        "Das Konzept",
        "Stärken und Schwächen",
        "Ziele",
        "Beide Ziele",
        "Maßnahmen",
        "Kosten und Finanzierung",
        "Zeitplan",
        "Regelwerke und Nachweis",
    ]
    assert [title for title in titles if title in parts] == parts


def test_title_and_language_are_set(resolved):
    reader = PdfReader(BytesIO(resolved))

    assert reader.metadata.title == "Integriertes Handlungskonzept Nordviertel, Lahnfelden"
    assert reader.trailer["/Root"]["/Lang"] == "de-DE"


def test_markup_people_typed_is_printed_as_typed(resolved):
    assert "".join(MARKUP.split()).replace("-", "") in squeezed(resolved)


def test_the_invented_example_is_marked_on_every_page(resolved):
    assert all("Beispiel, erfunden" in sheet_.extract_text() for sheet_ in PdfReader(BytesIO(resolved)).pages)


def test_a_real_concept_bears_no_example_mark():
    content = make_content(2)
    content["site"]["is_example"] = False

    assert "erfunden" not in words(concept(content))


def test_pages_are_counted(resolved):
    reader = PdfReader(BytesIO(resolved))
    count = len(reader.pages)

    assert [f"Seite {number} von {count}" in " ".join(sheet_.extract_text().split()) for number, sheet_ in enumerate(reader.pages, 1)] == [
        True
    ] * count


def test_resolutions_and_hash_stand_in_the_concept(resolved_words):
    assert "Fassung 2, beschlossen am 14. März 2024" in resolved_words
    assert "VL-112/2024, TOP 7" in resolved_words
    assert resolved_words.count(content_hash(make_content(9))) == 2


def test_a_draft_says_that_it_is_one_and_bears_no_hash():
    draft = words(concept(make_content(2), number=None, steps=()))

    assert "Arbeitsstand vom 22.11.2026, nicht beschlossen" in draft
    assert content_hash(make_content(2)) not in draft


def test_the_same_content_gives_the_same_bytes(resolved):
    assert concept(make_content(9)) == resolved


def test_unequal_costs_and_financing_are_named(resolved_words):
    assert "In 1 Maßnahme sind Kosten und Finanzierung nicht in jedem Jahr gleich: M 03." in resolved_words


def test_equal_costs_and_financing_are_confirmed():
    assert "In allen Jahren sind die Kosten gleich der Finanzierung" in words(concept(make_content(2)))


def test_fields_without_a_measure_are_called_gaps_with_their_reason(resolved_words):
    assert "Lücke: Das Jugendamt deckt dies stadtweit ab." in resolved_words


def test_a_dropped_measure_is_shown_and_counts_in_no_sum():
    kept, dropped = make_measure(1), make_measure(2, state="dropped", state_label="aufgegeben")

    text = squeezed(concept(with_measures(kept, dropped)))

    assert "DieseMaßnahmeistaufgegeben." in text
    assert "SummeohneaufgegebeneMaßnahmen235.000" in text


def test_an_empty_concept_can_still_be_printed():
    content = with_measures(boundary=None, chapters=[], analysis=[], goals=[], rulebooks={})
    content["site"] |= {"area_m2": None, "inhabitants": None, "inhabitants_as_of": None, "description": "", "county": ""}

    text = words(concept(content, number=None, steps=()))

    assert "noch keine Grenze hinterlegt" in text
    assert "Kosten und Finanzierung sind noch nicht geplant" in text


def test_amounts_with_cents_are_printed_to_the_cent():
    odd = make_measure(1, costs=[{"year": 2026, "cents": 123_456}], financing=[], cost_cents=123_456, financing_cents=0)

    text = words(sheet(with_measures(odd)))

    assert "1.234,56" in text
    assert "ungedeckt" in text


def test_many_years_are_spread_over_several_tables():
    costs = [{"year": year, "cents": 100_000_00} for year in range(2014, 2036)]
    long = make_measure(1, costs=costs, financing=[], cost_cents=2_200_000_00, financing_cents=0)

    text = words(concept(with_measures(long)))

    assert "Kosten je Maßnahme und Jahr, Tsd. €, Fortsetzung" in text
    assert all(str(year) in text for year in range(2014, 2036))


def test_unknown_values_are_called_unknown_and_zero_is_a_dash():
    text = words(sheet(make_content(7), "m-07"))

    assert "Gesamtkosten k. A." in text
    assert "Eine Kurzbeschreibung fehlt noch." in text


def test_a_measure_sheet_says_everything_the_sheet_holds():
    text = words(sheet(make_content(4), "m-01"))

    for said in (
        "Nordpark: Wege, Schatten, Wasser", "235.000 €", "01.03.2023 bis 30.11.2026", "Diakonie Lahnfelden e. V.", "Amt für Stadtplanung",
        "Jugendamt", "Bahnhofstraße 12, Güterschuppen", "Zwei Werkstätten mit 58 Leuten", "18.500 €", "Besuche in der Woche", "2,25",
        "Priorität II: danach", "investiv", "1.1 Wohnungen zeitgemäß erneuern",
    ):  # fmt: skip
        assert said in text


def test_a_sheet_of_an_unknown_measure_is_an_error():
    with pytest.raises(KeyError):
        sheet(make_content(1), "m-99")


def test_the_content_is_not_changed():
    content = make_content(3)
    before = deepcopy(content)

    concept(content)

    assert content == before


def test_goals_in_a_circle_do_not_hang_the_document():
    goals = [
        {"code": "1", "title": "Eins", "success_shown_by": "", "parent": "2", "measures": []},
        {"code": "2", "title": "Zwei", "success_shown_by": "", "parent": "1", "measures": []},
        {"code": "3", "title": "Drei", "success_shown_by": "", "parent": "9", "measures": []},
    ]

    text = words(concept(make_content(1, goals=goals)))

    assert all(title in text for title in ("1 Eins", "2 Zwei", "3 Drei"))


def test_a_frozen_revision_prints_as_the_same_file_whenever_it_is_asked_for(resolved, monkeypatch):
    monkeypatch.setattr(documents, "live_of_revision", lambda *_given, **_more: NOTHING_LIVE)
    revision = ConceptRevision(number=2, content=make_content(9), frozen_at=DATED)
    steps = [ResolutionStep(**{**step, "decided_on": date.fromisoformat(step["decided_on"])}) for step in STEPS]

    assert exports.revision_pdf(revision, steps) == resolved
    assert exports.revision_sheet_pdf(revision, steps, "m-01") == sheet(make_content(9))


@settings(max_examples=20, deadline=None)
@given(typed=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_nothing_people_type_stops_the_document(typed):
    measure = make_measure(1, title=typed, description=typed, place_note=typed)
    chapter = {"code": "goals", "label": typed, "body": [{"type": "heading", "level": 3, "runs": [{"text": typed}]}]}
    content = with_measures(measure, chapters=[chapter], concept={"title": typed, "fields_list": ""})

    assert concept(content).startswith(b"%PDF")


def test_every_rulebook_is_named_with_its_status(resolved_words):
    assert "Kostengruppen" in resolved_words
    assert "cost_groups_1 teils bestätigt, teils angenommen" in resolved_words
    assert "programme_text bestätigt" in resolved_words


def test_a_rulebook_nobody_knows_any_more_is_named_all_the_same():
    assert "Handlungsfelder uralt_3 k. A. k. A." in words(concept(make_content(1, rulebooks={"fields": "uralt_3"})))


def test_files_are_named_after_site_and_version():
    assert exports.concept_file_name("nordviertel", 2) == "handlungskonzept-nordviertel-fassung-2.pdf"
    assert exports.concept_file_name("nordviertel", None) == "handlungskonzept-nordviertel-arbeitsstand.pdf"
    assert exports.measure_sheet_file_name("nordviertel", "m-07") == "massnahmenblatt-nordviertel-m-07.pdf"


def test_marks_bear_the_number_of_the_code_unless_two_are_equal():
    first, second = make_measure(1, code="B 07"), make_measure(2, code="C 07")

    assert mark_numbers(with_measures(first)) == {"m-01": "7"}
    assert mark_numbers(with_measures(first, second)) == {"m-01": "1", "m-02": "2"}


def test_what_the_list_has_no_more_is_printed_and_marked():
    content = make_content(1)
    content["chapters"][0]["unlisted"] = True
    content["analysis"][0]["unlisted"] = True

    printed = words(concept(content))

    assert printed.count("Dieses Kapitel steht nicht mehr auf der Liste des Regelwerks.") == 1
    assert printed.count("nicht mehr auf der Liste") == 2


# What is live.


@pytest.fixture
def photographed(settings, tmp_path):
    """A photograph at hand and one that is lost, both shown with the first measure."""
    settings.DATA = tmp_path
    photos = [
        Photo(storage.keep(picture()), "Zwei Menschen auf einer Bank", "Stadt Lahnfelden", date(2026, 5, 3)),
        Photo("ff" * 32, "Verlorenes Bild", "Ada Beispiel", None),
    ]
    return Live({"m-01": photos})


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("number", [2, None])
def test_photographs_are_printed_with_alternative_text_and_credit(photographed, profile, number):
    content = make_content(2)
    paper = exports.concept_pdf(content, number=number, steps=STEPS, dated=DATED, live=photographed)
    single = exports.measure_sheet_pdf(content, "m-01", number=number, steps=STEPS, dated=DATED, live=photographed)

    for pdf in (paper, single):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [failure for failure in report.failures if "STREAM-LENGTH" not in failure.rule_id] == []
        assert "Zwei Menschen auf einer Bank" in alternative_texts(pdf)
        assert "Bildnachweis: Stadt Lahnfelden, 03.05.2026" in words(pdf)
        assert "Ein Foto von Ada Beispiel ist gerade nicht lesbar." in words(pdf)
        assert ("Die Fotos gehören nicht zur beschlossenen Fassung." in words(pdf)) == (number is not None)
    other = exports.measure_sheet_pdf(content, "m-02", number=number, steps=STEPS, dated=DATED, live=photographed)
    assert "Foto" not in words(other)


def alternative_texts(pdf):
    """Return every alternative text of the document's structure."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                if not isinstance(kid, int):
                    walk(kid)

    walk(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.mark.django_db
def test_the_plan_stands_on_its_ground_and_names_where_that_is_from():
    house = {"type": "Polygon", "coordinates": [[[8.675, 50.587], [8.676, 50.587], [8.676, 50.588], [8.675, 50.587]]]}
    features = {"features": [{"properties": {"kind": "house"}, "geometry": house}]}
    layer = MapLayer.objects.create(code="plan-x", features=features, content_sha256="ab")
    content = make_content(2)

    bare = exports.concept_pdf(content, number=None, steps=STEPS, dated=DATED)
    grounded = exports.concept_pdf(content, number=None, steps=STEPS, dated=DATED, live=Live({}, Ground(layer.pk, "ab", "Stadtplan")))

    assert "Grundlage: Stadtplan." in words(grounded)
    assert "Grundlage" not in words(bare)
    assert page.validate_pdf_bytes(grounded, profile="ua1").failures == page.validate_pdf_bytes(bare, profile="ua1").failures
