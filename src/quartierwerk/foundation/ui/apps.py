"""Django's entry for ui."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Pages and components, as a Django app."""

    name = "quartierwerk.foundation.ui"
    label = "ui"
