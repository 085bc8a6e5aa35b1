"""Public pages; they only read."""

from django.http import HttpResponse
from django.shortcuts import render

from quartierwerk.foundation.people.access import ActorRequest, public


@public
def start(request: ActorRequest) -> HttpResponse:
    """Show the programme."""
    return render(request, "ui/portal.html")
