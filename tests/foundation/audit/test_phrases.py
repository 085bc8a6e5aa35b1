"""Deeds and row changes read as German sentences, registered or not."""

import uuid
from datetime import UTC, datetime

import pytest
from django.utils import translation

from quartierwerk.foundation.audit import phrases
from quartierwerk.foundation.audit.core.changes import ChangeKind, FieldChange
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.audit.phrases import ValueLine
from quartierwerk.foundation.audit.queries import RowChange
from quartierwerk.foundation.people.models import Mandate, Organisation
from quartierwerk.places.models import FundingArea


@pytest.fixture(autouse=True)
def own_words(monkeypatch):
    for name in ("_sentences", "_names", "_rows", "_values"):
        monkeypatch.setattr(phrases, name, dict(getattr(phrases, name)))
    with translation.override("de"):
        yield


def entry(deed="audit:sample:note", **facts):
    return TrailEntry(number=1, at=datetime(2027, 3, 3, tzinfo=UTC), deed=deed, facts=facts, history_id=uuid.uuid4())


def test_registered_deed_reads_as_its_sentence_with_the_newer_facts():
    phrases.say({"audit:sample:note": "hat „{name}“ ab {begins_on} notiert"})

    assert phrases.sentence_of(entry(name=["alt", "neu"], begins_on="2027-03-03")) == "hat „neu“ ab 03.03.2027 notiert"


def test_sentence_survives_a_fact_that_is_missing():
    phrases.say({"audit:sample:note": "hat {what} notiert"})

    assert phrases.sentence_of(entry()) == "hat … notiert"


def test_fact_cannot_reach_into_the_sentence():
    phrases.say({"audit:sample:note": "hat {name} notiert"})

    assert phrases.sentence_of(entry(name="{reason.__class__}")) == "hat {reason.__class__} notiert"


def test_unknown_deed_still_reads():
    assert phrases.sentence_of(entry("money:notice:sign")) == "hat „money:notice:sign“ ausgeführt"
    assert not phrases.knows("money:notice:sign")


def test_facts_are_named_and_a_pair_is_a_change():
    phrases.name_facts({"grant_cents": "Zuwendung"})

    assert phrases.facts_of(entry(grant_cents=[None, 123456], some_thing=True, codes=["a", "b", "c"])) == (
        ValueLine("Zuwendung", "–", "1.234,56\N{NO-BREAK SPACE}€"),
        ValueLine("codes", "", "a, b, c"),
        ValueLine("some thing", "", "ja"),
    )


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("name", None, "–"),
        ("name", "", "–"),
        ("flag", False, "nein"),
        ("inhabitants", 12345, "12.345"),
        ("programme_year", 2019, "2019"),
        ("area_cents", -5, "−0,05\N{NO-BREAK SPACE}€"),
        ("ends_on", "2027-12-31", "31.12.2027"),
        ("ends_on", "rubbish", "rubbish"),
        ("resolved_at", "2027-07-01T22:30:00+00:00", "02.07.2027, 00:30\N{NO-BREAK SPACE}Uhr"),
        ("resolved_at", "rubbish", "rubbish"),
        ("share", 0.5, "0.5"),
        ("text", "x" * 300, "x" * 200 + " …"),
    ],
)
def test_value_reads_the_way_people_write_it(name, value, text):
    assert phrases.value_text(name, value) == text


def test_row_is_called_by_its_name_and_its_fields_by_theirs():
    phrases.name_rows({"people.Organisation": "Organisation"})
    change = RowChange(Organisation, ChangeKind.UPDATE, (FieldChange("kind", "other", "business"), FieldChange("parent_id", 3, 4)))

    line = phrases.row_line(change)

    assert line.sentence == "Organisation geändert"
    assert line.values == (ValueLine("Art", "Sonstige", "Betrieb"), ValueLine("gehört zu", "", "geändert"))


def test_row_nobody_named_is_called_as_the_model_calls_it():
    assert phrases.row_line(RowChange(FundingArea, ChangeKind.DELETE, ())).sentence == "funding area entfernt"


def test_structured_field_only_says_that_it_changed():
    values = phrases.row_line(
        RowChange(FundingArea, ChangeKind.INSERT, (FieldChange("geometry", None, "0cc175b9c0f1b6a831c399e269772661"),))
    ).values

    assert [value.new for value in values] == ["angegeben"]


def test_codes_are_spelled_out_by_the_room_that_knows_them():
    values = phrases.row_line(
        RowChange(Mandate, ChangeKind.INSERT, (FieldChange("role", None, "treasury"), FieldChange("scope_kind", None, "site")))
    ).values

    assert [value.new for value in values] == ["Kämmerei", "Standort"]


def test_new_row_does_not_tell_the_numbers_of_the_rows_it_belongs_to():
    change = RowChange(Mandate, ChangeKind.INSERT, (FieldChange("person_id", None, 3), FieldChange("scope_code", None, "nord")))

    assert [value.new for value in phrases.row_line(change).values] == ["nord"]


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("grant_cents", 123_456, "€1,234.56"),
        ("inhabitants", 6180, "6,180"),
        ("decided_on", "2027-03-03", "03 Mar 2027"),
        ("resolved_at", "2027-07-01T22:30:00+00:00", "02 Jul 2027, 00:30"),
    ],
)
def test_a_value_on_an_english_page_is_written_in_english(name, value, written):
    with translation.override("en"):
        assert phrases.value_text(name, value) == written
