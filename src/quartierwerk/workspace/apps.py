"""Django's entry for workspace."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The room as a Django app; ``ready`` fills the slots."""

    name = "quartierwerk.workspace"
    label = "workspace"
