"""Django's entry for places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The room as a Django app; ``ready`` fills the slots."""

    name = "quartierwerk.places"
    label = "places"
