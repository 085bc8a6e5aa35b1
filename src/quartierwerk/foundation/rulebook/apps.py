"""Django's entry for rulebook."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Rules as dated data, as a Django app."""

    name = "quartierwerk.foundation.rulebook"
    label = "rulebook"
