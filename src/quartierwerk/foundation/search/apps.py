"""Django's entry for search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search as a Django app; rooms register their sources themselves."""

    name = "quartierwerk.foundation.search"
    label = "search"
