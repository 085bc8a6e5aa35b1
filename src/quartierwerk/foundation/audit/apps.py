"""Django's entry for the trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail as a Django app."""

    name = "quartierwerk.foundation.audit"
    label = "audit"
