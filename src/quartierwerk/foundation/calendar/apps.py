"""Django's entry for the calendar."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """The calendar as a Django app; ``ready`` fills the slots and names the deeds."""

    name = "quartierwerk.foundation.calendar"
    label = "calendar"

    def ready(self) -> None:
        """Register what the calendar offers."""
        from quartierwerk.foundation.calendar import handovers, offers, phrases  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.foundation.slots import registry  # noqa: PLC0415 -- after all apps are loaded

        phrases.register_with_the_trail()
        registry.addresses.register("follow_ups", offers.address_of_follow_ups)
        registry.navigation.register("calendar", offers.navigation)
        registry.site_tabs.register("calendar", offers.site_tabs)
        registry.desk.register("calendar", offers.desk_items)
        registry.digest_items.register("calendar", offers.digest_items)
        registry.handovers.register("follow_ups", handovers.take_over)
