"""What every page of a site's dossier begins with."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quartierwerk.foundation.people.access import ActorRequest
from quartierwerk.places import policy, queries
from quartierwerk.places.models import Site


def find_site(code: str) -> Site:
    """Return the site with what its head shows, or 404; sites are public."""
    site = queries.site_with_facts(code, timezone.localdate())
    if site is None:
        raise Http404
    return site


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
