"""What every page of a site's dossier begins with."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from quartierwerk.foundation.people.access import ActorRequest
from quartierwerk.places import policy, queries
from quartierwerk.places.models import Site


def find_site(request: ActorRequest, code: str) -> Site:
    """Return the site with what its head shows, or 404 where the actor may not know of it."""
    sites = queries.with_current_facts(queries.visible_to(request.actor), timezone.localdate())
    return get_object_or_404(sites, code=code)


def page(request: ActorRequest, template: str, site: Site, *, tab: str, **context: Any) -> HttpResponse:
    """Answer with a page inside the site's dossier."""
    frame = {
        "site": site,
        "dossier": queries.dossier(site, request.actor),
        "current_tab": tab,
        "is_example": site.is_example,
        "may_edit": policy.may_edit_site(request.actor, site),
        "may_set_stage": policy.may_set_stage(request.actor, site),
        "may_designate": policy.may_designate_area(request.actor, site),
    }
    return render(request, f"places/{template}.html", {**frame, **context})
