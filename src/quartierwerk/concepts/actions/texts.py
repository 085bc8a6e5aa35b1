"""Deeds on the concept itself, its chapters and its analysis."""

from datetime import datetime

from quartierwerk.concepts import policy
from quartierwerk.concepts.actions.locks import hold
from quartierwerk.concepts.core.changes import AlreadyBegunError, check_version
from quartierwerk.concepts.models import ActionConcept, Chapter, FieldAnalysis
from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.kernel import structured_text
from quartierwerk.places.models import Site


@deed("concepts:concept:begin")
def begin_concept(*, site: Site, title: str, fields_list: str, actor: Actor) -> ActionConcept:
    """Begin the site's concept with an empty working copy.

    Raises:
        AlreadyBegunError: the site has one.
    """
    policy.may_begin(actor, site).require()
    # In one statement, so that of two who begin at once the second is told, not shown an error.
    concept, begun = ActionConcept.objects.get_or_create(site=site, defaults={"title": title, "fields_list": fields_list})
    if not begun:
        raise AlreadyBegunError
    record(Subject("concept", site.code), facts={"title": title})
    return concept


@deed("concepts:chapter:write")
def write_chapter(
    *, concept: ActionConcept, chapter_code: str, text: str, expected_version: int | None, actor: Actor, now: datetime
) -> Chapter:
    """Replace a chapter's text.

    Raises:
        ChangedMeanwhileError: somebody else saved it after the form was opened.
    """
    policy.may_edit(actor, concept).require()
    hold(concept)
    chapter, _ = Chapter.objects.get_or_create(concept=concept, chapter_code=chapter_code, defaults={"edited_at": now, "version": 0})
    check_version(expected=expected_version, found=chapter.version)
    before = len(structured_text.plain(chapter.body))
    chapter.body = structured_text.read(text)
    chapter.version += 1
    chapter.edited_at, chapter.edited_by_id = now, actor.person_id
    chapter.save()
    after = len(structured_text.plain(chapter.body))
    record(Subject("concept", concept.site.code), facts={"chapter": chapter_code, "characters": [before, after]})
    return chapter


@deed("concepts:analysis:write")
def analyse_field(
    *, concept: ActionConcept, field_code: str, strengths: str, weaknesses: str, argued_away: str, actor: Actor
) -> FieldAnalysis:
    """Say what the area is strong and weak at in one field, and why nothing is planned there if so."""
    policy.may_edit(actor, concept).require()
    hold(concept)
    entry, _ = FieldAnalysis.objects.update_or_create(
        concept=concept,
        field_code=field_code,
        defaults={"strengths": strengths, "weaknesses": weaknesses, "argued_away": argued_away},
    )
    record(Subject("concept", concept.site.code), facts={"field": field_code})
    return entry
