"""What the portal offers to the slots: where the public page of a subject is."""

from django.urls import reverse

from quartierwerk.foundation.slots.values import Subject

PAGES = {"site": "portal:site", "concept": "portal:concept", "measure": "portal:measure", "photo": "portal:photo"}


def public_address(subject: Subject) -> str:
    """Return the subject's public page, or nothing for kinds that have none; code parts are parted by slashes."""
    page = PAGES.get(subject.kind)
    return reverse(page, args=subject.code.split("/")) if page else ""
