"""The days a resolved concept sets: when its measures end. Days of a working copy bind nobody and are not told."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quartierwerk.concepts import queries
from quartierwerk.concepts.models import ConceptRevision, Measure
from quartierwerk.concepts.offers.searched import sites_of
from quartierwerk.foundation.slots import registry
from quartierwerk.foundation.slots.values import Deadline, DeadlineSource, Subject

_OVER = (Measure.State.DONE, Measure.State.DROPPED)


def _measure_ends(site: str) -> Iterator[Deadline]:
    """Return when the measures of the revision in force end; one that is done or given up has no day to keep any more."""
    over = set(Measure.objects.filter(concept__site__code=site, state__in=_OVER).values_list("slug", flat=True))
    for revision in queries.revisions_in_force(timezone.localdate(), [site]):
        content = ConceptRevision.objects.values_list("content", flat=True).get(pk=revision.pk)
        for slug in content["measure_order"]:
            measure = content["measures"][slug]
            if measure["ends_on"] and slug not in over:
                subject = Subject("measure", f"{site}/{slug}")
                # The public page: whoever is told of the day may not have the working copy open to them.
                address = registry.address_of("public", subject) or reverse("concepts:measure", args=(site, slug))
                yield Deadline(subject, f"{measure['code']} {measure['title']}", date.fromisoformat(measure["ends_on"]), address)


MEASURE_ENDS = DeadlineSource(
    label=lambda: str(_("Ende der Maßnahme")),
    groups=sites_of,
    deadlines=_measure_ends,
    visible=lambda _actor: None,  # what is resolved is public, and so is whether a measure is over
)
