"""Django's entry for keeping."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Keeping as a Django app; ``ready`` fills the slots and names the deeds."""

    name = "quartierwerk.foundation.keeping"
    label = "keeping"

    def ready(self) -> None:
        """Register navigation, subjects and the trail's words."""
        from quartierwerk.foundation.keeping import offers, phrases  # noqa: PLC0415 -- after all apps are loaded

        phrases.register_with_the_trail()
        offers.register()
