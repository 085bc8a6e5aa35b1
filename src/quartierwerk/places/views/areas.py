"""The boundary of a site: its versions, and how the next one comes in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quartierwerk.foundation.files import actions as files
from quartierwerk.foundation.files import drafts
from quartierwerk.foundation.files import phrases as file_phrases
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.files.drafts import Draft
from quartierwerk.foundation.geo import phrases as geo_phrases
from quartierwerk.foundation.geo.refusals import BoundaryError
from quartierwerk.foundation.people.access import ActorRequest, needs, signed_in
from quartierwerk.foundation.ui import figures
from quartierwerk.foundation.ui.pictures import MapPicture
from quartierwerk.kernel.errors import DomainError, NotPermittedError
from quartierwerk.places import actions, exports, imports, maps, phrases, policy, queries
from quartierwerk.places.forms import BoundaryFileForm, DesignationForm
from quartierwerk.places.models import FundingArea, Site
from quartierwerk.places.views.frame import find_site, page


@signed_in
@require_safe
def area(request: ActorRequest, site: str) -> HttpResponse:
    """Show the boundary in force and every version with its resolution."""
    found = find_site(site)
    today = timezone.localdate()
    current = queries.current_area(found, today)
    versions = found.funding_areas.defer("geometry").order_by("-version")
    return page(request, "area", found, tab="area", current=current, versions=versions, map=_picture(found, current), today=today)


@signed_in
@require_safe
def download(request: ActorRequest, site: str) -> HttpResponse:
    """Hand out all versions of the boundary as GeoJSON."""
    return exports.boundaries_response(find_site(site))


@needs(policy.DESIGNATE_AREA)
@require_http_methods(["GET", "POST"])
def upload(request: ActorRequest, site: str) -> HttpResponse:
    """Take a boundary file and go on to its preview; nothing of the site changes."""
    found = find_site(site)
    policy.may_designate_area(request.actor, found).require()
    form = BoundaryFileForm(request.POST or None, request.FILES or None)
    if getattr(request, "upload_too_large", False):
        form.add_error("file", _("Die Datei ist zu groß. Höchstens 30 MB lassen sich einlesen."))
    elif form.is_valid():
        given = form.cleaned_data["file"]
        try:
            content = given.read()
            imports.preview(content)
            kept = files.store(content=content, name=given.name, purpose=Purpose.BOUNDARY, actor=request.actor)
        except BoundaryError as problem:
            form.add_error("file", geo_phrases.sentence(problem))
        except NotPermittedError:
            raise
        except DomainError as problem:
            form.add_error("file", file_phrases.sentence(problem))
        else:
            signed = drafts.sign(Draft(kept, given.name), purpose=Purpose.BOUNDARY, site=site, actor=request.actor)
            return redirect("places:preview", site, signed)
    return page(request, "upload", found, tab="area", form=form)


@needs(policy.DESIGNATE_AREA)
@require_http_methods(["GET", "POST"])
def preview(request: ActorRequest, site: str, draft: str) -> HttpResponse:
    """Show what the file would become; with the resolution behind it, it becomes the next version."""
    found = find_site(site)
    policy.may_designate_area(request.actor, found).require()
    drafted = drafts.find(draft, purpose=Purpose.BOUNDARY, site=site, actor=request.actor)
    read = imports.preview(drafted.content)
    form = DesignationForm(request.POST or None, needs_repair=read.needs_repair)
    now = timezone.now()
    if read.can_be_confirmed and form.is_valid():
        boundary = read.boundary(drafted.file.sha256)
        try:
            made = actions.designate_area(
                site=found, boundary=boundary, resolution=form.resolution, actor=request.actor, now=now, source=form.source_ref
            )
        except NotPermittedError:
            raise
        except DomainError as problem:
            form.add_error(None, phrases.refusal(problem, on=timezone.localdate(now)))
        else:
            messages.success(request, _("Fassung %(n)s der Grenze ist eingetragen.") % {"n": made.version})
            return redirect("places:area", site)
    before = queries.current_area(found, timezone.localdate(now))
    return page(request, "preview", found, tab="area", **_shown(read, before), form=form)


def _shown(read: imports.BoundaryPreview, before: FundingArea | None) -> dict[str, object]:
    drawn = maps.area_map(
        read.geometry,
        title=_("Vorschau der Grenze"),
        description=_("Die Fläche misst %(area)s.") % {"area": figures.hectares(read.area_m2)},
        before=before.geometry if before else None,
    )
    return {
        "read": read,
        "before": before,
        "map": drawn if read.can_be_confirmed else None,
        "faults": [geo_phrases.sentence(problem) for problem in read.faults],
        "stops": [geo_phrases.sentence(problem) for problem in read.stops],
        "notes": [geo_phrases.sentence(problem) for problem in read.notes],
    }


def _picture(site: Site, current: FundingArea | None) -> MapPicture | None:
    if current is None:
        return None
    since = {"area": figures.hectares(current.computed_area_m2), "day": figures.day_long(current.valid_from)}
    return maps.area_map(
        current.geometry,
        title=_("Fördergebiet %(name)s") % {"name": getattr(site, "current_name", site.code)},
        description=_("Das Gebiet misst %(area)s und gilt in dieser Fassung seit %(day)s.") % since,
    )
