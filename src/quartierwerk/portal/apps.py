"""Django's entry for portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The room as a Django app; ``ready`` fills the slots."""

    name = "quartierwerk.portal"
    label = "portal"
