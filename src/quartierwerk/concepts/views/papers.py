"""Documents: the concept and single sheets as PDF, and the photographs of the working copy."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from quartierwerk.concepts import exports, policy, queries
from quartierwerk.concepts.queries.content import content_of
from quartierwerk.concepts.views.frame import find_concept, find_measure, find_resolved
from quartierwerk.foundation.documents.responses import as_response
from quartierwerk.foundation.files import queries as stored
from quartierwerk.foundation.people.access import ActorRequest, needs


@require_safe
@needs(policy.READ_RELEASED_COPY)
def draft(request: ActorRequest, site: str) -> HttpResponse:
    """Print the working copy, marked as such."""
    concept = find_concept(request, site)
    made = exports.draft_pdf(content_of(concept, on=timezone.localdate()), dated=timezone.now())
    return as_response(made, name=exports.concept_file_name(site, None))


@require_safe
@needs(policy.READ_RELEASED_COPY)
def revision(request: ActorRequest, site: str, number: int) -> HttpResponse:
    """Print a resolved revision."""
    concept = find_resolved(request, site)
    found = get_object_or_404(concept.revisions.all(), number=number)
    return as_response(exports.revision_pdf(found, queries.steps_of(found)), name=exports.concept_file_name(site, number))


@require_safe
@needs(policy.READ_RELEASED_COPY)
def measure(request: ActorRequest, site: str, slug: str) -> HttpResponse:
    """Print one sheet of the working copy."""
    found = find_measure(request, site, slug)
    content = content_of(found.concept, on=timezone.localdate())
    made = exports.draft_sheet_pdf(content, slug, dated=timezone.now())
    return as_response(made, name=exports.measure_sheet_file_name(site, slug))


@require_safe
@needs(policy.READ_RELEASED_COPY)
def photo(request: ActorRequest, site: str, slug: str, sha256: str) -> HttpResponse:
    """Show a photograph of a measure of the working copy."""
    found = get_object_or_404(find_measure(request, site, slug).photos.select_related("file"), file__sha256=sha256)
    return HttpResponse(stored.content(found.file), content_type=found.file.media_type)
