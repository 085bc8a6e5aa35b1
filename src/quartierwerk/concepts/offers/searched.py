"""What search may find of concepts: what is resolved, for everybody; working copies, for those who may read them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from quartierwerk.concepts import queries
from quartierwerk.concepts.core.content import ConceptContent, MeasureContent
from quartierwerk.concepts.models import ActionConcept, ConceptRevision
from quartierwerk.concepts.queries.content import content_of
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import SearchDocument, SearchSource, Subject
from quartierwerk.kernel.structured_text import plain


def sites_of(subject: Subject | None) -> Iterable[str]:
    """Return the sites whose concept a changed subject belongs to; all with a concept for none given."""
    if subject is None:
        return list(ActionConcept.objects.order_by("site__code").values_list("site__code", flat=True))
    return [subject.code.split("/", 1)[0]] if subject.kind in {"concept", "measure", "site"} else []


def _resolved_documents(site: str) -> Iterator[SearchDocument]:
    """Return concept and measures of the revision in force."""
    for revision in queries.revisions_in_force(timezone.localdate(), [site]).select_related("concept__site__municipality"):
        content = ConceptRevision.objects.values_list("content", flat=True).get(pk=revision.pk)
        yield from _documents(site, content, public=True)


def _working_documents(site: str) -> Iterator[SearchDocument]:
    """Return concept and measures of the working copy."""
    with translation.override("de"):
        for concept in ActionConcept.objects.filter(site__code=site).select_related("site__municipality"):
            yield from _documents(site, content_of(concept, on=timezone.localdate()), public=False)


def _documents(site: str, content: ConceptContent, *, public: bool) -> Iterator[SearchDocument]:
    place = str(content["site"]["municipality"])
    concept = Subject("concept", site)
    address = registry.address_of("public", concept) if public else reverse("concepts:concept", args=(site,))
    title = f"{content['concept']['title']}, {content['site']['name']}"
    yield SearchDocument(concept, site, title, _concept_text(content), address, place)
    for slug in content["measure_order"]:
        measure = content["measures"][slug]
        subject = Subject("measure", f"{site}/{slug}")
        address = registry.address_of("public", subject) if public else reverse("concepts:measure", args=(site, slug))
        year = date.fromisoformat(measure["starts_on"]).year if measure["starts_on"] else None
        yield SearchDocument(subject, site, f"{measure['code']} {measure['title']}", _measure_text(measure), address, place, year)


def _concept_text(content: ConceptContent) -> str:
    told: list[str] = []
    for chapter in content["chapters"]:
        told += [chapter["label"], plain(chapter["body"])] if chapter["body"] else []
    for analysis in content["analysis"]:
        told += [analysis["label"], _text(analysis["strengths"]), _text(analysis["weaknesses"])]
    for goal in content["goals"]:
        told += [f"{goal['code']} {goal['title']}", goal["success_shown_by"]]
    return "\n".join(filter(None, told))


def _measure_text(measure: MeasureContent) -> str:
    told = [
        measure["main_field_label"],
        *measure["other_field_labels"],
        measure["cost_group_label"],
        measure["place_note"],
        *(party["name"] for party in measure["parties"]),
        *(indicator["name"] for indicator in measure["indicators"]),
    ]
    return f"{_text(measure['description'])}\n{' · '.join(filter(None, told))}"


def _text(value: Any) -> str:
    """Return structured text as plain text; some fields are plain already."""
    return value if isinstance(value, str) else plain(value)


def _sites_of_working_copies(actor: Any) -> Any:
    return queries.working_copies_visible_to(actor).order_by().values("site__code")


RESOLVED = SearchSource(
    label=lambda: str(_("Beschlossene Konzepte und Maßnahmen")),
    groups=sites_of,
    documents=_resolved_documents,
    visible=lambda _actor: None,  # what is resolved is public
)
WORKING = SearchSource(
    label=lambda: str(_("Konzepte und Maßnahmen im Arbeitsstand")),
    groups=sites_of,
    documents=_working_documents,
    visible=_sites_of_working_copies,
)
