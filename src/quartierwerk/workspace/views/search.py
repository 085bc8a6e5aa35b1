"""Search for staff: everything the person may know of."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quartierwerk.foundation.people.access import ActorRequest, signed_in
from quartierwerk.foundation.search.listing import results


@signed_in
@require_safe
def search(request: ActorRequest) -> HttpResponse:
    """Show what the words find."""
    return render(request, "workspace/search.html", results(request.GET, request.actor, public=False))
