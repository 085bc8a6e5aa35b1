"""Django's entry for workspace."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext as _

from quartierwerk.foundation.people.core.actor import Actor
from quartierwerk.foundation.slots.values import NavigationLink


def navigation(actor: Actor) -> Sequence[NavigationLink]:
    """Return the links everybody has, and the overview for those who may see it."""
    from quartierwerk.workspace.policy import SEE_PROGRAMME  # noqa: PLC0415 -- after all apps are loaded

    links = [NavigationLink(_("Mein Schreibtisch"), reverse("workspace:desk"), order=1, alone=True)]
    if actor.holds_somewhere(SEE_PROGRAMME):
        links.append(NavigationLink(_("Programm im Überblick"), reverse("workspace:programme"), _("Programm"), 20))
    return links


class WorkspaceConfig(AppConfig):
    """The room as a Django app; ``ready`` fills the slots."""

    name = "quartierwerk.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Register the navigation."""
        from quartierwerk.foundation.slots import registry  # noqa: PLC0415 -- after all apps are loaded
        from quartierwerk.workspace import offers  # noqa: PLC0415 -- after all apps are loaded

        registry.navigation.register("workspace", navigation)
        registry.addresses.register("history", offers.history_address)
