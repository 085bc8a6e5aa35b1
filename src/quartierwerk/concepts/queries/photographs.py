"""Reading the photographs that are shown with a measure."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from quartierwerk.concepts.models import MeasurePhoto
from quartierwerk.concepts.queries import measure_in_force
from quartierwerk.foundation.statements import kept


def photographs(site_code: str, slug: str) -> list[MeasurePhoto]:
    """Return the photographs shown with a measure."""
    return list(_photographs(code=site_code, slug=slug))


@kept
def _photographs(*, code: str, slug: str) -> QuerySet[MeasurePhoto]:
    return MeasurePhoto.objects.filter(measure__concept__site__code=code, measure__slug=slug).select_related("file").order_by("pk")


def public_photograph(site_code: str, slug: str, sha256: str, on: date) -> MeasurePhoto | None:
    """Return one photograph that is shown with the measure, or none; only measures in force on the day are public."""
    in_force: Any = measure_in_force(site_code, slug, on)
    if in_force is None or in_force.one is None:
        return None
    shown = MeasurePhoto.objects.filter(measure__concept__site__code=site_code, measure__slug=slug, file__sha256=sha256)
    return shown.select_related("file").first()
