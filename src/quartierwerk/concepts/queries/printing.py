"""What is printed as it is at the moment of printing, because no revision holds it: photographs and the ground of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quartierwerk.concepts.models import ConceptRevision, MeasurePhoto
from quartierwerk.concepts.queries import revisions_in_force
from quartierwerk.places.models import MapLayer

MOST_PHOTOS = 4


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph as it is printed; the consent stays inside."""

    sha256: str
    alt_text: str
    credit: str
    taken_on: date | None


@dataclass(frozen=True, slots=True)
class Ground:
    """The base map of a site's plan in its present state."""

    layer: int
    sha256: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Live:
    """Photographs by the slug of their measure, and the ground."""

    photos: Mapping[str, Sequence[Photo]] = field(default_factory=dict)
    ground: Ground | None = None


NOTHING_LIVE = Live()


def live_of_working_copy(site_code: str, *, slug: str = "") -> Live:
    """Return what is printed with a working copy: the photographs of all its measures, or of one."""
    return Live(_photos(site_code, slug), _ground(site_code))


def live_of_revision(revision: ConceptRevision, *, on: date, slug: str = "") -> Live:
    """Return what is printed with a revision; photographs only with the one in force, as the public pages show them."""
    site_code = revision.concept.site.code
    in_force = revisions_in_force(on, [site_code]).filter(pk=revision.pk).exists()
    return Live(_photos(site_code, slug) if in_force else {}, _ground(site_code))


def _photos(site_code: str, slug: str) -> dict[str, list[Photo]]:
    shown = MeasurePhoto.objects.filter(measure__concept__site__code=site_code)
    if slug:
        shown = shown.filter(measure__slug=slug)
    by_measure: dict[str, list[Photo]] = {}
    rows = shown.order_by("pk").values_list("measure__slug", "file__sha256", "alt_text", "credit", "taken_on")
    for measure, sha256, alt_text, credit, taken_on in rows:
        photos = by_measure.setdefault(measure, [])
        if len(photos) < MOST_PHOTOS:
            photos.append(Photo(sha256, alt_text, credit, taken_on))
    return by_measure


def _ground(site_code: str) -> Ground | None:
    layer = MapLayer.objects.filter(code=f"plan-{site_code}").values_list("pk", "content_sha256", "attribution").first()
    return Ground(*layer) if layer else None
