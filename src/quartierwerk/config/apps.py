"""Django's entry for management commands of the whole product."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings and commands, as a Django app."""

    name = "quartierwerk.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks."""
        from quartierwerk.config import checks  # noqa: F401, PLC0415 -- registering is all the import is for
