"""The desk: what waits for a person."""

from django.http import HttpResponse
from django.shortcuts import render

from quartierwerk.foundation.people.access import ActorRequest, signed_in


@signed_in
def desk(request: ActorRequest) -> HttpResponse:
    """Show what waits for the person."""
    return render(request, "ui/workspace.html")
