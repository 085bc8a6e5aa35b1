"""Answers with a document."""

from django.http import HttpResponse


def as_response(pdf: bytes, *, name: str) -> HttpResponse:
    """Return the document, to be shown or saved under this name."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
