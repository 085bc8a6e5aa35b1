"""Deeds on the concept itself, its chapters and its analysis."""

import pytest
from tests.concepts.actions.trail import last_entry
from tests.factories.concepts import NOW, SITE, make_concept, officer
from tests.factories.places import make_site
from tests.people import imagined

from quartierwerk.concepts import actions
from quartierwerk.concepts.core.changes import AlreadyBegunError, ChangedMeanwhileError
from quartierwerk.concepts.models import ActionConcept, Chapter, FieldAnalysis
from quartierwerk.concepts.queries.content import FIELDS_LIST
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.kernel.errors import NotPermittedError

pytestmark = pytest.mark.django_db
ELSEWHERE = imagined("area_officer", "municipality", "anderswo")


def write(concept, text, *, version=None, actor=None):
    return actions.write_chapter(
        concept=concept, chapter_code="participation", text=text, expected_version=version, actor=actor or officer(), now=NOW
    )


def analyse(concept, strengths, *, actor=None):
    words = {"strengths": strengths, "weaknesses": "Lärm", "argued_away": ""}
    return actions.analyse_field(concept=concept, field_code="housing", **words, actor=actor or officer())


def test_a_site_begins_its_concept_with_an_empty_working_copy():
    actions.begin_concept(site=make_site(), title="ISEK Nord", fields_list=FIELDS_LIST, actor=officer())

    concept = ActionConcept.objects.get()
    assert (concept.site.code, concept.title, concept.fields_list, concept.released_at) == (SITE, "ISEK Nord", FIELDS_LIST, None)
    assert last_entry() == ("concepts:concept:begin", "concept", SITE, {"title": "ISEK Nord"})


def test_a_site_has_one_concept():
    make_concept(make_site())

    with pytest.raises(AlreadyBegunError):
        actions.begin_concept(site=make_site(), title="Noch eins", fields_list=FIELDS_LIST, actor=officer())

    assert [concept.title for concept in ActionConcept.objects.all()] == [f"Handlungskonzept {SITE}"]
    assert not TrailEntry.objects.exists()


def test_a_concept_is_begun_by_those_who_may_edit_it():
    with pytest.raises(NotPermittedError, match="outside_scope"):
        actions.begin_concept(site=make_site(), title="Fremd", fields_list=FIELDS_LIST, actor=ELSEWHERE)


def test_a_chapter_is_kept_as_blocks_with_writer_day_and_version():
    chapter = write(make_concept(), "# Wer plant\n\nAlle **zusammen**.")

    kept = Chapter.objects.get()
    assert kept == chapter
    assert [block["type"] for block in kept.body] == ["heading", "paragraph"]
    assert (kept.version, kept.edited_at, kept.edited_by_id) == (1, NOW, officer().person_id)
    assert last_entry() == ("concepts:chapter:write", "concept", SITE, {"chapter": "participation", "characters": [0, 24]})


def test_a_chapter_counts_its_versions_and_the_trail_its_length():
    concept = make_concept()
    write(concept, "Eins")

    write(concept, "Eins und zwei", version=1)

    assert Chapter.objects.get().version == 2
    assert last_entry()[3] == {"chapter": "participation", "characters": [4, 13]}


@pytest.mark.parametrize("version", [0, 2])
def test_a_chapter_somebody_else_saved_meanwhile_is_not_overwritten(version):
    concept = make_concept()
    write(concept, "Der andere Text")

    with pytest.raises(ChangedMeanwhileError) as refused:
        write(concept, "Mein Text", version=version)

    assert (refused.value.expected, refused.value.found) == (version, 1)
    assert Chapter.objects.get().body == [{"type": "paragraph", "runs": [{"text": "Der andere Text"}]}]


def test_a_chapter_refused_for_the_first_time_leaves_no_empty_one():
    with pytest.raises(ChangedMeanwhileError):
        write(make_concept(), "Text", version=3)

    assert not Chapter.objects.exists()


def test_a_field_is_analysed_and_analysed_again():
    concept = make_concept()
    analyse(concept, "Viel Grün")

    analyse(concept, "Viel Grün und Ruhe")

    entry = FieldAnalysis.objects.get()
    assert (entry.field_code, entry.strengths, entry.weaknesses, entry.argued_away) == ("housing", "Viel Grün und Ruhe", "Lärm", "")
    assert last_entry() == ("concepts:analysis:write", "concept", SITE, {"field": "housing"})


@pytest.mark.parametrize("do", [write, analyse])
def test_texts_are_written_by_those_who_may_edit(do):
    concept = make_concept()

    with pytest.raises(NotPermittedError, match="outside_scope"):
        do(concept, "Fremder Text", actor=ELSEWHERE)

    assert not Chapter.objects.exists()
    assert not FieldAnalysis.objects.exists()
    assert not TrailEntry.objects.exists()
