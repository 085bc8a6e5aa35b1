"""Django's entry for people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People as a Django app."""

    name = "quartierwerk.foundation.people"
    label = "people"
