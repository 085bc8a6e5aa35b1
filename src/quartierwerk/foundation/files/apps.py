"""Django's entry for files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded files, as a Django app."""

    name = "quartierwerk.foundation.files"
    label = "files"
