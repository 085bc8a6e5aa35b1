"""Django's entry for management commands of the whole product."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings and commands, as a Django app."""

    name = "quartierwerk.config"
    label = "config"
