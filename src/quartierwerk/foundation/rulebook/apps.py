"""Django's entry for the rulebook."""

from django.apps import AppConfig
from django.core.checks import register


class RulebookConfig(AppConfig):
    """Rules as dated data, as a Django app."""

    name = "quartierwerk.foundation.rulebook"
    label = "rulebook"

    def ready(self) -> None:
        """Check the files at start and name the rulebook's page in the frames."""
        from quartierwerk.foundation.rulebook import offers  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.foundation.rulebook.checks import check_rulebooks  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.foundation.slots import registry  # noqa: PLC0415 -- after all apps are loaded

        register(check_rulebooks)
        registry.public_pages.register("rulebook", offers.public_pages)
        registry.navigation.register("rulebook", offers.navigation)
        registry.search_sources.register("rules", offers.SEARCH)
