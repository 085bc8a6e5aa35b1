"""Django's entry for the trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail as a Django app; ``ready`` registers its own verification."""

    name = "quartierwerk.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Register the trail's verifier."""
        from quartierwerk.foundation.audit import queries, verifiers  # noqa: PLC0415 -- after all apps are loaded

        verifiers.register("trail", queries.verify_trail)
