"""The concept at a glance, its chapters, its analysis and its check."""

import pytest
from django.urls import reverse
from tests.factories.concepts import NOW, SITE, TODAY, add_measure, make_area, make_concept, officer
from tests.factories.places import make_site
from tests.pages import links, words

from quartierwerk.concepts import actions
from quartierwerk.concepts.models import ActionConcept, Chapter, FieldAnalysis
from quartierwerk.concepts.queries.content import FIELDS_LIST
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.kernel import structured_text

pytestmark = pytest.mark.django_db
CHAPTER = reverse("concepts:chapter", args=(SITE, "participation"))


def write(concept, text):
    actions.write_chapter(concept=concept, chapter_code="participation", text=text, expected_version=None, actor=officer(), now=NOW)


def post(client, name, *args, **data):
    return client.post(reverse(f"concepts:{name}", args=(SITE, *args)), data)


# Beginning.


def test_a_site_without_concept_can_begin_one(officer_client):
    page = officer_client.get(reverse("concepts:concept", args=(SITE,)))
    assert "Noch kein Handlungskonzept" in words(page)

    response = post(officer_client, "begin")

    assert response["Location"] == reverse("concepts:concept", args=(SITE,))
    concept = ActionConcept.objects.get()
    assert (concept.title, concept.fields_list) == ("Integriertes Handlungskonzept Musterstadt Nord", FIELDS_LIST)


def test_a_second_click_begins_nothing_twice(officer_client):
    post(officer_client, "begin")

    response = officer_client.post(reverse("concepts:begin", args=(SITE,)), follow=True)

    assert "Dieser Standort hat schon ein Handlungskonzept." in words(response)
    assert ActionConcept.objects.count() == 1


@pytest.mark.parametrize("who", ["reader_client", "stranger_client", "ministry_client"])
def test_where_one_may_not_begin_there_is_no_page(who, request):
    make_site()

    assert request.getfixturevalue(who).get(reverse("concepts:concept", args=(SITE,))).status_code == 404


def test_nobody_begins_the_concept_of_another_municipality(stranger_client):
    make_site()

    response = post(stranger_client, "begin")

    assert response.status_code == 403
    assert "Ihre Rolle gilt für einen anderen Standort." in words(response)
    assert not ActionConcept.objects.exists()


# At a glance.


def test_the_overview_shows_chapters_fields_sums_and_what_is_open(concept, officer_client):
    write(concept, "Wir haben gefragt.")

    page = officer_client.get(reverse("concepts:concept", args=(SITE,)))

    text = words(page)
    assert "Wir haben gefragt." in text
    for label in rules.catalogue("concept_chapters", on=TODAY).labels.values():
        assert label in text
    assert "Wohnen 2 180.000" in text
    assert "offene Punkte" in text
    assert {reverse(f"concepts:{name}", args=(SITE,)) for name in ("problems", "import", "draft_pdf", "resolve", "release")} <= set(
        links(page)
    )


def test_readers_are_offered_no_forms(concept, reader_client):
    page = reader_client.get(reverse("concepts:concept", args=(SITE,)))

    assert {reverse(f"concepts:{name}", args=(SITE,)) for name in ("import", "resolve", "release")}.isdisjoint(links(page))
    assert CHAPTER not in links(page)


# Chapters.


def test_a_chapter_is_written(concept, officer_client):
    response = officer_client.post(CHAPTER, {"text": "# Neu\n\nText", "version": 0}, follow=True)

    assert "Das Kapitel" in words(response)
    assert Chapter.objects.get().body[1] == {"type": "paragraph", "runs": [{"text": "Text"}]}


def test_a_chapter_opens_as_it_was_typed(concept, officer_client):
    write(concept, "### Neu\n\n- eins\n- zwei")

    form = officer_client.get(CHAPTER).context["form"]

    assert form["text"].value() == "### Neu\n\n- eins\n- zwei"
    assert form["version"].value() == 1


