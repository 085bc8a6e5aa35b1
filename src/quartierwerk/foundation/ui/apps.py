"""Django's entry for ui."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Pages and components, as a Django app."""

    name = "quartierwerk.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """Let every form say in plain words that something is missing."""
        Field.default_error_messages = {**Field.default_error_messages, "required": _("Diese Angabe fehlt noch.")}
