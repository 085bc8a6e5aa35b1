"""Django's entry for mail."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Mail as a Django app; ``ready`` fills the slots and names the deeds."""

    name = "quartierwerk.foundation.mail"
    label = "mail"

    def ready(self) -> None:
        """Take letters, offer the navigation, and name what the trail says."""
        from quartierwerk.foundation.mail import offers, outbox, phrases  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.foundation.slots import registry  # noqa: PLC0415 -- after all apps are loaded

        phrases.register_with_the_trail()
        offers.register()
        registry.outbox.register("mail", outbox.take)
