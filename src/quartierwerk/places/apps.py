"""Django's entry for places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The room as a Django app; ``ready`` fills the slots."""

    name = "quartierwerk.places"
    label = "places"

    def ready(self) -> None:
        """Register what the room offers."""
        from quartierwerk.foundation.slots import registry  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.places import offers, phrases  # noqa: PLC0415 -- after all apps are loaded

        registry.subjects.register("site", offers.describe_sites)
        registry.subjects.register("municipality", offers.describe_municipalities)
        registry.subject_scopes.register("site", offers.scopes_of_sites)
        registry.subject_scopes.register("municipality", offers.scopes_of_municipalities)
        registry.scope_choices.register("places", offers.scope_choices)
        registry.threads.register("places", offers.knots)
        registry.site_tabs.register("places", offers.site_tabs)
        registry.navigation.register("places", offers.navigation)
        registry.search_sources.register("sites", offers.SEARCH)
        registry.deadlines.register("period_ends", offers.PERIOD_ENDS)
        phrases.register_with_the_trail()