def test_a_chapter_somebody_overtook_keeps_both_texts_and_can_be_saved_then(concept, officer_client):
    write(concept, "Der Text der anderen")

    conflict = officer_client.post(CHAPTER, {"text": "Mein <b>Text</b>", "version": 0})

    assert conflict.status_code == 409
    assert "Jemand anders hat inzwischen gespeichert." in words(conflict)
    assert "Der Text der anderen" in words(conflict)
    form = conflict.context["form"]
    assert (form["text"].value(), str(form["version"].value())) == ("Mein <b>Text</b>", "1")
    assert Chapter.objects.get().version == 1

    officer_client.post(CHAPTER, {"text": form["text"].value(), "version": form["version"].value()})

    assert Chapter.objects.get().version == 2


def test_a_chapter_without_version_is_not_saved(concept, officer_client):
    assert officer_client.post(CHAPTER, {"text": "x"}).status_code == 200
    assert not Chapter.objects.exists()


# Analysis.


def test_a_field_is_analysed(concept, officer_client):
    response = post(officer_client, "analysis", "housing", strengths="Grün", weaknesses="Laut", argued_away="")

    assert response["Location"] == reverse("concepts:concept", args=(SITE,))
    entry = FieldAnalysis.objects.get()
    assert (entry.field_code, entry.strengths, entry.weaknesses) == ("housing", "Grün", "Laut")
    assert officer_client.get(reverse("concepts:analysis", args=(SITE, "housing"))).context["form"]["strengths"].value() == "Grün"


# The check.


def test_the_check_names_every_finding_with_its_rule_and_where_to_mend_it(concept, officer_client):
    make_area(concept.site)
    add_measure(concept, 3, parties=(), goals=())

    page = officer_client.get(reverse("concepts:problems", args=(SITE,)))

    assert "Die Maßnahme „M 3 Maßnahme 3“ hat keinen Träger. Regel C-09" in words(page)
    assert "Vor dem Beschluss zu klären" in words(page)
    assert reverse("concepts:edit_measure", args=(SITE, "m-3")) in links(page)


def test_a_complete_concept_has_no_findings(officer_client, monkeypatch):
    from quartierwerk.concepts.views import concept as views

    make_concept(measures=1)
    monkeypatch.setattr(views, "findings_of", lambda content, on: ())

    assert "Alles vollständig" in words(officer_client.get(reverse("concepts:problems", args=(SITE,))))
    assert "keine offenen Punkte" in words(officer_client.get(reverse("concepts:concept", args=(SITE,))))


# A chapter the rulebook lists no more.


@pytest.fixture
def old_chapter(concept):
    return Chapter.objects.create(concept=concept, chapter_code="old", body=structured_text.read("Alter Text"), edited_at=NOW)


def test_a_chapter_off_the_list_is_marked_and_can_be_opened(officer_client, old_chapter):
    overview = officer_client.get(reverse("concepts:concept", args=(SITE,)))
    page = officer_client.get(reverse("concepts:chapter", args=(SITE, "old")))

    assert "nicht mehr auf der Liste" in words(overview)
    assert "Alter Text" in words(page)
    assert "steht nicht mehr auf der Liste des Regelwerks" in words(page)


def test_a_chapter_off_the_list_can_be_emptied_and_is_then_gone(officer_client, concept, old_chapter):
    post(officer_client, "chapter", "old", text="", version=old_chapter.version)

    assert Chapter.objects.get().body == []
    assert "nicht mehr auf der Liste" not in words(officer_client.get(reverse("concepts:concept", args=(SITE,))))


def test_the_check_names_what_is_off_the_list_and_leads_there(officer_client, concept, old_chapter):
    FieldAnalysis.objects.create(concept=concept, field_code="old_field", strengths="viel")

    page = officer_client.get(reverse("concepts:problems", args=(SITE,)))

    assert "Das Kapitel „old“ steht nicht mehr auf der Liste des Regelwerks." in words(page)
    assert reverse("concepts:chapter", args=(SITE, "old")) in links(page)
    analysis = officer_client.get(reverse("concepts:analysis", args=(SITE, "old_field")))
    assert "Dieses Handlungsfeld steht nicht mehr auf der Liste." in words(analysis)


@pytest.mark.parametrize("name", ["chapter", "analysis"])
def test_what_no_list_and_nobody_knows_is_no_page(name, officer_client, concept):
    assert officer_client.get(reverse(f"concepts:{name}", args=(SITE, "unknown"))).status_code == 404
