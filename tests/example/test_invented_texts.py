"""The invented municipality's texts: every chapter is written, and nothing is mistaken for a real place or person."""

import json
import re

import pytest
from shapely.geometry import shape

from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.foundation.tables.core.values import read_cents
from quartierwerk.kernel import structured_text
from tests.example.musterstadt_content import (
    BOUNDARIES,
    FOLDER,
    FREE_NUMBERS,
    TODAY,
    YEARS,
    cents,
    measures,
    municipality,
    outline,
    toml,
)

# Texts.


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


# Nothing real.


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
