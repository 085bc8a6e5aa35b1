"""Django's entry for documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Tagged PDF, as a Django app."""

    name = "quartierwerk.foundation.documents"
    label = "documents"
