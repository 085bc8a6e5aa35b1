"""Work of the room that runs in the background."""

from procrastinate.contrib.django import app

from quartierwerk.concepts import exports, queries
from quartierwerk.concepts.models import ConceptRevision


@app.task(name="concepts.print_revision", queue="documents", retry=3)
def print_revision(revision_id: int) -> None:
    """Print a resolved revision once, so that whoever asks for it gets the kept file at once."""
    revision = ConceptRevision.objects.select_related("concept__site").get(pk=revision_id)
    exports.revision_pdf(revision, queries.steps_of(revision))
