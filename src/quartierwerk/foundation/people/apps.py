"""Django's entry for people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People as a Django app; ``ready`` fills the slots and names the deeds."""

    name = "quartierwerk.foundation.people"
    label = "people"

    def ready(self) -> None:
        """Register subjects, navigation and the trail's words."""
        from quartierwerk.foundation.people import offers, phrases  # noqa: PLC0415 -- after all apps are loaded

        phrases.register_with_the_trail()
        offers.register()
