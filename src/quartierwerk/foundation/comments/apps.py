"""Django's entry for comments."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Comments as a Django app; ``ready`` fills the slots and names the deeds."""

    name = "quartierwerk.foundation.comments"
    label = "comments"

    def ready(self) -> None:
        """Register what comments offer."""
        from quartierwerk.foundation.comments import offers, phrases  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.foundation.slots import registry  # noqa: PLC0415 -- after all apps are loaded

        phrases.register_with_the_trail()
        registry.addresses.register("comments", offers.address_of_comments)
        registry.site_tabs.register("comments", offers.site_tabs)
        registry.desk.register("comments", offers.desk_items)
        registry.digest_items.register("comments", offers.digest_items)
