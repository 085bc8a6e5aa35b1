"""Django's entry for tables."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    """Spreadsheets in and out, as a Django app."""

    name = "quartierwerk.foundation.tables"
    label = "tables"
