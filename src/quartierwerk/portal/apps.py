"""Django's entry for portal."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext as _

from quartierwerk.foundation.slots.values import PublicPage


def public_pages() -> Sequence[PublicPage]:
    """Return the pages of the public navigation."""
    return (
        PublicPage(_("Programm"), reverse("portal:start"), 10),
        PublicPage(_("Standorte"), reverse("portal:sites"), 20),
        PublicPage(_("Suche"), reverse("portal:search"), 90),
    )


class PortalConfig(AppConfig):
    """The room as a Django app; ``ready`` fills the slots."""

    name = "quartierwerk.portal"
    label = "portal"

    def ready(self) -> None:
        """Register the public pages."""
        from quartierwerk.foundation.slots import registry  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.portal import offers  # noqa: PLC0415 -- after all apps are loaded

        registry.public_pages.register("portal", public_pages)
        registry.addresses.register("public", offers.public_address)
