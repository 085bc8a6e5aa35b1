"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from quartierwerk.foundation.slots import registry


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return actor, public pages and whether the example programme's role bar is shown."""
    return {
        "actor": getattr(request, "actor", None),
        "public_pages": sorted((page for provider in registry.public_pages for page in provider()), key=lambda page: page.order),
        "example_programme": settings.EXAMPLE_PROGRAMME,
    }
