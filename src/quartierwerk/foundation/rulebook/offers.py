"""What the rulebook offers to the frames: its page in the public foot and in the staff navigation."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from quartierwerk.foundation.slots.registry import Actor
from quartierwerk.foundation.slots.values import NavigationLink, PublicPage


def public_pages() -> Sequence[PublicPage]:
    """Return the page of the rules in force."""
    return [PublicPage(_("Regelwerk"), reverse("rulebook:in_force"), order=800, in_header=False)]


def navigation(actor: Actor) -> Sequence[NavigationLink]:
    """Return the link for staff."""
    del actor  # the rules are public
    return [NavigationLink(_("Regelwerke"), reverse("rulebook:in_force"), group=_("Grundlagen"), order=800)]
